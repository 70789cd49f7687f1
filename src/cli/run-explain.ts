import type { Host } from "../core/host.ts";
import { rulePage } from "../engine/rule-page.ts";
import { type Explanation, explainPath, explainVariable, readSubject } from "../explain/explain.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { applySettings } from "./apply-settings.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { findConfig } from "./find-config.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Command } from "./long-route.ts";
import type { Output } from "./output.ts";

type ExplainCommand = Extract<Command, { name: "explain" }>;

/** Runs `explain`: a rule's page, where a config value comes from, or who wants and who holds a variable. */
export async function runExplain(host: Host, command: ExplainCommand, output: Output): Promise<ExitCode> {
  const subject = readSubject(command.subject);
  if (subject.kind === "wrong") throw new UsageError(subject.problem);
  if (subject.kind === "rule") {
    output.out(rulePage(subject.rule));
    return exitCodes.clean;
  }
  const { args } = await applySettings(host, command.check);
  judgeRelease(args.openclawVersion);
  const found = findConfig(host, command.file, await analyzeOptions(host, args), output);
  if (found === undefined) return exitCodes.cannotLook;
  const explained: Explanation =
    subject.kind === "variable"
      ? explainVariable(host, found.analysis, subject.name)
      : explainPath(host, found.analysis, subject.path);
  if (!explained.ok) {
    output.error(`clawlint: ${found.target.file} ${explained.problem}\n`);
    return exitCodes.findings;
  }
  output.out(explained.text);
  return exitCodes.clean;
}
