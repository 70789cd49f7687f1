import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { problemMatcherText } from "../../scripts/problem-matcher.ts";
import type { Finding } from "../../src/core/finding.ts";
import { version } from "../../src/core/version.ts";
import { fingerprints } from "../../src/report/fingerprint.ts";
import { FORMATS, formatReport } from "../../src/report/formats.ts";
import { escapeData, escapeProperty } from "../../src/report/github.ts";
import type { LintReport } from "../../src/report/lint-report.ts";
import { artifactLocation } from "../../src/report/sarif.ts";
import { xmlText } from "../../src/report/xml-text.ts";
import { bakeryReport } from "./bakery-report.ts";

const report = await bakeryReport();
const findings = report.files.flatMap((file) => file.findings);
const format = (name: (typeof FORMATS)[number], of: LintReport = report) => formatReport(of, name, false);
const schemas = join(import.meta.dirname, "schemas");

/** The report with every finding changed by a function. */
function changed(change: (finding: Finding) => Finding): LintReport {
  return { ...report, files: report.files.map((file) => ({ ...file, findings: file.findings.map(change) })) };
}

/** The same faults ten lines further down, in other words. */
const moved = changed((finding) => {
  const shift = (at: Finding["range"]["start"]) => ({ ...at, line: at.line + 10, offset: at.offset + 99 });
  const range = { start: shift(finding.range.start), end: shift(finding.range.end) };
  return { ...finding, message: `Now: ${finding.message}`, range };
});

test("the report of these tests holds what a format can meet", () => {
  expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(["error", "warning", "info"]));
  expect(findings.some(({ fix }) => fix !== undefined)).toBe(true);
  expect(findings.some(({ related }) => related !== undefined)).toBe(true);
  expect(findings.some(({ file }) => file.startsWith("../"))).toBe(true);
  expect(findings.some(({ file }) => /[^\x20-\x7e]/u.test(file))).toBe(true);
  expect(report.files.some((file) => file.findings.length === 0)).toBe(true);
});

/** Pages of rules change often, and their own tests watch them. */
function withoutRulePages(text: string): string {
  const drop = new Set(["help", "shortDescription", "fullDescription"]);
  return JSON.stringify(JSON.parse(text), (key, value: unknown) => (drop.has(key) ? undefined : value), 2);
}

test.each(FORMATS)("%s: as it was", async (name) => {
  const text = name === "sarif" ? withoutRulePages(format(name)) : format(name);
  await expect(text.replaceAll(version, "0.0.0")).toMatchFileSnapshot(
    join(import.meta.dirname, "expected", `bakery.${name}.txt`),
  );
});

describe("sarif", () => {
  const require = createRequire(import.meta.url);
  const { id, $schema, ...rest } = JSON.parse(
    readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
  ) as Record<string, unknown>;
  // The official schema is draft-04 and its patterns are not written for the `u` flag.
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, logger: false, validateFormats: false });
  const validate = ajv.compile({ $id: String(id), ...rest });

  interface Log {
    readonly runs: readonly [
      {
        readonly tool: {
          readonly driver: { readonly rules: readonly { id: string; help: { text: string } }[] };
        };
        readonly results: readonly Result[];
      },
    ];
  }
  interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly partialFingerprints: Readonly<Record<string, string>>;
    readonly locations: readonly [
      {
        physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: object };
        logicalLocations: readonly [{ fullyQualifiedName: string }];
      },
    ];
  }
  const read = (of?: LintReport) => JSON.parse(format("sarif", of)) as Log;

  test("holds to the official schema, which does refuse faulty logs", () => {
    expect(validate(read()), JSON.stringify(validate.errors)).toBe(true);
    const wrong = JSON.parse(format("sarif").replace('"level": "error"', '"level": "fatal"')) as unknown;
    expect(validate(wrong)).toBe(false);
    expect(validate(read({ files: [], gateway: "none" }))).toBe(true);
  });

  test("each result names its rule, its place in the file and in the config", () => {
    const [run] = read().runs;
    expect(run.results).toHaveLength(findings.length);
    for (const [index, result] of run.results.entries()) {
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect(run.tool.driver.rules[result.ruleIndex]?.help.text).not.toBe("");
      expect(result.locations[0].logicalLocations[0].fullyQualifiedName).toBe(findings[index]?.path);
    }
    expect(new Set(run.results.map(({ level }) => level))).toEqual(new Set(["error", "warning", "note"]));
  });

  test("paths are URI references", () => {
    const { uri } = artifactLocation("Bäckerei Süd, 50%/open claw.json");
    expect(uri).toBe("B%C3%A4ckerei%20S%C3%BCd%2C%2050%25/open%20claw.json");
    expect(decodeURIComponent(uri)).toBe("Bäckerei Süd, 50%/open claw.json");
    expect(artifactLocation("../a/b.json")).toEqual({ uri: "../a/b.json" });
    expect(artifactLocation("/etc/a b.json")).toEqual({ uri: "file:///etc/a%20b.json" });
    expect(artifactLocation("C:/a/b.json")).toEqual({ uri: "file:///C:/a/b.json" });
    expect(artifactLocation("x:y/b.json").uri).toBe("x%3Ay/b.json");
  });

  test("fingerprints stay when lines move", () => {
    const prints = (of: LintReport) => read(of).runs[0].results.map((result) => result.partialFingerprints);
    expect(prints(moved)).toEqual(prints(report));
  });
});

