import blocked from "../../data/environment/blocked-names.json" with { type: "json" };
import filter from "../../data/environment/working-folder-filter.json" with { type: "json" };
import type { BlockReason } from "./layer.ts";

/** Why a name is dropped, as a kind and in words. */
export interface Block {
  readonly reason: BlockReason;
  readonly why: string;
}

const HOST_NAMES: ReadonlySet<string> = new Set(blocked.names);
const CONFIG_ONLY: ReadonlySet<string> = new Set([...blocked.configOnly, ...blocked.own]);
const OWN: ReadonlySet<string> = new Set(blocked.own);
const CREDENTIALS: ReadonlySet<string> = new Set(filter.credentials);
const FIXED: ReadonlySet<string> = new Set(filter.fixed);

/** OpenClaw's rule for a portable variable name. */
export function isPortableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/u.test(name);
}

/** Why `env.vars` (and the older `env.NAME`) drops a name, or undefined when it does not. */
export function whyConfigDrops(name: string): Block | undefined {
  if (!isPortableName(name)) return { reason: "invalid-name", why: "not a variable name OpenClaw takes" };
  const upper = name.toUpperCase();
  if (CONFIG_ONLY.has(upper)) {
    return { reason: "fixed-name", why: "OpenClaw takes this setting from outside the config only" };
  }
  return whyHostDrops(upper, "env.vars");
}

/** Why `openclaw gateway install` leaves a name out of the service, or undefined when it does not. */
export function whyInstallDrops(name: string): Block | undefined {
  if (!isPortableName(name)) return { reason: "invalid-name", why: "not a variable name OpenClaw takes" };
  const upper = name.toUpperCase();
  if (OWN.has(upper)) return { reason: "fixed-name", why: "never copied into a service" };
  return whyHostDrops(upper, "the service's environment");
}

/** Why the working folder's `.env` may not set a name, or undefined when it may. */
export function whyWorkingFolderDrops(name: string, pluginNames: ReadonlySet<string>): Block | undefined {
  if (!isPortableName(name)) return { reason: "invalid-name", why: "not a variable name OpenClaw takes" };
  const upper = name.toUpperCase();
  if (CREDENTIALS.has(upper) || pluginNames.has(upper)) {
    return {
      reason: "provider-credential",
      why: "OpenClaw does not take provider credentials from the .env of a working folder",
    };
  }
  if (FIXED.has(upper)) {
    return {
      reason: "fixed-name",
      why: "OpenClaw does not take this name from the .env of a working folder",
    };
  }
  const prefix = filter.prefixes.find((text) => upper.startsWith(text));
  if (prefix !== undefined) {
    return { reason: "prefix", why: `OpenClaw takes no ${prefix}* from the .env of a working folder` };
  }
  const suffix = filter.suffixes.find((text) => upper.endsWith(text));
  if (suffix !== undefined) {
    return { reason: "suffix", why: `OpenClaw takes no *${suffix} from the .env of a working folder` };
  }
  const words = `_${upper.split("_").filter(Boolean).join("_")}_`;
  const sequence = filter.wordSequences.find((text) => words.includes(`_${text}_`));
  if (sequence !== undefined) {
    return {
      reason: "word-sequence",
      why: `OpenClaw takes no name with ${sequence} from the .env of a working folder`,
    };
  }
  return whyHostDrops(upper, "the .env of a working folder");
}

function whyHostDrops(upper: string, where: string): Block | undefined {
  const prefix = blocked.prefixes.find((text) => upper.startsWith(text));
  const held =
    HOST_NAMES.has(upper) ||
    prefix !== undefined ||
    /^CARGO_TARGET_[A-Z0-9_]+_(?:LINKER|RUNNER)$/u.test(upper);
  if (!held) return undefined;
  const what = prefix === undefined ? "this name" : `names with ${prefix}`;
  return {
    reason: "host-name",
    why: `OpenClaw takes ${what} from the process environment only, not from ${where}`,
  };
}
