import { resolve } from "pathe";
import { toDotted } from "../core/config-path.ts";
import type { FileWriter } from "../core/file-writer.ts";
import { type Host, isFile } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { count } from "../core/text.ts";
import { createLinter, type LinterSettings } from "../linter.ts";
import { type ConfigTarget, tellPath } from "../locate/locate-configs.ts";
import type { CheckArguments } from "./check-arguments.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { createProgress } from "./progress.ts";
import { diffOf, writeFiles } from "./write-files.ts";

/**
 * Repairs configs and writes them, or shows what it would write. Out: the exit code when that is all there is to say;
 * undefined when the configs are to be linted as they now are.
 */
export async function runFix(
  host: Host,
  targets: readonly (ConfigTarget & { readonly text?: string })[],
  options: LinterSettings,
  args: CheckArguments,
  makeWriter: (() => FileWriter) | undefined,
  output: Output,
): Promise<ExitCode | undefined> {
  if (targets.some(({ text }) => text !== undefined)) throw new UsageError("--fix repairs files, not stdin.");
  const linter = createLinter({ host, settings: options });
  const tell = (file: string): string => tellPath(host, resolve(host.cwd, file));
  let refused = false;
  let changed = false;
  let made = 0;
  let left = 0;
  const progress = createProgress(output, "configs", targets.length);
  for (const target of targets) {
    progress.step();
    const mended = linter.apply(target, args.fix === "unsafe" ? "all" : "safe");
    if (mended === undefined) {
      // A file that is not there is told by the report that follows.
      if (isFile(host, target.path))
        output.error(
          `clawlint: ${tell(target.file)} is not repaired: it cannot be read, or is only a piece of a config\n`,
        );
      continue;
    }
    const would = args.diff ? "would " : "";
    for (const { finding, fix, path } of mended.done)
      output.error(
        `clawlint: ${tell(finding.file)}: ${finding.rule}: ${show(toDotted(path))}: ${would}${fix.title}\n`,
      );
    for (const { repair, reason } of mended.left)
      output.error(
        `clawlint: ${tell(repair.finding.file)}: ${repair.finding.rule} is not repaired: ${reason}\n`,
      );
    made += mended.done.length;
    left += mended.left.length + mended.untried;
    if (mended.untried > 0)
      output.error(
        `clawlint: ${tell(target.file)}: ${count(mended.untried, "more repair")} not tried, since that takes too long at once; run clawlint check --fix again\n`,
      );
    if (mended.files.length === 0) continue;
    changed = true;
    if (args.diff) output.out(await diffOf(mended.files));
    else if (makeWriter === undefined)
      throw new UsageError("--fix cannot write here; --diff shows the repairs.");
    else refused = !writeFiles(makeWriter(), mended.files, args.backup, output) || refused;
  }
  progress.end();
  output.error(`clawlint: ${sumWords(made, left, args, refused)}\n`);
  if (args.diff) return changed ? exitCodes.findings : exitCodes.clean;
  return refused ? exitCodes.cannotLook : undefined;
}

/** What a run of repairs comes to. */
function sumWords(made: number, left: number, { fix, diff }: CheckArguments, refused: boolean): string {
  const rest = left === 0 ? "" : `, ${left} not`;
  if (refused) return `${count(made, "repair")} found, but not all files could be written${rest}`;
  if (made > 0)
    return diff
      ? `${count(made, "repair")} would be made${rest}; --fix${fix === "unsafe" ? "=unsafe" : ""} makes ${made === 1 ? "it" : "them"}`
      : `${count(made, "repair")} made${rest}`;
  return fix === "unsafe"
    ? `nothing to repair${rest}`
    : `nothing to repair safely${rest}; --fix=unsafe --diff shows what a person should look at`;
}
