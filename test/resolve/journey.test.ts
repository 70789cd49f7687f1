import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Analysis, analyzeConfig } from "../../src/analyze.ts";
import type { Finding } from "../../src/core/finding.ts";
import { readVariables, type VariableText } from "../../src/core/variable-text.ts";
import type { Problem } from "../../src/engine/rule.ts";
import type { ReportingContext } from "../../src/engine/rule-context.ts";
import { reportVariableFaults } from "../../src/engine/variable-problem.ts";
import { expand } from "../../src/expand/expand.ts";
import { type ExpandedConfig, mergedToValue } from "../../src/expand/expanded-config.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { createDocument } from "../../src/parse/document.ts";
import { parse } from "../../src/parse/parse.ts";
import type { SyntaxTree } from "../../src/parse/syntax-tree.ts";
import type { Resolution } from "../../src/resolve/environment/environment.ts";
import { findNotableTexts, type NotableText } from "../../src/resolve/secrets/notable-texts.ts";
import { findVariableFaults, type VariableFault } from "../../src/resolve/secrets/variable-faults.ts";
import { findVariableUses, type VariableUse } from "../../src/resolve/secrets/variable-uses.ts";
import { rules } from "../../src/rules/registry.ts";
import { runChecks } from "../../src/run-checks.ts";
import { NEWEST_RELEASE } from "../../src/schema/releases.ts";
import { toFinding } from "../../src/to-finding.ts";

const TEXT = `{
  models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}", models: [{ id: "rye-2", name: "Rye" }] } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}`;

const HOST = createMemoryHost({ files: { "/bakery/openclaw.json": TEXT }, cwd: "/bakery" });
const TARGET = { path: "/bakery/openclaw.json", file: "openclaw.json" };

function analysisOf(): Analysis {
  const read = analyzeConfig(HOST, TARGET, {});
  if (!read.ok) throw new Error(read.failure);
  return read.analysis;
}

/** The text at apiKey in every form that it takes, each made of the one before; the compiler holds each to its type. */
function walk(): Readonly<Record<string, unknown>> {
  const analysis = analysisOf();
  const { resolved, release } = analysis;

  const tree: SyntaxTree = parse(TEXT);
  const document = createDocument({ path: TARGET.path, text: TEXT, byteOrderMark: false }, TARGET.file);
  const expanded: ExpandedConfig = expand(HOST, document, { displayName: (path) => path, includeRoots: [] });
  if (expanded.merged === undefined) throw new Error("nothing merged");
  const value = mergedToValue(expanded.merged);
  const notable: NotableText | undefined = findNotableTexts(value, NEWEST_RELEASE)[0];
  if (notable === undefined) throw new Error("no text is notable");
  const variables: VariableText = readVariables(notable.text);
  const use: VariableUse | undefined = findVariableUses([notable], NEWEST_RELEASE)[0];
  if (use === undefined) throw new Error("no variable is used");
  const resolution: Resolution = resolved.environment.lookup(use.name);
  const { environment, usedProviders, credentials } = resolved;
  const fault: VariableFault | undefined = findVariableFaults({
    uses: [use],
    environment,
    usedProviders,
    credentials,
    install: undefined,
  })[0];
  if (fault === undefined) throw new Error("no fault");
  const problems: Problem[] = [];
  const context = {
    ...resolved,
    variableFaults: [fault],
    release: release.line,
    isSound: () => true,
    home: () => ({ words: "~/.openclaw/.env" }),
    report: (problem: Problem) => problems.push(problem),
  } as unknown as ReportingContext;
  reportVariableFaults(context, fault.kind, (_, data) => ({ messageId: "unset", data }));
  const [problem] = problems;
  const rule = rules.find(({ id }) => id === "unset-env");
  const check = rule?.checks.find(({ id }) => id === "unset-env");
  if (problem === undefined || rule === undefined || check === undefined) throw new Error("no problem");
  const finding: Finding | undefined = toFinding({ rule, check }, problem, analysis, {});

  return {
    "`SyntaxTree` by `parse`": tree,
    "`ExpandedConfig` by `expand`": expanded,
    "plain value by `mergedToValue`": value,
    "`NotableText` by `findNotableTexts`": notable,
    "`VariableText` by `readVariables`": variables,
    "`VariableUse` by `findVariableUses`": use,
    "`Resolution` by `Environment.lookup`": resolution,
    "`VariableFault` by `findVariableFaults`": fault,
    "`Problem` by `reportVariableFaults`": problem,
    "`Finding` by `toFinding`": finding,
  };
}

test("a text at apiKey takes the ten forms that src/README.md lists", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../src/README.md"), "utf8");
  const table = readme.slice(readme.indexOf("| form "), readme.indexOf("Whether a provider has its key"));
  const rows = [...table.matchAll(/^\| (\S.*?) +\| (`.*?`) +\|/gmu)].map(
    ([, form, by]) => `${form} by ${by}`,
  );
  const forms = walk();
  expect(rows).toEqual(Object.keys(forms));
  expect(rows.length).toBeLessThanOrEqual(10);
});

test("each form still tells the variable", () => {
  for (const [form, held] of Object.entries(walk())) expect(textOf(held), form).toContain("OVENAI_API_KEY");
});

test("the finding is the one that a whole run reports", () => {
  const { findings } = runChecks(HOST, analysisOf(), {});
  expect(findings).toEqual([walk()["`Finding` by `toFinding`"]]);
  expect(findings[0]).toMatchObject({ rule: "unset-env", messageId: "unset", severity: "error" });
});

/** What an object holds, without running in a circle. */
function textOf(value: unknown): string {
  const seen = new Set<unknown>();
  return JSON.stringify(value, (_, inner: unknown) => {
    if (inner instanceof Map) return [...inner];
    if (typeof inner !== "object" || inner === null) return inner;
    if (seen.has(inner)) return undefined;
    seen.add(inner);
    return inner;
  });
}
