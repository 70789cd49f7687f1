import { isAbsolute, join, resolve } from "pathe";
import { type Host, kindOf } from "../core/host.ts";
import { LOADED_NAMES } from "./config-names.ts";

/** Where OpenClaw keeps its things, as its own rules find them from the environment. */
export interface OpenclawLocations {
  /** The home that OpenClaw takes; "" where there is none. */
  readonly home: string;
  readonly stateDir: string;
  /** True when the state folder is where it stands without any setting; `gateway.env` is read only then. */
  readonly stateDirIsDefault: boolean;
  /** The profile of `OPENCLAW_PROFILE`; undefined for none and for `default`. */
  readonly profile: string | undefined;
  /** The file that `OPENCLAW_CONFIG_PATH` names; nothing else is tried then. */
  readonly explicitConfig: string | undefined;
  /** In OpenClaw's order; the first that exists is loaded. One entry when `explicitConfig` is set. */
  readonly configCandidates: readonly string[];
}

/** `stateDir` stands for `~/.openclaw`; `env` replaces the host's environment (that of a service, for instance). */
export interface LocationOptions {
  readonly stateDir?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds home, state folder and config candidates the way OpenClaw 2026.9.6 does (its `help/environment.md`, and its
 * behaviour for the older names). Reads nothing but whether folders exist.
 */
export function openclawLocations(host: Host, options: LocationOptions = {}): OpenclawLocations {
  const env = options.env ?? host.env;
  const home = findHome(host, env);
  const named = settingOf(env["OPENCLAW_PROFILE"]);
  const profile = named === undefined || named === "default" ? undefined : named;

  const standard = join(home, profile === undefined ? ".openclaw" : `.openclaw-${profile}`);
  const older = join(home, ".clawdbot");
  const set = settingOf(env["OPENCLAW_STATE_DIR"]);
  const chosen = options.stateDir ?? set;
  const stateDir =
    chosen === undefined
      ? profile === undefined && kindOf(host, standard) === undefined && kindOf(host, older) === "directory"
        ? older
        : standard
      : absolute(host, chosen, home);

  const written = settingOf(env["OPENCLAW_CONFIG_PATH"]);
  const explicitConfig =
    written === undefined || options.stateDir !== undefined ? undefined : absolute(host, written, home);
  let candidates: readonly string[] | undefined;
  const findCandidates = (): readonly string[] => {
    if (explicitConfig !== undefined) return [explicitConfig];
    const folders = chosen === undefined ? [standard, older] : [stateDir, standard, older];
    return [...new Set(folders.flatMap((folder) => LOADED_NAMES.map((name) => join(folder, name))))];
  };

  return {
    home,
    stateDir,
    stateDirIsDefault: chosen === undefined || resolve(stateDir) === resolve(join(home, ".openclaw")),
    profile,
    explicitConfig,
    // Made when asked for: this is called several times for each config, and nearly never for the candidates.
    get configCandidates() {
      candidates ??= findCandidates();
      return candidates;
    },
  };
}

/** A path of the environment: `~` is the home, a relative path starts at the working folder. */
function absolute(host: Host, path: string, home: string): string {
  if (path === "~") return home;
  if (path.startsWith("~/") || path.startsWith("~\\")) return join(home, path.slice(2));
  return isAbsolute(path) ? resolve(path) : resolve(host.cwd, path);
}

function findHome(host: Host, env: Readonly<Record<string, string | undefined>>): string {
  const system = settingOf(env["HOME"]) ?? settingOf(env["USERPROFILE"]) ?? termuxHome(env) ?? host.osHome;
  const own = settingOf(env["OPENCLAW_HOME"]);
  if (own === undefined) return system;
  return absolute(host, own, system);
}

/** Termux keeps its home beside its prefix and may leave HOME out of a service's environment. */
function termuxHome(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const prefix = settingOf(env["PREFIX"]);
  return prefix?.includes("com.termux") === true ? join(prefix, "..", "home") : undefined;
}

/** Blank text, `undefined` and `null` count as not set; scripts write them by mistake. */
function settingOf(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === undefined || trimmed === "" || trimmed === "undefined" || trimmed === "null"
    ? undefined
    : trimmed;
}
