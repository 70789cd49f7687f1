import { dirname, join, resolve } from "pathe";
import { type Host, HostError, isFile } from "../core/host.ts";
import { createLinter, type LinterSettings } from "../linter.ts";
import { type ReadLinterSettings, readLinterSettings } from "../linter-settings.ts";
import { openclawLocations } from "../locate/openclaw-locations.ts";
import type { GatewayTarget } from "../resolve/environment/environment.ts";
import { entryFor } from "../rules/rule-names.ts";
import { readEnvNames } from "../settings/env-names.ts";
import type { Level } from "../settings/settings.ts";
import type { OwnSchema } from "../validate/own-schema.ts";

/** What a client may say of how to lint; it wins over the settings file. */
export interface ClientSettings {
  /** Whose environment counts; `auto` finds the gateway's, where that can be done. */
  readonly gateway?: GatewayTarget | "auto" | undefined;
  readonly openclawVersion?: string | undefined;
  readonly envNames?: readonly string[] | undefined;
  readonly envFiles?: readonly string[] | undefined;
  readonly serviceFile?: string | undefined;
  /** Which service of a Compose file or manifest is the gateway. */
  readonly service?: string | undefined;
  readonly stateDir?: string | undefined;
  readonly rules?: Readonly<Record<string, Level>> | undefined;
  /** A check by a schema of the user's. */
  readonly ownSchema?: OwnSchema | undefined;
}

/** How one config is linted, and whose environment counts. */
export interface EnvironmentChoice {
  readonly settings: LinterSettings;
  readonly gateway: GatewayTarget;
  /** For a status line: where keys are looked for. */
  readonly words: string;
  /** What is wrong with the settings file, told where it is. */
  readonly settingsFault: { readonly path: string; readonly problem: string } | undefined;
}

/**
 * Decides how a config is linted: the editor's own process is not the gateway's, so its variables do not count unless
 * somebody says so.
 *
 * In: the host, the config's absolute path, what the client says, whether its folder is trusted. Out: the settings. For
 * `auto` that is the installed service where OpenClaw itself would load this file, else no environment and the names of
 * `.env.example`. An untrusted folder reads no settings and no environment.
 */
export function chooseEnvironment(
  host: Host,
  root: string,
  client: ClientSettings,
  trusted: boolean,
): EnvironmentChoice {
  const folder = dirname(root);
  if (!trusted) {
    return {
      settings: {
        gateway: "none",
        frames: false,
        levels: client.rules ?? {},
        openclawVersion: client.openclawVersion,
      },
      gateway: "none",
      words: "not looked for in an untrusted folder",
      settingsFault: undefined,
    };
  }
  const read = readLinterSettings(host, folder);
  const own: LinterSettings = read.ok ? read.settings : {};
  const given = readEnvNames({ ...host, cwd: folder }, client.envNames ?? []);
  const base: LinterSettings = {
    ...own,
    frames: false,
    levels: client.rules ?? {},
    levelOf: withClient(own.levelOf, client.rules),
    openclawVersion: client.openclawVersion ?? own.openclawVersion,
    serviceFile: client.serviceFile ?? own.serviceFile,
    service: client.service ?? own.service,
    stateDir: client.stateDir,
    ownSchema: client.ownSchema,
    envFiles: [...(client.envFiles ?? []).map((file) => resolve(folder, file)), ...(own.envFiles ?? [])],
    envNames: [...(given.ok ? given.names : []), ...(own.envNames ?? [])],
  };
  const settingsFault = faultOf(read);
  const asked = client.gateway === undefined || client.gateway === "auto" ? own.gateway : client.gateway;
  if (asked !== undefined)
    return { settings: { ...base, gateway: asked }, gateway: asked, words: WORDS[asked], settingsFault };
  const service = installedService(host, root, base);
  if (service !== undefined)
    return {
      settings: { ...base, gateway: service },
      gateway: service,
      words: WORDS[service],
      settingsFault,
    };
  const example = exampleNames(host, folder);
  const names = [...(base.envNames ?? []), ...example];
  return {
    settings: { ...base, gateway: "none", envNames: names },
    gateway: "none",
    words:
      names.length === 0 ? "not known here" : example.length > 0 ? "names of .env.example" : "names given",
    settingsFault,
  };
}

const WORDS: Readonly<Record<GatewayTarget, string>> = {
  shell: "this editor's environment",
  systemd: "systemd unit",
  launchd: "launchd agent",
  container: "container",
  none: "not looked for",
};

function faultOf(read: ReadLinterSettings): EnvironmentChoice["settingsFault"] {
  return read.ok ? undefined : { path: read.path, problem: read.problem };
}

function withClient(
  levelOf: LinterSettings["levelOf"],
  rules: ClientSettings["rules"] = {},
): LinterSettings["levelOf"] {
  if (levelOf === undefined) return undefined;
  return (check, file, path) => entryFor(rules, check) ?? levelOf(check, file, path);
}

/** The service manager whose service runs this config; undefined where there is none, or it loads another file. */
function installedService(
  host: Host,
  root: string,
  settings: LinterSettings,
): "systemd" | "launchd" | undefined {
  const { explicitConfig, configCandidates } = openclawLocations(host, { stateDir: settings.stateDir });
  const loaded = explicitConfig ?? configCandidates.find((candidate) => isFile(host, candidate));
  if (loaded === undefined || !isSame(host, loaded, root)) return undefined;
  const target = host.platform === "darwin" ? "launchd" : "systemd";
  const analyzed = createLinter({ host, settings: { ...settings, gateway: target } }).analyze(root);
  if (!analyzed.ok) return undefined;
  const { environmentProblems } = analyzed.analysis.resolved;
  return environmentProblems.some(({ kind }) => kind === "service-missing") ? undefined : target;
}

function isSame(host: Host, one: string, other: string): boolean {
  try {
    return one === other || host.realpath(one) === host.realpath(other);
  } catch (error) {
    if (error instanceof HostError) return false;
    throw error;
  }
}

function exampleNames(host: Host, folder: string): readonly string[] {
  const path = join(folder, ".env.example");
  if (!isFile(host, path)) return [];
  const read = readEnvNames(host, [`@${path}`]);
  return read.ok ? read.names : [];
}
