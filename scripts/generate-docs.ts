import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RuleSubject } from "../src/engine/rule.ts";
import { rulePage } from "../src/engine/rule-page.ts";
import { defaultModel, onboardingChoices } from "../src/onboard/choices.ts";
import { formatPretty } from "../src/report/pretty.ts";
import { rules } from "../src/rules/registry.ts";
import { checkIdOf } from "../src/rules/rule-names.ts";
import { NEWEST_RELEASE } from "../src/schema/releases.ts";
import { runExample } from "./examples/run-example.ts";
import { SUBJECT_WORDS } from "./subject-words.ts";

const ROOT = join(import.meta.dirname, "..");

/** A file of the repository and its text. */
export interface GeneratedText {
  readonly path: string;
  readonly text: string;
}

/** The keys of the gateway are said to be set, so that the sample shows each kind of fault once. */
const SAMPLE_ARGUMENTS = [
  "sample/openclaw.json",
  "--env-names",
  "CLOUDFLARE_AI_GATEWAY_API_KEY,CLOUDFLARE_AI_GATEWAY_TOKEN",
];

/** The pages of all rules. */
export function rulePages(): readonly GeneratedText[] {
  return rules.map((rule) => ({ path: `docs/rules/${rule.id}.md`, text: rulePage(rule) }));
}

/** What each rule really prints for its bad example: to be read as a user reads it. */
export async function gallery(): Promise<GeneratedText> {
  let text =
    "# What each rule says\n\nWritten by `npm run generate`: the real output for the bad example of each rule's page.\n";
  for (const [rule, { id, docs }] of rules.flatMap((one) =>
    one.checks.map((check) => [one, check] as const),
  )) {
    const report = await runExample(docs().bad);
    const own = { ...report, findings: report.findings.filter((finding) => checkIdOf(finding) === id) };
    const printed = formatPretty({ files: [own], gateway: "shell" }, { color: false });
    const findings = printed.slice(0, printed.lastIndexOf("\nopenclaw.json: OpenClaw")).trimEnd();
    text += `\n## [${id}](${rule.id}.md${id === rule.id ? "" : `#${id}`})\n\n\`\`\`\n${findings}\n\`\`\`\n`;
  }
  return { path: "docs/rules/gallery.md", text };
}

/** The README with its sample run and its table of rules. */
export function readme(): GeneratedText {
  const text = readFileSync(join(ROOT, "README.md"), "utf8");
  const sample = `\`\`\`\n$ clawlint ${SAMPLE_ARGUMENTS.join(" ")}\n${sampleOutput()}\`\`\`\n`;
  return {
    path: "README.md",
    text: between(between(text, "sample", `\n${sample}\n`), "rules", `\n${ruleTable()}\n`),
  };
}

/** The page of `onboard` with its table of choices. */
export function onboardPage(): GeneratedText {
  const path = "docs/onboard.md";
  const rows = onboardingChoices.map((choice) => {
    const { id } = defaultModel(choice, NEWEST_RELEASE);
    const words = [choice.choice, ...(choice.also ?? [])].map((word) => `\`${word}\``).join(", ");
    const model = choice.provider === undefined ? "the one you name" : `\`${choice.provider}/${id}\``;
    const key = choice.variable === undefined ? "`<PROVIDER_ID>_API_KEY`" : `\`${choice.variable}\``;
    return `| ${words} | ${choice.label} | ${key} | ${model} |`;
  });
  const table = [
    `| \`--auth-choice\` | sets up | key in | default model for ${NEWEST_RELEASE} |`,
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
  return { path, text: between(readFileSync(join(ROOT, path), "utf8"), "choices", `\n${table}\n`) };
}

/** What the built command prints for the sample, with an empty home and no variables. */
function sampleOutput(): string {
  const home = mkdtempSync(join(tmpdir(), "clawlint-"));
  try {
    const args = [join(ROOT, "dist/cli.js"), ...SAMPLE_ARGUMENTS, "--fail-on", "never"];
    return execFileSync(process.execPath, args, { cwd: ROOT, env: { HOME: home }, encoding: "utf8" });
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** One row a subject, its rules with their pages. */
function ruleTable(): string {
  const rows = Object.entries(SUBJECT_WORDS).map(([subject, words]) => {
    const own = rules.filter((rule) => rule.subject === subject);
    const links = own.map(({ id }) => `[\`${id}\`](docs/rules/${id}.md)`);
    return `| ${words} | ${links.join(", ")} |`;
  });
  return `| about | rules |\n|---|---|\n${rows.join("\n")}\n`;
}

function between(text: string, mark: string, inside: string): string {
  const start = text.indexOf(`<!-- ${mark}:`);
  const open = text.indexOf("-->", start) + 3;
  const close = text.indexOf(`<!-- /${mark} -->`);
  if (start < 0 || close < 0) throw new Error(`a page lacks the marks of "${mark}"`);
  return text.slice(0, open) + "\n" + inside.trim() + "\n" + text.slice(close);
}
