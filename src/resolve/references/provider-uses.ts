import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { normalizeProviderId } from "../providers/catalogue.ts";

/**
 * What a provider is named for, other than by a model reference.
 * - media: it looks at images, sound or video that come in; it needs the key that its models need
 * - speech: it speaks or listens; most take a key of their own beside its name
 * - memory: it makes embeddings for the memory's search
 * - web: it searches or reads the web
 * - task: it runs the tasks of a plugin
 */
export type ProviderUseKind = "media" | "speech" | "memory" | "web" | "task";

/** A place that names a provider, and no model with it. */
export interface ProviderUse {
  readonly path: ConfigPath;
  readonly kind: ProviderUseKind;
  /** The id as OpenClaw compares it there. */
  readonly provider: string;
}

/** Names that OpenClaw 2026.9.6 takes for another provider's where media are looked at, and where speech is made. */
const MEDIA_NAMES: Readonly<Record<string, string>> = {
  gemini: "google",
  "minimax-cn": "minimax",
  "minimax-portal-cn": "minimax-portal",
};
const SPEECH_NAMES: Readonly<Record<string, string>> = { edge: "microsoft" };

/** Words that stand where a provider may, and name none. */
const NO_PROVIDERS: ReadonlySet<string> = new Set(["", "auto", "none", "off", "local"]);

type Block = Readonly<Record<string, unknown>>;

/** Every place of a merged config that names a provider without a model. What is switched off is left out. */
export function findProviderUses(config: unknown): readonly ProviderUse[] {
  const uses: ProviderUse[] = [];
  const add = (kind: ProviderUseKind, path: ConfigPath, name: unknown) => {
    if (typeof name !== "string" || name.includes("$")) return;
    const id = normalizeProviderId(name);
    if (NO_PROVIDERS.has(id)) return;
    const others = kind === "media" ? MEDIA_NAMES : kind === "speech" ? SPEECH_NAMES : {};
    uses.push({ path, kind, provider: Object.hasOwn(others, id) ? (others[id] ?? id) : id });
  };
  const block = (path: ConfigPath): Block => {
    const found = valueAt(config, path);
    return isObject(found) && found["enabled"] !== false ? found : {};
  };
  const speech = (at: ConfigPath) => {
    const settings = block(at);
    add("speech", [...at, "provider"], settings["provider"]);
    for (const [id, one] of Object.entries(isObject(settings["providers"]) ? settings["providers"] : {}))
      if (!(isObject(one) && one["enabled"] === false)) add("speech", [...at, "providers", id], id);
    const personas = isObject(settings["personas"]) ? settings["personas"] : {};
    for (const id of Object.keys(personas))
      add("speech", [...at, "personas", id, "provider"], valueAt(personas, [id, "provider"]));
  };
  const memory = (at: ConfigPath) => {
    const settings = block(at);
    add("memory", [...at, "provider"], settings["provider"]);
    add("memory", [...at, "fallback"], settings["fallback"]);
  };

  const media = valueAt(config, ["tools", "media", "models"]);
  for (const [index, entry] of Array.isArray(media) ? media.entries() : [])
    if (isObject(entry) && entry["type"] !== "cli")
      add("media", ["tools", "media", "models", index, "provider"], entry["provider"]);
  for (const tool of ["search", "fetch"])
    add("web", ["tools", "web", tool, "provider"], block(["tools", "web", tool])["provider"]);
  memory(["memory", "search"]);
  memory(["agents", "defaults", "memorySearch"]);
  for (const at of agentPaths(config)) {
    memory([...at, "memory", "search"]);
    memory([...at, "memorySearch"]);
    speech([...at, "tts"]);
  }
  speech(["tts"]);
  speech(["messages", "tts"]);
  speech(["talk"]);
  speech(["talk", "realtime"]);
  for (const at of channelPaths(config)) {
    speech([...at, "tts"]);
    speech([...at, "voice", "tts"]);
    speech([...at, "voice", "realtime"]);
  }
  const task: ConfigPath = ["plugins", "entries", "llm-task"];
  if (Object.keys(block(task)).length > 0)
    add(
      "task",
      [...task, "config", "defaultProvider"],
      valueAt(config, [...task, "config", "defaultProvider"]),
    );
  return uses;
}

function agentPaths(config: unknown): readonly ConfigPath[] {
  const entries = valueAt(config, ["agents", "entries"]);
  const list = valueAt(config, ["agents", "list"]);
  return [
    ...(isObject(entries) ? Object.keys(entries) : []).map((id): ConfigPath => ["agents", "entries", id]),
    ...(Array.isArray(list) ? [...list.keys()] : []).map((index): ConfigPath => ["agents", "list", index]),
  ];
}

/** Each channel that is on, and each account of it. */
function channelPaths(config: unknown): readonly ConfigPath[] {
  const channels = valueAt(config, ["channels"]);
  const isOn = (value: unknown): value is Block => isObject(value) && value["enabled"] !== false;
  return Object.entries(isObject(channels) ? channels : {}).flatMap(([id, channel]): ConfigPath[] => {
    if (!isOn(channel)) return [];
    const { accounts } = channel;
    const own = Object.entries(isObject(accounts) ? accounts : {}).filter(([, account]) => isOn(account));
    return [["channels", id], ...own.map(([name]): ConfigPath => ["channels", id, "accounts", name])];
  });
}
