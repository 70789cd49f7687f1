import { describe, expect, test } from "vitest";
import { expand } from "../../src/expand/expand.ts";
import { mergedAt } from "../../src/expand/expanded-config.ts";
import { createMemoryHost, type MemoryHostOptions } from "../../src/host/memory-host.ts";
import { createDocument } from "../../src/parse/document.ts";

type Files = NonNullable<MemoryHostOptions["files"]>;

function expandFiles(files: Files, includeRoots: readonly string[] = []) {
  const all = Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name.startsWith("/") ? name : `/bakery/${name}`, file]),
  );
  const host = createMemoryHost({ files: all, cwd: "/bakery", osHome: "/home/baker" });
  const text = new TextDecoder().decode(host.readFile("/bakery/openclaw.json", 1e6));
  const root = createDocument({ path: "/bakery/openclaw.json", text, byteOrderMark: false }, "openclaw.json");
  return expand(host, root, { displayName: (path) => path.replace("/bakery/", ""), includeRoots });
}

const codes = (files: Files, roots?: readonly string[]) =>
  expandFiles(files, roots).problems.map(
    ({ kind, document, start, end }) => `${kind} ${document.file} ${document.text.slice(start, end)}`,
  );

describe("merging", () => {
  test("a lone $include replaces its object, whatever it holds", () => {
    expect(
      expandFiles({
        "openclaw.json": "{ a: { $include: './a.json5' }, b: { $include: './b.json5' } }",
        "a.json5": "[1, 2]",
        "b.json5": "{ c: 3 }",
      }).value,
    ).toEqual({ a: [1, 2], b: { c: 3 } });
  });

  test("a list merges from left to right, arrays are concatenated", () => {
    const { value } = expandFiles({
      "openclaw.json": "{ $include: ['./a.json5', './b.json5'] }",
      "a.json5": "{ ovens: [1], heat: { low: 1, high: 2 }, name: 'a' }",
      "b.json5": "{ ovens: [2, 3], heat: { high: 3 }, name: 'b' }",
    });
    expect(value).toEqual({ ovens: [1, 2, 3], heat: { low: 1, high: 3 }, name: "b" });
  });

  test("sibling keys win over what is included, arrays are concatenated there too", () => {
    const { value } = expandFiles({
      "openclaw.json": "{ name: 'own', ovens: [9], $include: './a.json5' }",
      "a.json5": "{ name: 'a', ovens: [1], till: true }",
    });
    expect(value).toEqual({ name: "own", ovens: [1, 9], till: true });
  });

  test("nested includes are relative to the file they stand in", () => {
    const { value } = expandFiles({
      "openclaw.json": "{ $include: './sub/a.json5' }",
      "sub/a.json5": "{ b: { $include: './b.json5' } }",
      "sub/b.json5": "{ c: 1 }",
    });
    expect(value).toEqual({ b: { c: 1 } });
  });

  test("includes in arrays, and the same file twice", () => {
    const { value, problems } = expandFiles({
      "openclaw.json": "{ list: [{ $include: './a.json5' }, { $include: './a.json5' }] }",
      "a.json5": "{ a: 1 }",
    });
    expect([value, problems]).toEqual([{ list: [{ a: 1 }, { a: 1 }] }, []]);
  });

  test("an own __proto__ key stays one", () => {
    const { value } = expandFiles({
      "openclaw.json": "{ $include: './a.json5', b: 1 }",
      "a.json5": "{ '__proto__': { x: 1 } }",
    });
    expect(Object.keys(value as object)).toEqual(["__proto__", "b"]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe("provenance", () => {
  test("every path knows its document, and what it replaced", () => {
    const config = expandFiles({
      "openclaw.json": "{ models: { $include: ['./a.json5', './b.json5'], mode: 'merge' } }",
      "a.json5": "{ providers: { ovenai: { baseUrl: 'one', api: 'x' } } }",
      "b.json5": "{ providers: { ovenai: { baseUrl: 'two' } } }",
    });
    const at = (...path: (string | number)[]) => mergedAt(config, path);
    expect(at("models", "mode")?.document.file).toBe("openclaw.json");
    expect(at("models", "providers", "ovenai", "api")?.document.file).toBe("a.json5");
    const baseUrl = at("models", "providers", "ovenai", "baseUrl");
    expect(baseUrl?.document.file).toBe("b.json5");
    expect(baseUrl?.replaced.map(({ document }) => document.file)).toEqual(["a.json5"]);
    expect(at("models", "providers", "nobody")).toBeUndefined();
    expect(config.documents.map(({ file }) => file)).toEqual(["openclaw.json", "a.json5", "b.json5"]);
  });

  test("concatenated items keep theirs", () => {
    const config = expandFiles({
      "openclaw.json": "{ $include: ['./a.json5', './b.json5'] }",
      "a.json5": "{ l: ['x'] }",
      "b.json5": "{ l: ['y'] }",
    });
    expect(mergedAt(config, ["l", 0])?.document.file).toBe("a.json5");
    expect(mergedAt(config, ["l", "1"])?.document.file).toBe("b.json5");
  });
});

describe("what OpenClaw refuses, at its own site", () => {
  test("missing, outside, wrong type", () => {
    expect(codes({ "openclaw.json": "{ a: { $include: './no.json5' } }" })).toEqual([
      "missing openclaw.json './no.json5'",
    ]);
    expect(codes({ "openclaw.json": "{ a: { $include: '../x.json5' } }", "/x.json5": "{}" })).toEqual([
      "outside openclaw.json '../x.json5'",
    ]);
    expect(codes({ "openclaw.json": "{ a: { $include: '/etc/x.json5' } }", "/etc/x.json5": "{}" })).toEqual([
      "outside openclaw.json '/etc/x.json5'",
    ]);
    expect(codes({ "openclaw.json": "{ a: { $include: 5 } }" })).toEqual(["not-a-string openclaw.json 5"]);
    expect(codes({ "openclaw.json": "{ a: { $include: ['./a.json5', null] } }", "a.json5": "{}" })).toEqual([
      "not-a-string openclaw.json null",
    ]);
    expect(codes({ "openclaw.json": "{ a: { $include: './a\\u0000b' } }" })[0]).toContain("null-byte");
    expect(codes({ "openclaw.json": `{ a: { $include: './${"a".repeat(4096)}' } }` })[0]).toContain(
      "too-long",
    );
  });

  test("of a file that is not there, the nearest one that is, as the $include writes it", () => {
    const nearestOf = (files: Files) => expandFiles(files).problems.map(({ detail }) => detail);
    const files = { "parts/providers.json5": "{}", "parts/agents.json5": "{}" };
    expect(nearestOf({ ...files, "openclaw.json": "{ a: { $include: './parts/provider.json5' } }" })).toEqual(
      ["./parts/providers.json5"],
    );
    expect(nearestOf({ ...files, "openclaw.json": "{ a: { $include: './parts/till.json5' } }" })).toEqual([
      undefined,
    ]);
    expect(nearestOf({ ...files, "openclaw.json": "{ a: { $include: './pars/agents.json5' } }" })).toEqual([
      undefined,
    ]);
  });

  test("another folder once OPENCLAW_INCLUDE_ROOTS lists it", () => {
    const files = {
      "openclaw.json": "{ a: { $include: '/etc/bakery/x.json5' } }",
      "/etc/bakery/x.json5": "{ b: 1 }",
    };
    expect(codes(files, ["/etc/bakery"])).toEqual([]);
    expect(expandFiles(files, ["/etc/bakery"]).value).toEqual({ a: { b: 1 } });
  });

  test("links that lead outside, hard links, folders, size", () => {
    expect(
      codes({
        "openclaw.json": "{ $include: './l.json5' }",
        "l.json5": { symlink: "/etc/x.json5" },
        "/etc/x.json5": "{}",
      })[0],
    ).toContain("symlink-outside");
    expect(
      codes({
        "openclaw.json": "{ $include: './l.json5' }",
        "l.json5": { symlink: "/bakery/x.json5" },
        "x.json5": "{ a: 1 }",
      }),
    ).toEqual([]);
    expect(
      codes({ "openclaw.json": "{ $include: './h.json5' }", "h.json5": { content: "{}", links: 2 } })[0],
    ).toContain("hard-link");
    expect(codes({ "openclaw.json": "{ $include: './sub' }", "sub/x": "" })[0]).toContain("not-a-file");
    expect(codes({ "openclaw.json": "{ $include: './p' }", p: { kind: "other" } })[0]).toContain(
      "not-a-file",
    );
    expect(
      codes({
        "openclaw.json": "{ $include: './big.json5' }",
        "big.json5": " ".repeat(2 * 1024 * 1024 + 1),
      })[0],
    ).toContain("too-large");
    expect(
      codes({
        "openclaw.json": "{ $include: './u.json5' }",
        "u.json5": Uint8Array.of(0xff, 0xfe, 0x7b, 0),
      })[0],
    ).toContain("utf-16");
  });

  test("broken text is reported in the included file", () => {
    expect(codes({ "openclaw.json": "{ $include: './a.json5' }", "a.json5": "{ a: }" })).toEqual([
      "syntax a.json5 :",
    ]);
  });

  test("siblings need an object", () => {
    expect(codes({ "openclaw.json": "{ a: { $include: './a.json5', b: 1 } }", "a.json5": "[1]" })).toEqual([
      "not-an-object openclaw.json './a.json5'",
    ]);
  });

  test("a circle is named with its files", () => {
    const { problems } = expandFiles({
      "openclaw.json": "{ $include: './a.json5' }",
      "a.json5": "{ b: { $include: './b.json5' } }",
      "b.json5": "{ $include: './a.json5' }",
    });
    expect(problems.map(({ kind, detail }) => [kind, detail])).toEqual([
      ["cycle", "a.json5 -> b.json5 -> a.json5"],
    ]);
  });

  test("ten levels are followed, the eleventh is not", () => {
    const chain = (length: number) => {
      const files: Record<string, string> = { "openclaw.json": "{ $include: './1.json5' }" };
      for (let level = 1; level <= length; level += 1)
        files[`${level}.json5`] = level === length ? "{ end: true }" : `{ $include: './${level + 1}.json5' }`;
      return files;
    };
    expect(expandFiles(chain(10)).value).toEqual({ end: true });
    expect(codes(chain(11))).toEqual(["too-deep 10.json5 './11.json5'"]);
  });
});
