import { isAbsolute, join, resolve } from "pathe";
import { type FileStat, HostError } from "../../core/host.ts";
import { seesFiles } from "../environment/environment.ts";
import type { ReferenceContext, ReferenceVerdict } from "./resolve-reference.ts";

/** Why OpenClaw will not run a secret's command. */
export type ExecFault =
  | "not-absolute"
  | "missing"
  | "folder"
  | "symlink"
  | "outside-trusted-folders"
  | "writable-by-others"
  | "not-owned";

/** Checks the form of an exec provider and its command on disk. The command is never run. */
export function checkExec(
  settings: Readonly<Record<string, unknown>>,
  context: ReferenceContext,
): ReferenceVerdict {
  const written = settings["command"];
  if (typeof written !== "string" || written.trim() === "")
    return { kind: "undecidable", why: "the provider has no command" };
  const home = written.startsWith("~/") ? join(context.home, written.slice(2)) : written;
  const fault = (what: ExecFault): ReferenceVerdict => ({ kind: "exec-fault", command: home, fault: what });
  if (!isAbsolute(home)) return fault("not-absolute");
  const unknown = { kind: "undecidable", why: "a command supplies it, which is not run here" } as const;
  if (!seesFiles(context.environment)) return unknown;

  const { host } = context;
  const command = resolve(home);
  let stat: FileStat;
  try {
    stat = host.lstat(command);
  } catch (error) {
    if (error instanceof HostError) return fault("missing");
    throw error;
  }
  if (stat.kind === "directory") return fault("folder");
  if (stat.kind === "symlink") return fault("symlink");
  const trusted = settings["trustedDirs"];
  if (Array.isArray(trusted) && trusted.length > 0) {
    const inside = trusted.some(
      (folder) =>
        typeof folder === "string" && command.startsWith(`${resolve(folder.replace(/^~/u, context.home))}/`),
    );
    if (!inside) return fault("outside-trusted-folders");
  }
  if (host.platform === "linux" || host.platform === "darwin") {
    if ((stat.mode & 0o022) !== 0) return fault("writable-by-others");
    if (host.uid !== undefined && stat.uid !== host.uid) return fault("not-owned");
  }
  return unknown;
}
