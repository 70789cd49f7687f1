import { isObject } from "../../core/config-path.ts";
import type { Host } from "../../core/host.ts";
import { show } from "../../core/secrecy.ts";
import type { Environment, Resolution } from "../environment/environment.ts";
import { checkExec, type ExecFault } from "./check-exec.ts";
import { checkFile, type FileFault } from "./check-file.ts";
import type { SecretReference } from "./secret-input.ts";

/** What a reference is resolved against. */
export interface ReferenceContext {
  readonly host: Host;
  readonly environment: Environment;
  /** The merged config's `secrets` section as a plain value. */
  readonly secrets: unknown;
  /** The home that `~` stands for. */
  readonly home: string;
  /** Folders in which secret files may be looked into: of the config, of the state, the home. */
  readonly readableFolders: readonly string[];
}

/** Whether a reference will give a key. Never holds a value. */
export type ReferenceVerdict =
  /** The variable decides; see its resolution. */
  | { readonly kind: "variable"; readonly resolution: Resolution }
  | { readonly kind: "set"; readonly why: string }
  /** No such alias in `secrets.providers`: the gateway does not start. `known`: aliases of the wanted source. */
  | {
      readonly kind: "unknown-alias";
      readonly alias: string;
      readonly known: readonly string[];
      readonly builtIn: string | undefined;
    }
  /** The alias has another source: the gateway does not start. */
  | { readonly kind: "wrong-source"; readonly alias: string; readonly configured: string }
  /** `allowlist` leaves the variable out. */
  | { readonly kind: "not-allowed"; readonly alias: string; readonly allowsNone: boolean }
  | { readonly kind: "file-fault"; readonly path: string; readonly fault: FileFault }
  | { readonly kind: "exec-fault"; readonly command: string; readonly fault: ExecFault }
  | { readonly kind: "undecidable"; readonly why: string };

/** Resolves a reference against `secrets.providers`, `secrets.defaults` and the environment. Runs nothing. */
export function resolveReference(reference: SecretReference, context: ReferenceContext): ReferenceVerdict {
  const secrets = isObject(context.secrets) ? context.secrets : {};
  const providers = isObject(secrets["providers"]) ? secrets["providers"] : {};
  const { source, provider: alias, id } = reference;
  const entry = Object.hasOwn(providers, alias) ? providers[alias] : undefined;
  const configured = isObject(entry) && typeof entry["source"] === "string" ? entry["source"] : undefined;
  const usual = defaultAlias(secrets, source);
  const builtIn = (source === "env" || source === "store") && alias === usual && configured !== source;

  if (!builtIn) {
    if (!isObject(entry)) {
      const known = Object.keys(providers).filter((key) => {
        const other = providers[key];
        return isObject(other) && other["source"] === source;
      });
      const own = source === "env" || source === "store" ? usual : undefined;
      return { kind: "unknown-alias", alias, known, builtIn: own };
    }
    if (configured === undefined)
      return { kind: "undecidable", why: `secrets.providers.${show(alias)} is malformed` };
    if (configured !== source) return { kind: "wrong-source", alias, configured };
  }
  const settings = builtIn || !isObject(entry) ? {} : entry;
  if (settings["pluginIntegration"] !== undefined)
    return { kind: "undecidable", why: "a plugin supplies it" };

  switch (source) {
    case "env": {
      const allowlist = settings["allowlist"];
      if (Array.isArray(allowlist) && !allowlist.includes(id)) {
        return { kind: "not-allowed", alias, allowsNone: allowlist.length === 0 };
      }
      return { kind: "variable", resolution: context.environment.lookup(id) };
    }
    case "store":
      return { kind: "undecidable", why: "OpenClaw's own secret store holds it, or does not" };
    case "file":
      return checkFile(id, settings, context);
    case "exec":
      return checkExec(settings, context);
  }
}

/** The alias that needs no entry: `secrets.defaults.<source>`, else `default`. */
export function defaultAlias(secrets: unknown, source: string): string {
  const defaults = isObject(secrets) && isObject(secrets["defaults"]) ? secrets["defaults"] : {};
  const written = defaults[source];
  return typeof written === "string" && written.trim() !== "" ? written.trim() : "default";
}
