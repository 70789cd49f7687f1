import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { transform } from "esbuild";
import { describe, expect, test } from "vitest";
import { splice } from "../../src/edit/splices.ts";
import { actions, type Edit, fixAll, ignoreEdit, resolveRepair } from "../../src/service/actions.ts";
import { withoutStops } from "../../src/service/complete.ts";
import { hints, lenses } from "../../src/service/marks.ts";
import { namedThings } from "../../src/service/names.ts";
import { links } from "../../src/service/navigate.ts";
import { folds, outline, selections } from "../../src/service/outline.ts";
import { ConfigService } from "../../src/service/service.ts";
import { tokens } from "../../src/service/tokens.ts";
import { bakeryHost, FOLDER } from "../bakery-host.ts";
import { type Fixture, fixtureMachine, readFixtures } from "../rules/fixture.ts";

const PATH = `${FOLDER}/openclaw.json`;
const TEXT = `// The bakery
// with two agents
{
  models: { providers: { ovenai: {
    baseUrl: "https://api.ovenai.example/v1",
    apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: 'rye-2', contextWindow: 128000 }],
  } } },
  agents: {
    defaults: { model: 'ovenai/rye-2', models: { 'ovenai/rye-2': { alias: 'rye' } } },
    entries: { till: { model: 'rye' } },
  },
}
`;

function viewOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
  gateway: "shell" | "none" = "shell",
) {
  const service = new ConfigService({
    host: bakeryHost(new Map(Object.entries(files))),
    settingsFor: () => ({ gateway }),
  });
  service.setText(PATH, text, 1);
  const view = service.view(PATH);
  if (view === undefined) throw new Error("no view");
  return { service, view };
}

const applied = (text: string, edits: readonly Edit[]) =>
  splice(
    text,
    edits.map(({ range, text: put }) => ({ start: range.start.offset, end: range.end.offset, text: put })),
  );

describe("what is shown of a document", () => {
  test("an outline has keys and no value", () => {
    const { view } = viewOf(TEXT);
    const all = JSON.stringify(outline(view.document));
    for (const key of ["models", "providers", "ovenai", "apiKey", "contextWindow", "till"])
      expect(all).toContain(`"${key}"`);
    for (const value of ["rye-2", "128000", "https", "OVENAI_API_KEY"])
      expect(all.replaceAll("ovenai/rye-2", "")).not.toContain(value);
  });

  test("folds of blocks and comments", () => {
    const { view } = viewOf(TEXT);
    expect(folds(view.document).map(({ first, last, isComment }) => [first, last, isComment])).toEqual([
      [1, 2, true],
      [3, 12, false],
      [4, 7, false],
      [4, 7, false],
      [4, 7, false],
      [9, 11, false],
    ]);
  });

  test("selections grow from within the quotes to the whole text, each inside the next", () => {
    const { view } = viewOf(TEXT);
    const found = selections(view.document, TEXT.indexOf("rye-2', models") + 1).map(({ start, end }) =>
      TEXT.slice(start, end),
    );
    expect(found.slice(0, 3)).toEqual(["ovenai/rye-2", "'ovenai/rye-2'", "model: 'ovenai/rye-2'"]);
    expect(found.at(-1)).toBe(TEXT);
    for (const [index, one] of found.entries()) expect(found[index + 1] ?? TEXT).toContain(one);
  });

  test("hints: the window, what an alias stands for, who has the key", () => {
    const { service, view } = viewOf(TEXT, { "home/.openclaw/.env": "OVENAI_API_KEY=sk-test-not-a-key\n" });
    expect(
      hints(service.host, view, 0, TEXT.length).map(({ offset, label }) => [
        TEXT.slice(0, offset).split("\n").length,
        label,
      ]),
    ).toEqual([
      [6, "the state folder's .env (~/.openclaw/.env:1)"],
      [10, "128k"],
      [11, "= ovenai/rye-2, 128k"],
    ]);
  });

  test("a lens above each provider", () => {
    expect(
      lenses(viewOf(TEXT).view).map(({ title, location }) => [location.range.start.line, title]),
    ).toEqual([[4, "2 references, key: missing"]]);
    expect(lenses(viewOf(TEXT, {}, "none").view).map(({ title }) => title)).toEqual([
      "2 references, key: not known here",
    ]);
    const ready = viewOf(TEXT, { "home/.openclaw/.env": "OVENAI_API_KEY=sk-test-not-a-key\n" });
    expect(lenses(ready.view).map(({ title }) => title)).toEqual(["2 references, key: ready"]);
  });

  test("links to what is included", () => {
    const { view } = viewOf("{ models: { $include: './models.json5' } }", { "models.json5": "{}" });
    expect(links(view)).toMatchObject([{ path: `${FOLDER}/models.json5`, range: { start: { column: 23 } } }]);
  });
});

