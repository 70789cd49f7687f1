import type { Host } from "../core/host.ts";
import { rulePage } from "../engine/rule-page.ts";
import { explainIn, readSubject } from "../explain/explain.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { createPalette } from "../report/palette.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { applySettings } from "./apply-settings.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { findConfig } from "./find-config.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Command } from "./long-route.ts";
import type { Output } from "./output.ts";

type ExplainCommand = Extract<Command, { name: "explain" }>;

/** Runs `explain`: a rule's page, where a value comes from, who holds a variable, or where a reference leads. */
export async function runExplain(host: Host, command: ExplainCommand, output: Output): Promise<ExitCode> {
  const subject = readSubject(command.subject);
  if (subject.kind === "wrong") throw new UsageError(subject.problem);
  if (subject.kind === "rule") {
    output.out(pageText(rulePage(subject.rule), output.colors));
    return exitCodes.clean;
  }
  const { args } = await applySettings(host, command.check);
  judgeRelease(args.openclawVersion);
  const found = findConfig(host, command.file, await analyzeOptions(host, args), output);
  if (found === undefined) return exitCodes.cannotLook;
  const explained = explainIn(host, found.analysis, subject);
  if (!explained.ok) {
    output.error(`clawlint: ${tellPath(host, found.target.path)} ${explained.problem}\n`);
    return exitCodes.findings;
  }
  output.out(explained.text);
  return exitCodes.clean;
}

/** A page for a terminal: headings without their marks, examples set in instead of fenced. */
function pageText(markdown: string, color: boolean): string {
  const colors = createPalette(color);
  let inCode = false;
  const lines: string[] = [];
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) inCode = !inCode;
    else if (inCode) lines.push(line === "" ? "" : `    ${line}`);
    else if (/^#+ /u.test(line)) lines.push(colors.bold(line.replace(/^#+ /u, "")));
    else lines.push(line.replace(/\[([^\]]{1,80})\]\(#[^)]{1,80}\)/gu, "$1"));
  }
  return lines.join("\n");
}
