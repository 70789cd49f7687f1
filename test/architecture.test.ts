import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { withStageGraph } from "../scripts/stage-graph.ts";

/** Stages in their order; a file may import from its own stage and from those before it. */
const STAGES = [
  "core",
  "data",
  "host",
  "read",
  "parse",
  "locate",
  "expand",
  "schema",
  "validate",
  "resolve",
  "engine",
  "rules",
  "suppress",
  "settings",
  "edit",
  "onboard",
  "report",
  "repair",
  "explain",
  "service",
  "lsp",
  "cli",
];

/** Files that stand above some stages and below others. */
const BETWEEN: Readonly<Record<string, number>> = {
  "analyze.ts": STAGES.indexOf("resolve"),
  "environment-words.ts": STAGES.indexOf("report"),
  "to-finding.ts": STAGES.indexOf("report"),
  "run-checks.ts": STAGES.indexOf("report"),
  "lint.ts": STAGES.indexOf("report"),
  "linter.ts": STAGES.indexOf("explain"),
  "linter-settings.ts": STAGES.indexOf("explain"),
  "index.ts": STAGES.indexOf("service"),
};

const SRC = join(import.meta.dirname, "../src");

function files(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

const sources = files(SRC).filter((path) => path.endsWith(".ts"));

function imports(path: string): readonly string[] {
  const text = readFileSync(path, "utf8");
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/gu)];
  return found.map((match) => match[1] ?? "");
}

function stageOf(path: string): number {
  const name = relative(SRC, path);
  const between = BETWEEN[name];
  return between ?? STAGES.indexOf(name.split("/")[0] ?? "");
}

test("the drawing in src/README.md shows what the stages import", () => {
  const text = readFileSync(join(SRC, "README.md"), "utf8");
  expect(withStageGraph(text, SRC)).toBe(text);
});

describe("stages", () => {
  test("every folder is a stage", () => {
    const folders = readdirSync(SRC).filter((name) => statSync(join(SRC, name)).isDirectory());
    expect(folders.filter((name) => !STAGES.includes(name))).toEqual([]);
  });

  test("no stage imports from a later one", () => {
    const back: string[] = [];
    for (const path of sources) {
      for (const target of imports(path)) {
        if (!target.startsWith(".")) continue;
        const to = join(path, "..", target);
        if (!to.startsWith(SRC)) continue; // build/ and package.json
        if (stageOf(to) > stageOf(path)) back.push(`${relative(SRC, path)} -> ${relative(SRC, to)}`);
      }
    }
    expect(back).toEqual([]);
  });
});

describe("the one door", () => {
  test("only the host and the command's entry touch the machine", () => {
    const allowed = [
      "host/code-cache.ts",
      "host/file-stamp.ts",
      "host/login-shell.ts",
      "host/node-host.ts",
      "host/node-output.ts",
      "host/node-writer.ts",
      "host/restart-gateway.ts",
      "host/terminal-asker.ts",
      "cli/bin.ts",
      "cli/start.ts",
      "lsp/stdio-server.ts",
    ];
    const importing = sources.filter((path) =>
      /^import (?!type)[^;]*"node:/mu.test(readFileSync(path, "utf8")),
    );
    expect(importing).toEqual([]); // an import of node:fs costs a tenth of a cold start
    const global = sources.filter((path) =>
      /\bprocess\.(?!env\.|js)\w|\bDate\.now|new Date\(/u.test(code(path)),
    );
    expect(global.map((path) => relative(SRC, path)).sort()).toEqual([...allowed].sort());
  });

  test("rules read nothing", () => {
    const reading = sources.filter(
      (path) => relative(SRC, path).startsWith("rules/") && /\bhost\./u.test(code(path)),
    );
    expect(reading).toEqual([]);
  });
});

describe("facts have one home", () => {
  test("no release is named in code: what differs by release stands in src/data", () => {
    const code = sources.filter((path) => !relative(SRC, path).startsWith("data/"));
    const naming = code.flatMap((path) =>
      // The texts of a rule page's examples are configs, and a config has a stamp.
      [
        ...withoutComments(path)
          .replace(/`[^`]*`/gu, "")
          .matchAll(/["']20\d\d\.\d+\.\d+[^"']*["']/gu),
      ].map(([quoted]) => `${relative(SRC, path)}: ${quoted}`),
    );
    expect(naming).toEqual([]);
  });
});

function withoutComments(path: string): string {
  return readFileSync(path, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, "");
}

function code(path: string): string {
  return readFileSync(path, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$|"[^"\n]*"|\/[^/\n]+\/u|`[^`]*`/gmu, "");
}

/** The longest a function may be, in lines. */
const LONGEST = 80;

test("no function is too long to be read at one look", () => {
  const long = sources.flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const found: string[] = [];
    const measure = ({ start, end }: { readonly start: number; readonly end: number }) => {
      const lines = text.slice(start, end).split("\n").length;
      const from = text.slice(0, start).split("\n").length;
      if (lines > LONGEST) found.push(`${relative(SRC, path)}:${from} has ${lines} lines`);
    };
    new Visitor({
      FunctionDeclaration: measure,
      FunctionExpression: measure,
      ArrowFunctionExpression: measure,
    }).visit(parseSync(path, text).program);
    return found;
  });
  expect(long).toEqual([]);
});
