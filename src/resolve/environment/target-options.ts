import type { GatewayTarget } from "./environment.ts";
import type { EnvironmentProblem } from "./environment-problem.ts";
import type { Layer } from "./layer.ts";

/** What decides a gateway's environment. All paths absolute. */
export interface EnvironmentOptions {
  readonly target: GatewayTarget;
  /** `--state-dir`: stands for `~/.openclaw`. */
  readonly stateDir?: string | undefined;
  /** The merged config's `env` section as a plain value; anything malformed is ignored here. */
  readonly configEnv: unknown;
  /** The folder of the root config, where a Compose file is looked for after the working folder. */
  readonly configFolder?: string | undefined;
  readonly envFiles: readonly string[];
  readonly envNames: readonly string[];
  readonly release: string;
  /** Provider ids whose plugins are installed, as far as known; see `installedProviders`. */
  readonly installedProviders?: readonly string[] | undefined;
  /** A unit, plist, Compose file, manifest or `docker run` file kept elsewhere (in git, for instance). */
  readonly serviceFile?: string | undefined;
  /** `--service`: of a Compose project or manifest with several, the service or container that runs the gateway. */
  readonly service?: string | undefined;
  /** What the login shell printed, when a person allowed asking it. */
  readonly loginShellValues?: Readonly<Record<string, string | undefined>> | undefined;
}

/** What a target's own files say. */
export interface TargetEnvironment {
  /** The layers of the process, highest first. */
  readonly process: readonly Layer[];
  /** What the service sets for names that decide where OpenClaw looks (`HOME`, `OPENCLAW_STATE_DIR`, ...). */
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string | undefined;
  /** Present when the target knows its state folder as seen from here; `null` when it cannot be seen. */
  readonly stateDir?: string | null;
  /** The service of a container that shares its network with nobody. */
  readonly ownNetwork?: string;
  /** Words for layers that cannot be seen: the state folder lies in a volume. */
  readonly unseen?: string;
  readonly problems: readonly EnvironmentProblem[];
}