describe("github", () => {
  const lines = format("github").trimEnd().split("\n");

  test("every finding is a command, once, and its text names the place", () => {
    expect(lines).toHaveLength(findings.length);
    for (const [index, line] of lines.entries()) {
      expect(line).toMatch(/^::(?:error|warning|notice) (?:[a-zA-Z]+=[^,:]*,?)+::.+$/u);
      const { file = "", range } = findings[index] ?? {};
      expect(runnerUnescape(line)).toContain(`::${file}:${range?.start.line}:${range?.start.column}: `);
    }
  });

  test("the runner reads back what was written", () => {
    const awkward = "50%, a:b\r\nc%3A,";
    expect(runnerUnescape(escapeData(awkward))).toBe(awkward);
    expect(runnerUnescape(escapeProperty(awkward).replaceAll("%3A", ":").replaceAll("%2C", ","))).toBe(
      awkward,
    );
    expect(escapeProperty(awkward)).not.toMatch(/[:,\r\n]/u);
  });

  test("a name or message cannot give the runner commands", () => {
    const text = format(
      "github",
      changed((finding) => ({
        ...finding,
        file: "::stop-commands::x\n::set-env name=A::b",
        message: "a\n::debug::b",
      })),
    );
    for (const line of text.trimEnd().split("\n"))
      expect(line).toMatch(/^(?:: :|::(?:error|warning|notice) )/u);
  });

  /** What the runner does to a command's message. */
  function runnerUnescape(text: string): string {
    return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  }
});

