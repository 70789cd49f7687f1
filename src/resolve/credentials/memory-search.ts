import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { type ConfiguredProvider, providerOfKey } from "../providers/configured-providers.ts";
import { classifySecretInput, type SecretInput } from "../secrets/secret-input.ts";
import type { CredentialResolution } from "./credential-resolution.ts";

/** A provider that the memory's search asks for embeddings, as the config names it. */
export interface MemorySearchUse {
  /** Where its name stands. */
  readonly path: ConfigPath;
  readonly name: string;
  /** known: one that OpenClaw or models.providers has; unknown: neither; keyless: it needs no key of its own. */
  readonly kind: "known" | "unknown" | "keyless";
  /** What stands at `remote.apiKey`, which goes before the provider's own key, and where. */
  readonly remoteKey: SecretInput;
  readonly remotePath: ConfigPath;
  /** For `known`: the key of the provider itself. */
  readonly credential: CredentialResolution | undefined;
}

/** The embedding providers of OpenClaw and its plugins, with the id whose key each takes. (Schema of 2026.9.6.) */
const EMBEDDERS: Readonly<Record<string, string>> = {
  openai: "openai",
  gemini: "google",
  google: "google",
  voyage: "voyage",
  mistral: "mistral",
  deepinfra: "deepinfra",
  "github-copilot": "github-copilot",
};

/** Those that run here, sign by themselves, or take a key of their own at `remote` alone. */
const KEYLESS: ReadonlySet<string> = new Set([
  "auto",
  "none",
  "local",
  "ollama",
  "lmstudio",
  "bedrock",
  "amazon-bedrock",
  "openai-compatible",
]);

/** Every name that a person may have meant. */
export const EMBEDDING_PROVIDERS: readonly string[] = [...Object.keys(EMBEDDERS), ...KEYLESS];

/**
 * The providers that `memory.search` names, of the whole and of each agent, with `agents.defaults.memorySearch` of older
 * releases. Where the search is off, none.
 */
export function memorySearchUses(
  config: unknown,
  providers: readonly ConfiguredProvider[],
  credentialOf: (id: string) => CredentialResolution,
): readonly MemorySearchUse[] {
  return sections(config).flatMap(([base, section]): readonly MemorySearchUse[] => {
    if (section["enabled"] === false) return [];
    const remote = isObject(section["remote"]) ? section["remote"] : {};
    const remoteKey = classifySecretInput(remote["apiKey"], {
      fieldIsCredential: true,
      bareNames: new Set(),
    });
    return ["provider", "fallback"].flatMap((key): readonly MemorySearchUse[] => {
      const name = section[key];
      if (typeof name !== "string" || name.trim() === "") return [];
      const id = name.trim().toLowerCase();
      const owner = ownValue(EMBEDDERS, id) ?? providerOfKey(providers, id)?.key;
      const kind = KEYLESS.has(id) ? "keyless" : owner === undefined ? "unknown" : "known";
      return [
        {
          path: [...base, key],
          name: name.trim(),
          kind,
          // A fallback has no section of its own.
          remoteKey: key === "provider" ? remoteKey : { kind: "unset" },
          remotePath: [...base, "remote", "apiKey"],
          credential: owner === undefined || kind !== "known" ? undefined : credentialOf(owner),
        },
      ];
    });
  });
}

function sections(config: unknown): readonly (readonly [ConfigPath, Readonly<Record<string, unknown>>])[] {
  const agents = valueAt(config, ["agents"]);
  const entries = isObject(agents) && isObject(agents["entries"]) ? Object.keys(agents["entries"]) : [];
  const list = isObject(agents) && Array.isArray(agents["list"]) ? [...agents["list"].keys()] : [];
  const places: readonly ConfigPath[] = [
    ["memory", "search"],
    ["agents", "defaults", "memorySearch"],
    ...entries.map((id): ConfigPath => ["agents", "entries", id, "memory", "search"]),
    ...list.map((index): ConfigPath => ["agents", "list", index, "memorySearch"]),
  ];
  return places.flatMap((place) => {
    const section = valueAt(config, place);
    return isObject(section) ? [[place, section] as const] : [];
  });
}
