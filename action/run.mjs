// The Action's entry: runs the command that lies beside it on a release tag, then tells the runner. Installs nothing.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** More rows than this no reader scrolls through, and a summary may not hold more than 1 MiB. */
const MAX_ROWS = 200;
const LEVELS = { error: "❌ error", warning: "⚠️ warning", info: "ℹ️ info" };

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
const lines = (text) =>
  text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter(Boolean);

const names = lines(input("env-names"));
const sarifFile = input("sarif-file");
const version = input("version");
const serviceFile = input("service-file");
const service = input("service");
// A definition says by its own kind whose environment counts.
const gateway = input("gateway") || (serviceFile !== "" ? "" : names.length > 0 ? "shell" : "none");
const scratch = mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), "clawlint-"));
const jsonFile = join(scratch, "report.json");

// A path that begins with a dash is a path all the same.
const paths = lines(input("paths")).map((path) => (path.startsWith("-") ? `./${path}` : path));
const args = [
  "check",
  ...(paths.length > 0 ? paths : ["."]),
  "--format=github",
  `--report=json=${jsonFile}`,
  ...(gateway === "" ? [] : [`--gateway=${gateway}`]),
  `--fail-on=${input("fail-on") || "error"}`,
  ...(serviceFile === "" ? [] : [`--service-file=${serviceFile}`]),
  ...(service === "" ? [] : [`--service=${service}`]),
  ...(input("fail-on-unknown") === "true" ? ["--fail-on-unknown"] : []),
  ...names.map((name) => `--env-names=${name}`),
  ...(sarifFile === "" ? [] : [`--report=sarif=${sarifFile}`]),
  ...(version === "" ? [] : [`--openclaw-version=${version}`]),
];
const run = spawnSync(process.execPath, ["--", join(import.meta.dirname, "../dist/cli.js"), ...args], {
  stdio: "inherit",
});
process.exitCode = run.status ?? 4;

const report = readReport();
rmSync(scratch, { recursive: true, force: true });
if (report === undefined) {
  console.log(
    `::error title=clawlint::clawlint could not run (exit code ${process.exitCode}); its words stand above`,
  );
} else {
  const { summary } = report;
  // What could not be looked at is no finding, and has no annotation yet.
  if (run.status === 3)
    console.log(
      "::error title=clawlint::Not everything could be looked at; the lines above say what and why.",
    );
  output("errors", String(summary.errors));
  output("warnings", String(summary.warnings));
  if (sarifFile !== "") output("sarif-file", sarifFile);
  append("GITHUB_STEP_SUMMARY", summaryText(report));
}

/** The JSON report; undefined when the command was used wrongly or died. */
function readReport() {
  try {
    return JSON.parse(readFileSync(jsonFile, "utf8"));
  } catch {
    return undefined;
  }
}

function output(name, value) {
  const end = `end-${randomUUID()}`; // a value cannot hold it, so it cannot set another output
  append("GITHUB_OUTPUT", `${name}<<${end}\n${value}\n${end}\n`);
}

function append(variable, text) {
  const file = process.env[variable];
  if (file) appendFileSync(file, text);
}

function summaryText({ summary, files }) {
  const { errors, warnings, infos } = summary;
  const rows = files.flatMap(({ findings }) => findings);
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const what = `${count(errors, "error")}, ${count(warnings, "warning")}, ${count(infos, "info")}`;
  let text = `### clawlint: ${rows.length === 0 ? "no problems" : what} in ${count(summary.files, "config")}\n\n`;
  if (rows.length > 0) text += "| | place | what is wrong | rule |\n|---|---|---|---|\n";
  for (const { severity, file, range, message, hint, rule, url } of rows.slice(0, MAX_ROWS)) {
    const place = `${file}:${range.start.line}:${range.start.column}`;
    const words = hint === undefined ? message : `${message} ${hint}`;
    text += `| ${LEVELS[severity]} | ${cell(place)} | ${cell(words)} | [${rule}](${url}) |\n`;
  }
  if (rows.length > MAX_ROWS) text += `\nand ${rows.length - MAX_ROWS} more; the log holds all.\n`;
  const skipped = new Map(files.flatMap((file) => file.skipped.map(({ rule, reason }) => [rule, reason])));
  if (skipped.size > 0) {
    text += `\n<details><summary>${count(skipped.size, "rule")} skipped</summary>\n\n`;
    for (const [rule, reason] of skipped) text += `- ${rule}: ${cell(reason)}\n`;
    text += "\n</details>\n";
  }
  return `${text}\n`;
}

/** Text that stays what it is in a cell of a Markdown table: no markup, no mention, no HTML. */
function cell(text) {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/\bwww(?=\.)/giu, "w&#119;w")
    .replace(/&/gu, "&amp;")
    .replace(/</gu, "&lt;")
    .replace(/[\\`*_{}[\]()#+!|~@:$>-]/gu, (char) => `&#${char.codePointAt(0)};`);
}