describe("repairs", () => {
  test("of every fixture that has one are offered, and each can be made or says why not", async () => {
    let made = 0;
    const kinds = new Set<string>();
    const list =
      "{ models: { providers: { ovenai: { baseUrl: 'https://api.ovenai.example', models: [] } } }, agents: { list: [{ id: 'till' }] } }";
    const older: Fixture = {
      name: "older",
      rule: "",
      good: false,
      files: new Map([["openclaw.json", list]]),
    };
    for (const fixture of [...readFixtures(), older]) {
      const { host, options } = await fixtureMachine(fixture);
      const service = new ConfigService({
        host,
        settingsFor: () => ({ gateway: options.gateway, openclawVersion: options.openclawVersion }),
      });
      const text = fixture.files.get("openclaw.json") ?? "";
      service.setText(PATH, text, 1);
      const view = service.view(PATH);
      if (view === undefined || !view.analysis.readable || view.analysis.fragment !== undefined) continue;
      const offered = actions(view, 0, text.length);
      for (const { finding, fix } of view.linted.repairs) {
        if (finding.file !== view.document.file) continue;
        kinds.add(fix.change.kind);
        expect(
          offered.some((one) => one.finding === finding && one.kind !== "ignore" && one.kind !== "explain"),
        ).toBe(true);
      }
      for (const one of offered) {
        if (one.kind !== "repair") continue;
        const resolved = resolveRepair(view, one.sign);
        if (!resolved.ok) expect(resolved.problem).toMatch(/cannot be mended here/u);
        else {
          made += 1;
          const own = resolved.edits.filter(({ path }) => path === PATH);
          if (own.length > 0) expect(applied(text, own)).not.toBe(text);
        }
      }
    }
    expect(made).toBeGreaterThan(100);
    expect([...kinds].sort()).toEqual([
      "list-to-object",
      "move-to",
      "remove",
      "rename-key",
      "set-text",
      "set-value",
      "to-variable",
    ]);
  }, 120_000);

  test("all at once leave the config without what could be mended safely", () => {
    const text = TEXT.replace("baseUrl", "baseURL").replace("agents", "agent");
    const { service, view } = viewOf(text, {}, "none");
    const fixed = fixAll(view, false);
    if (!fixed.ok) throw new Error(fixed.problem);
    service.setText(PATH, applied(text, fixed.edits), 2);
    expect(service.view(PATH)?.linted.repairs.filter(({ fix }) => fix.safety === "safe")).toEqual([]);
  });

  test("a comment with a reason silences its finding", () => {
    const text = TEXT.replace("baseUrl", "baseURL");
    const { service, view } = viewOf(text, {}, "none");
    const finding = view.linted.report.findings.find(({ rule }) => rule === "unknown-key");
    if (finding === undefined) throw new Error("no finding");
    const edit = ignoreEdit(view, finding, "old \n name", false);
    expect(edit.text).toBe(
      "    // clawlint-ignore unknown-key -- old   name\n".replace("old   name", "old   name"),
    );
    service.setText(PATH, applied(text, [edit]), 2);
    expect(service.view(PATH)?.linted.report.findings.map(({ rule }) => rule)).not.toContain("unknown-key");
  });

  test("a comment that nobody gave a reason does not count, and is told", () => {
    const text = TEXT.replace("baseUrl", "baseURL");
    const { service, view } = viewOf(text, {}, "none");
    const finding = view.linted.report.findings.find(({ rule }) => rule === "unknown-key");
    if (finding === undefined) throw new Error("no finding");
    const edit = ignoreEdit(view, finding, undefined, false);
    expect(edit.text).toBe("    // clawlint-ignore unknown-key --\n");
    expect(ignoreEdit(view, finding, undefined, true).text).toBe(
      "    // clawlint-ignore unknown-key -- $0\n",
    );
    for (const reason of ["", " reason", " the reason", " <reason>", " and why.", " …", " TODO"]) {
      const written = { ...edit, text: edit.text.replace("--", `--${reason}`) };
      service.setText(PATH, applied(text, [written]), 2);
      const told = service.view(PATH)?.linted.report.findings.map(({ rule }) => rule);
      expect(told).toEqual(expect.arrayContaining(["unknown-key", "ignore-comment"]));
    }
  });
});

