import { isObject } from "../../core/config-path.ts";
import type { Host } from "../../core/host.ts";
import type { Environment } from "../environment/environment.ts";
import { createPluginLookup } from "./plugins.ts";
import { createProfiles } from "./profiles.ts";
import type { CredentialContext } from "./resolve-credential.ts";

export interface CredentialContextOptions {
  /** The merged config as a plain value. */
  readonly config: unknown;
  readonly environment: Environment;
  readonly release: string;
  readonly home: string;
  /** Undefined where the state folder of the gateway cannot be seen (`container`, `none`). */
  readonly stateDir: string | undefined;
  /** The folder of the root config; secret files may be looked into there, in the state folder and in the home. */
  readonly configFolder: string | undefined;
}

/** Puts together what `resolveCredential` needs, once for all providers of a config. */
export function createCredentialContext(host: Host, options: CredentialContextOptions): CredentialContext {
  const { environment, release, home, stateDir, configFolder } = options;
  const config = isObject(options.config) ? options.config : {};
  return {
    host,
    environment,
    secrets: config["secrets"],
    release,
    home,
    readableFolders: [configFolder, stateDir, home].filter(
      (folder): folder is string => folder !== undefined && folder !== "" && folder !== "/",
    ),
    profiles: createProfiles(host, stateDir, config["auth"]),
    plugins: createPluginLookup(host, stateDir, config["plugins"]),
  };
}
