import type { Host } from "../core/host.ts";

const DEFAULT_TIMEOUT = 15_000;
const OUTPUT_LIMIT = 2 * 1024 * 1024;

/**
 * Asks the user's login shell for its environment, as OpenClaw does it: `$SHELL` where it is absolute, plain and listed
 * in /etc/shells, else /bin/sh; bash with `-lic`, others with `-l -c`; 15 seconds and 2 MiB at most.
 *
 * In: the host (for `SHELL` and /etc/shells), the time limit in milliseconds where the config sets one.
 * Out: the variables, or undefined when the shell fails, runs out of time or says too much. The only place that starts
 * a program, and only when a person asks for it with `--run-login-shell`.
 */
export function askLoginShell(host: Host, timeoutMs?: number): Readonly<Record<string, string>> | undefined {
  if (host.platform === "win32") return undefined;
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const shell = chooseShell(host);
  const flags = shell.endsWith("/bash") ? ["-lic"] : ["-l", "-c"];
  const fromEnv = Number(host.env["OPENCLAW_SHELL_ENV_TIMEOUT_MS"] ?? "");
  const timeout = timeoutMs ?? (Number.isInteger(fromEnv) && fromEnv > 0 ? fromEnv : DEFAULT_TIMEOUT);
  const result = spawnSync(shell, [...flags, "env -0"], {
    stdio: ["ignore", "pipe", "ignore"],
    timeout: timeout === 0 ? 1 : timeout,
    maxBuffer: OUTPUT_LIMIT,
    env: { ...host.env },
    cwd: host.cwd,
  });
  if (result.error !== undefined || result.status !== 0) return undefined;
  const variables: Record<string, string> = {};
  for (const line of result.stdout.toString("utf8").split("\0")) {
    const split = line.indexOf("=");
    if (split > 0) variables[line.slice(0, split)] = line.slice(split + 1);
  }
  return variables;
}

function chooseShell(host: Host): string {
  const wanted = host.env["SHELL"] ?? "";
  const plain = /^\/(?:[\w.+-]+\/)*[\w.+-]+$/u.test(wanted) && !/\/\.{1,2}(?:\/|$)/u.test(wanted);
  if (!plain) return "/bin/sh";
  try {
    const listed = new TextDecoder().decode(host.readFile("/etc/shells", 64 * 1024));
    return listed.split("\n").some((line) => line.trim() === wanted) ? wanted : "/bin/sh";
  } catch {
    return "/bin/sh";
  }
}
