import { join } from "pathe";
import type { Host } from "../../core/host.ts";
import { whyWorkingFolderDrops } from "./blocked-names.ts";
import { configEnvLayer } from "./config-env-layer.ts";
import type { EnvironmentProblem } from "./environment-problem.ts";
import { dotenvLayer, type FileLayer } from "./file-layer.ts";
import type { Layer } from "./layer.ts";
import { secretValueIn } from "./layer-values.ts";
import { loginShellLayer } from "./login-shell-layer.ts";
import { providerVariables } from "./provider-variables.ts";
import { isEarlyRelease } from "./release-line.ts";

/** What OpenClaw itself adds to the environment it is started with. */
export interface OpenclawLayersOptions {
  readonly release: string;
  readonly configEnv: unknown;
  readonly installedProviders: readonly string[];
  readonly loginShellValues?: Readonly<Record<string, string | undefined>>;
  /** Where the gateway is started; undefined where that cannot be known. */
  readonly workingFolder: string | undefined;
  /** Undefined where the state folder cannot be seen from here. */
  readonly stateDir: string | undefined;
  /** The home whose `.config/openclaw/gateway.env` is read; undefined with a state folder of one's own. */
  readonly gatewayEnvHome: string | undefined;
  /** Names that the service's installer manages, and that the state folder's files override. */
  readonly managed: ReadonlySet<string>;
  /** The layers of the process, highest first. */
  readonly process: readonly Layer[];
}

/** The process's layers, then OpenClaw's own below them: two or three `.env` files, `env.vars`, the login shell. */
export function withOpenclawLayers(
  host: Host,
  options: OpenclawLayersOptions,
): { readonly layers: readonly Layer[]; readonly problems: readonly EnvironmentProblem[] } {
  const { release, configEnv, installedProviders, workingFolder, stateDir, gatewayEnvHome } = options;
  const early = isEarlyRelease(release);
  const files: FileLayer[] = [];

  const statePath = stateDir === undefined ? undefined : join(stateDir, ".env");
  const folderPath = workingFolder === undefined ? undefined : join(workingFolder, ".env");
  if (folderPath !== undefined && folderPath !== statePath) {
    const plugins = new Set(installedProviders.flatMap((id) => providerVariables(id, release)?.names ?? []));
    files.push(
      dotenvLayer(host, {
        id: "working-folder-env",
        role: "dotenv",
        name: "the working folder's .env",
        path: folderPath,
        ...(early ? {} : { drops: (name) => whyWorkingFolderDrops(name, plugins) }),
      }),
    );
  }
  const state =
    statePath === undefined
      ? undefined
      : dotenvLayer(host, {
          id: "state-env",
          role: "dotenv",
          name: "the state folder's .env",
          path: statePath,
          secret: true,
          overrides: options.managed,
        });
  if (state !== undefined) files.push(state);
  const gateway =
    early || gatewayEnvHome === undefined
      ? undefined
      : dotenvLayer(host, {
          id: "gateway-env",
          role: "dotenv",
          name: "gateway.env",
          path: join(gatewayEnvHome, ".config", "openclaw", "gateway.env"),
          secret: true,
          overrides: options.managed,
        });
  if (gateway !== undefined) files.push(gateway);

  const above = [...options.process, ...files.map((file) => file.layer)];
  const config = configEnvLayer({ configEnv, above, early });
  const shell = loginShellLayer({
    configEnv,
    release,
    installedProviders,
    above: [...above, config],
    windows: host.platform === "win32",
    ...(options.loginShellValues === undefined ? {} : { values: options.loginShellValues }),
  });
  return {
    layers: [...above, config, shell],
    problems: [...files.flatMap((file) => file.problems), ...conflicts(state, gateway)],
  };
}

/** Names that both files set to different values; OpenClaw keeps the state folder's and warns. */
function conflicts(
  state: FileLayer | undefined,
  gateway: FileLayer | undefined,
): readonly EnvironmentProblem[] {
  const [kept, ignored] = [state?.layer, gateway?.layer];
  if (kept?.file === undefined || ignored?.file === undefined) return [];
  const names = ignored.names().filter((name) => {
    const first = secretValueIn(kept, name);
    return first !== undefined && first !== secretValueIn(ignored, name);
  });
  return names.length === 0 ? [] : [{ kind: "conflict", kept: kept.file, ignored: ignored.file, names }];
}
