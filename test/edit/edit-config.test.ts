import { describe, expect, test } from "vitest";
import type { ConfigEdit } from "../../src/edit/config-edit.ts";
import { editConfig } from "../../src/edit/edit-config.ts";
import { expand } from "../../src/expand/expand.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { createDocument } from "../../src/parse/document.ts";

const options = { displayName: (path: string) => path.slice("/bakery/".length), includeRoots: [] };

function edit(files: Record<string, string>, change: ConfigEdit): Record<string, string> | string {
  const host = createMemoryHost({
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`/bakery/${name}`, text])),
    cwd: "/bakery",
  });
  const text = files["openclaw.json"] ?? "";
  const root = createDocument({ path: "/bakery/openclaw.json", text, byteOrderMark: false }, "openclaw.json");
  const result = editConfig(host, expand(host, root, options), change, options);
  if (!result.ok) return result.reason;
  const changed = result.expanded.documents.filter((one) => one.text !== files[one.file]);
  return Object.fromEntries(changed.map((one) => [one.file, one.text]));
}

const split = {
  "openclaw.json":
    "{\n  models: { $include: './models.json5' },\n  agents: { $include: ['./agents.json5'], defaults: { workspace: '~/b' } },\n}\n",
  "models.json5":
    "{\n  providers: {\n    ovenai: { baseUrl: 'https://a.example', models: [] }, // ours\n  },\n}\n",
  "agents.json5": "{\n  defaults: { model: 'ovenai/rye' },\n}\n",
};

describe("edits go to the document that owns the path", () => {
  test("a value in an included file", () => {
    expect(
      edit(split, {
        kind: "set",
        path: ["models", "providers", "ovenai", "baseUrl"],
        value: "https://b.example",
      }),
    ).toEqual({
      "models.json5": split["models.json5"].replace("a.example", "b.example"),
    });
  });
  test("a new member of an included object", () => {
    expect(edit(split, { kind: "set", path: ["models", "mode"], value: "merge" })).toEqual({
      "models.json5": split["models.json5"].replace("  },\n}", "  },\n  mode: 'merge',\n}"),
    });
  });
  test("a value that one of two documents writes", () => {
    expect(edit(split, { kind: "set", path: ["agents", "defaults", "model"], value: "ovenai/oat" })).toEqual({
      "agents.json5": split["agents.json5"].replace("rye", "oat"),
    });
  });
  test("a new member where two documents meet goes to the one with the last word", () => {
    expect(edit(split, { kind: "set", path: ["agents", "defaults", "userTimezone"], value: "UTC" })).toEqual({
      "openclaw.json": split["openclaw.json"].replace("'~/b' }", "'~/b', userTimezone: 'UTC' }"),
    });
  });
  test("a key that becomes $include, where its file is there", () => {
    const text = "{ models: { include: './models.json5' } }";
    const change = { kind: "rename", path: ["models", "include"], name: "$include" } as const;
    const models = "{ mode: 'merge' }";
    expect(edit({ "openclaw.json": text, "models.json5": models }, change)).toEqual({
      "openclaw.json": text.replace("include", "$include"),
    });
    expect(edit({ "openclaw.json": text }, change)).toBe("not-there");
  });
  test("a move between documents takes its text along", () => {
    const result = edit(split, {
      kind: "move",
      from: ["models", "providers", "ovenai"],
      to: ["agents", "ovenai"],
    });
    expect(result).toMatchObject({ "models.json5": expect.not.stringContaining("baseUrl") });
  });
});

describe("what no single document owns is refused", () => {
  test("a block put together from two files", () => {
    expect(edit(split, { kind: "remove", path: ["agents", "defaults"] })).toBe("split");
  });
  test("a value that hides another file's", () => {
    const files = {
      "openclaw.json": "{ $include: './a.json5', gateway: { port: 1 } }",
      "a.json5": "{ gateway: { port: 2 } }",
    };
    expect(edit(files, { kind: "remove", path: ["gateway", "port"] })).toBe("split");
    expect(edit(files, { kind: "set", path: ["gateway", "port"], value: 3 })).toEqual({
      "openclaw.json": "{ $include: './a.json5', gateway: { port: 3 } }",
    });
  });
  test("a file included twice", () => {
    const files = {
      "openclaw.json": "{ a: { $include: './x.json5' }, b: { $include: './x.json5' } }",
      "x.json5": "{ k: 1 }",
    };
    expect(edit(files, { kind: "set", path: ["a", "k"], value: 2 })).toBe("split");
  });
  test("an include that is missing", () => {
    expect(
      edit({ "openclaw.json": "{ $include: './none.json5' }" }, { kind: "set", path: ["a"], value: 2 }),
    ).toBe("broken-text");
  });
});