describe("gitlab", () => {
  interface Issue {
    readonly description: string;
    readonly check_name: string;
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }
  const read = (of?: LintReport) => JSON.parse(format("gitlab", of)) as Issue[];

  test("has what GitLab asks for", () => {
    for (const issue of read()) {
      expect(issue.description).not.toBe("");
      expect(["info", "minor", "major", "critical", "blocker"]).toContain(issue.severity);
      expect(issue.location.path).not.toMatch(/^\.\/|^\//u);
      expect(Number.isInteger(issue.location.lines.begin)).toBe(true);
    }
    expect(new Set(read().map(({ severity }) => severity))).toEqual(new Set(["blocker", "minor", "info"]));
  });

  test("fingerprints are unique, and stay when lines move", () => {
    const prints = read().map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(findings.length);
    expect(read(moved).map(({ fingerprint }) => fingerprint)).toEqual(prints);
    const twice = { ...report, files: [...report.files, ...report.files] };
    expect(
      new Set(
        fingerprints({ ...twice, files: twice.files.map((file) => structuredCloneFindings(file)) }).values(),
      ).size,
    ).toBe(2 * findings.length);
  });

  function structuredCloneFindings(file: LintReport["files"][number]): LintReport["files"][number] {
    return { ...file, findings: structuredClone(file.findings) };
  }
});

describe("xml", () => {
  const xmllint = spawnSync("xmllint", ["--version"]).error === undefined;
  const needed = process.env["CLAWLINT_REQUIRE_TOOLS"] === "1";
  if (!xmllint)
    console.warn("skipped: JUnit is not held against its dialects, since xmllint (libxml2-utils) is absent");

  function lint(text: string, schema?: string): { ok: boolean; words: string } {
    const folder = mkdtempSync(join(tmpdir(), "clawlint-xml-"));
    const file = join(folder, "report.xml");
    writeFileSync(file, text);
    const args = schema === undefined ? [] : ["--schema", join(schemas, schema)];
    const run = spawnSync("xmllint", ["--noout", ...args, file], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    return { ok: run.status === 0, words: run.stderr };
  }

  test.skipIf(!xmllint && !needed).each(["junit-strict.xsd", "junit-lenient.xsd"])(
    "junit holds to %s",
    (schema) => {
      for (const of of [report, { files: [], gateway: "none" }, awkward]) {
        const { ok, words } = lint(format("junit", of), schema);
        expect(ok, words).toBe(true);
      }
      expect(lint(format("junit").replaceAll('hostname="localhost"', 'host="localhost"'), schema).ok).toBe(
        false,
      );
      expect(lint(format("junit").replace("<testsuites>", '<testsuites when="now">'), schema).ok).toBe(false);
    },
  );

  test.skipIf(!xmllint && !needed)("checkstyle is well formed", () => {
    for (const of of [report, { files: [], gateway: "none" }, awkward]) {
      const { ok, words } = lint(format("checkstyle", of));
      expect(ok, words).toBe(true);
    }
  });

  const awkward = changed((finding) => ({
    ...finding,
    message: "<a> & \"b\" 'c' \u0000 \ud800 ]]> \n",
    hint: "\u001b[31m",
  }));

  test("counts add up and a clean config passes", () => {
    const junit = format("junit");
    expect(junit.match(/<failure /gu)).toHaveLength(
      findings.filter(({ severity }) => severity === "error").length,
    );
    expect(junit.match(/<skipped /gu)).toHaveLength(
      findings.filter(({ severity }) => severity !== "error").length,
    );
    expect(junit).toContain('<testcase name="no findings" classname="clean/openclaw.json" time="0"/>');
    expect(junit).toContain("till.json: there is no such file");
  });

  test("text is escaped", () => {
    expect(xmlText("a<b>&\"'\n")).toBe("a&#60;b&#62;&#38;&#34;&#39;&#10;");
    expect(xmlText("\u0000\ud800x🥐")).toBe("\\u0000\\ud800x🥐");
  });
});

describe("problem matcher", () => {
  interface Matcher {
    readonly problemMatcher: readonly {
      readonly owner: string;
      readonly severity?: string;
      readonly pattern: readonly [Record<"regexp", string> & Record<string, number>];
    }[];
  }
  const text = readFileSync(join(import.meta.dirname, "../../problem-matcher.json"), "utf8");

  test("is what the generator writes", () => expect(text).toBe(problemMatcherText()));

  test("reads every line of the compact report, each by one matcher", () => {
    const { problemMatcher } = JSON.parse(text) as Matcher;
    const lines = format("compact").trimEnd().split("\n");
    const reading = problemMatcher.flatMap(({ severity, pattern: [pattern] }) =>
      lines.flatMap((line) => {
        const match = new RegExp(pattern.regexp).exec(line);
        if (match === null) return [];
        const part = (name: string) => match[pattern[name] ?? -1];
        return [
          [
            part("file"),
            Number(part("line")),
            Number(part("column")),
            severity ?? part("severity"),
            part("code"),
          ],
        ];
      }),
    );
    const wanted = findings.map(({ file, range, severity, rule }) => [
      file,
      range.start.line,
      range.start.column,
      severity === "info" ? "notice" : severity,
      rule,
    ]);
    expect(reading.sort()).toEqual(wanted.sort());
  });
});

test("secrets stand in no format", () => {
  for (const name of FORMATS) expect(format(name)).not.toContain("sk-test-not-a-key");
});

test("reports cost a plain run nothing: no format loads a package of its own", () => {
  const sources = ["sarif", "github", "gitlab", "junit", "checkstyle", "compact"].map((name) =>
    readFileSync(join(import.meta.dirname, `../../src/report/${name}.ts`), "utf8"),
  );
  for (const source of sources) expect(source).not.toMatch(/from "[^.]/u);
});
