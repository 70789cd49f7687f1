import { type Asker, Cancelled } from "../core/asker.ts";
import type { FileWriter } from "../core/file-writer.ts";
import type { Host } from "../core/host.ts";
import { version } from "../core/version.ts";
import { createNodeHost } from "../host/node-host.ts";
import { type ExitCode, exitCodes, orNothingWritten, UsageError } from "./exit-codes.ts";
import { guardedOutput } from "./guarded-output.ts";
import type { Output } from "./output.ts";
import { runCheck } from "./run-check.ts";
import { readShortRoute } from "./short-route.ts";

/** Runs a command line to its end and gives the exit code. Throws nothing. */
export async function main(
  args: readonly string[],
  unguarded: Output,
  host: Host = createNodeHost(),
  writer?: () => FileWriter,
  asker?: () => Asker,
): Promise<ExitCode> {
  const output = guardedOutput(unguarded);
  try {
    return await run(args, host, output, writer, asker);
  } catch (error) {
    if (error instanceof Cancelled) {
      output.error("clawlint: broken off; nothing was written\n");
      return exitCodes.cannotLook;
    }
    if (error instanceof UsageError) {
      output.error(`clawlint: ${error.message}\n`);
      return exitCodes.usage;
    }
    output.error(bugReport(error));
    return exitCodes.bug;
  }
}

async function run(
  args: readonly string[],
  host: Host,
  output: Output,
  writer?: () => FileWriter,
  asker?: () => Asker,
): Promise<ExitCode> {
  const short = readShortRoute(args);
  if (short !== undefined) return runCheck(host, short, output, writer);
  const { readLongRoute } = await import("./long-route.ts");
  const command = await readLongRoute(args, output.out);
  switch (command.name) {
    case "said":
      return exitCodes.clean;
    case "check":
      return runCheck(host, command.check, output, writer);
    case "schema": {
      const { runSchema } = await import("./run-schema.ts");
      return runSchema(command.schema, output);
    }
    case "rules": {
      const { runRules } = await import("./run-rules.ts");
      return runRules(command.format, output);
    }
    case "env": {
      const { runEnv } = await import("./run-env.ts");
      return runEnv(host, command, output);
    }
    case "route": {
      const { runRoute } = await import("./run-route.ts");
      return runRoute(host, command, output);
    }
    case "upgrade": {
      const { runUpgrade } = await import("./run-upgrade.ts");
      return runUpgrade(host, command, output);
    }
    case "onboard": {
      if (command.onboard.repair) {
        const { runRepair } = await import("./run-repair.ts");
        return orNothingWritten(() => runRepair(host, command.onboard, output, writer, asker));
      }
      const { runOnboard } = await import("./run-onboard.ts");
      return orNothingWritten(() => runOnboard(host, command.onboard, output, writer, asker));
    }
    case "init": {
      const { runInit } = await import("./run-init.ts");
      return orNothingWritten(() => runInit(host, command.file, command.onboard, output, writer, asker));
    }
    case "completion": {
      const { completionScript, pickShell } = await import("./completion.ts");
      output.out(completionScript(pickShell(command.shell, host.env["SHELL"])));
      return exitCodes.clean;
    }
    case "explain": {
      const { runExplain } = await import("./run-explain.ts");
      return runExplain(host, command, output);
    }
  }
}

/** A crash is our fault. Where it happened is told; what the config held is not. */
function bugReport(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const places = stack
    .split("\n")
    .filter((line) => /^\s+at /u.test(line))
    .slice(0, 5)
    .map((line) => line.trim().slice(0, 160));
  return [
    `clawlint: this is a bug in clawlint ${version}, not in your config (${name}).`,
    "Please report it with the command you ran and these lines: https://github.com/clawlint/clawlint/issues/new",
    ...places.map((place) => `  ${place}`),
    "",
  ].join("\n");
}
