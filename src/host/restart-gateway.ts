/**
 * Runs `openclaw gateway restart`, its words on stderr. Out: true when it went well. Beside the login shell the only
 * program that is started, and only when a person asks for it.
 */
export function restartGateway(env: Readonly<Record<string, string | undefined>>): boolean {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const result = spawnSync("openclaw", ["gateway", "restart"], {
    stdio: ["ignore", 2, 2],
    timeout: 120_000,
    env: { ...env },
  });
  return result.error === undefined && result.status === 0;
}
