import type { Finding } from "../core/finding.ts";
import type { FileReport, LintReport } from "./lint-report.ts";
import { extraLines, findingWords, placeText } from "./place-text.ts";
import { xmlText } from "./xml-text.ts";

/** The strict dialect wants a time; a report of ours holds none, so that equal input gives equal bytes. */
const NO_TIME = "1970-01-01T00:00:00";

/**
 * JUnit XML: a suite for each config, a case for each finding. Errors are failures; warnings and notes are skipped
 * cases, visible but not failed, as in the exit code. A clean config is one case that passed. A file that could not be
 * read is a case with an error.
 *
 * Written so that both the strict dialect (Ant: order of elements, every attribute) and the lenient ones accept it,
 * hence no attributes on `testsuites` and no `file` or `line` on a case: the text carries the place.
 */
export function formatJunit(report: LintReport): string {
  const suites = report.files.map((file) => ({
    name: file.path,
    version: file.openclawVersion.value,
    cases: file.findings.length === 0 ? [passed(file)] : file.findings.map(toCase),
    skipped: file.skipped,
  }));
  const troubles = (report.troubles ?? []).map((trouble) => ({
    name: "clawlint",
    version: undefined,
    cases: [
      {
        name: "read",
        classname: "clawlint",
        outcome: "error" as const,
        type: "read",
        message: trouble,
        text: trouble,
      },
    ],
    skipped: [],
  }));
  const text = [...suites, ...troubles].map(suiteText).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${text}</testsuites>\n`;
}

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly outcome: "passed" | "failure" | "skipped" | "error";
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

interface Suite {
  readonly name: string;
  readonly version: string | undefined;
  readonly cases: readonly Case[];
  readonly skipped: FileReport["skipped"];
}

function passed(file: FileReport): Case {
  return { name: "no findings", classname: file.path, outcome: "passed", type: "", message: "", text: "" };
}

function toCase(finding: Finding): Case {
  const { rule, severity, path, file, url } = finding;
  const lines = [
    `${placeText(finding)}: ${severity}: ${findingWords(finding)} [${rule}]`,
    ...extraLines(finding),
    url,
  ];
  return {
    // No line in the name: systems follow a case from run to run by it.
    name: path === "" ? rule : `${rule} at ${path}`,
    classname: file,
    outcome: severity === "error" ? "failure" : "skipped",
    type: rule,
    message: `${severity}: ${finding.message}`,
    text: lines.join("\n"),
  };
}

function suiteText({ name, version, cases, skipped }: Suite, id: number): string {
  const number = (outcome: Case["outcome"]) => cases.filter((one) => one.outcome === outcome).length;
  const head = `name="${xmlText(name)}" package="clawlint" id="${id}" timestamp="${NO_TIME}" hostname="localhost"`;
  const counts = `tests="${cases.length}" failures="${number("failure")}" errors="${number("error")}" skipped="${number("skipped")}" time="0"`;
  const property =
    version === undefined ? "" : `      <property name="openclaw-version" value="${xmlText(version)}"/>\n`;
  const out = skipped.map(({ rule, reason }) => `skipped ${rule}: ${reason}\n`).join("");
  return [
    `  <testsuite ${head} ${counts}>\n`,
    `    <properties>\n${property}    </properties>\n`,
    ...cases.map(caseText),
    `    <system-out>${xmlText(out)}</system-out>\n`,
    "    <system-err/>\n",
    "  </testsuite>\n",
  ].join("");
}

function caseText({ name, classname, outcome, type, message, text }: Case): string {
  const head = `    <testcase name="${xmlText(name)}" classname="${xmlText(classname)}" time="0"`;
  if (outcome === "passed") return `${head}/>\n`;
  const attributes = `type="${xmlText(type)}" message="${xmlText(message)}"`;
  return `${head}>\n      <${outcome} ${attributes}>${xmlText(text)}</${outcome}>\n    </testcase>\n`;
}
