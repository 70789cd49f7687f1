import type { MemoryHostOptions } from "../../../src/host/memory-host.ts";
import type { CredentialResolution } from "../../../src/resolve/credentials/credential-resolution.ts";
import { createPluginLookup, pluginFolders } from "../../../src/resolve/credentials/plugins.ts";
import { createProfiles, loginStores } from "../../../src/resolve/credentials/profiles.ts";
import { resolveCredential } from "../../../src/resolve/credentials/resolve-credential.ts";
import type { EnvironmentOptions } from "../../../src/resolve/environment/target-options.ts";
import { bakery, build, HOME, NEW, STATE } from "../environment/build-for-test.ts";

export interface Setting extends MemoryHostOptions {
  readonly secrets?: unknown;
  readonly auth?: unknown;
  readonly plugins?: unknown;
  readonly configEnv?: unknown;
  readonly release?: string;
  readonly target?: EnvironmentOptions["target"];
}

/** Resolves a provider's credential on the baker's machine. */
export function credential(provider: string, config: unknown, setting: Setting = {}): CredentialResolution {
  const { secrets, auth, plugins, configEnv, release = NEW, target = "shell", ...machine } = setting;
  const host = bakery(machine);
  return resolveCredential(provider, config, {
    host,
    environment: build(machine, { configEnv, release, target }).environment,
    secrets,
    release,
    home: HOME,
    readableFolders: [HOME],
    profiles: createProfiles(auth, loginStores(host, STATE, release)),
    plugins: createPluginLookup(pluginFolders(host, STATE), plugins),
  });
}