test.each([
  ["baseUrl: $1", "baseUrl: "],
  ["${1:name}: { id: '${2:model-id}' }", "name: { id: 'model-id' }"],
  ["\\${${1:PROVIDER_API_KEY}}", "${PROVIDER_API_KEY}"],
  ["a${3}b$0", "ab"],
])("the snippet %s without its stops", (snippet, plain) => {
  expect(withoutStops(snippet)).toBe(plain);
});

test("the built service runs where there is no process, as in a browser", async () => {
  const code = await readFile(join(import.meta.dirname, "../../dist/library/index.js"), "utf8");
  const context = createContext({ TextEncoder, TextDecoder, URL });
  const script = await transform(code, { format: "iife", globalName: "library" });
  runInContext(script.code, context);
  const {
    ConfigService: Service,
    complete,
    createMemoryHost,
    diagnosticsOf,
    hover,
  } = context["library"] as typeof import("../../src/index.ts");
  const service = new Service({ host: createMemoryHost({ cwd: FOLDER }) });
  service.setText(PATH, TEXT.replace("baseUrl", "baseURL"), 1);
  expect([...(diagnosticsOf(service, PATH)?.get(PATH) ?? [])].map(({ code: rule }) => rule)).toContain(
    "unknown-key",
  );
  const view = service.view(PATH);
  if (view === undefined) throw new Error("no view");
  expect(complete(view, TEXT.indexOf("'ovenai/rye-2'") + 2).map(({ label }) => label)).toContain(
    "anthropic/claude-opus-5",
  );
  expect(hover(service.host, view, TEXT.indexOf("providers:") + 1)).toBeDefined();
});

describe("names", () => {
  const things = (text: string, query = "", files: Readonly<Record<string, string>> = {}) => {
    const { service } = viewOf(text, files);
    return namedThings(service, query).map(({ name, kind, within, location: { path, range } }) =>
      [kind, name, within, `${path.slice(FOLDER.length + 1)}:${range.start.line}:${range.start.column}`].join(
        " ",
      ),
    );
  };

  test("are told with their places, those of included files too", () => {
    expect(things(TEXT)).toEqual([
      "provider ovenai  openclaw.json:4:26",
      "model rye-2 ovenai openclaw.json:7:21",
      "alias rye ovenai/rye-2 openclaw.json:10:76",
      "agent till  openclaw.json:11:16",
    ]);
    expect(
      things("{ models: { providers: { $include: './p.json5' } }, agents: { list: [{ id: 'till' }] } }", "", {
        "p.json5": "{ ovenai: { models: [{ id: 'rye-2' }] } }",
      }),
    ).toEqual([
      "provider ovenai  p.json5:1:3",
      "model rye-2 ovenai p.json5:1:29",
      "agent till  openclaw.json:1:77",
    ]);
  });

  test("are found by some of their letters in order, and never where they look like secrets", () => {
    expect(things(TEXT, "RY2")).toEqual(["model rye-2 ovenai openclaw.json:7:21"]);
    expect(things(TEXT, "2yr")).toEqual([]);
    const secret = "sk-oven-1234567890abcdef1234";
    expect(things(`{ agents: { entries: { '${secret}': {}, till: {} } } }`)).toEqual([
      "agent till  openclaw.json:1:60",
    ]);
  });

  test("are tokens of a document, in its order, without any inside another", () => {
    const named = (text: string) => {
      const { view } = viewOf(text);
      return tokens(view).map(({ start, end, kind, isDeclaration, isMissing }) =>
        [kind, text.slice(start, end), isDeclaration ? "declaration" : "", isMissing ? "missing" : ""]
          .join(" ")
          .trim(),
      );
    };
    expect(named(TEXT)).toEqual([
      "provider ovenai declaration",
      "variable OVENAI_API_KEY  missing",
      "model rye-2 declaration",
      "provider ovenai",
      "model rye-2",
      "provider ovenai",
      "model rye-2",
      "alias rye declaration",
      "alias rye",
    ]);
    expect(named(TEXT.replace("till: { model: 'rye' }", "till: { model: 'ovenai/rye-3' }")).at(-1)).toBe(
      "model rye-3  missing",
    );
    let seen = 0;
    for (const { files } of readFixtures().slice(0, 200)) {
      const text = files.get("openclaw.json");
      if (typeof text !== "string") continue;
      const { service } = viewOf(text);
      const view = service.view(PATH);
      if (view === undefined) continue;
      let end = 0;
      for (const token of tokens(view)) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        end = token.end;
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(500);
  });
});
