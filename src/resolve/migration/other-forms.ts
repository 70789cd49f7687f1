import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";

/*
 * Keys that left and whose values OpenClaw's own migration writes elsewhere in another form (conformance/migrations.json5
 * has the cases that it was asked about).
 */

/** A value and where it goes. */
export interface PlacedValue {
  readonly path: ConfigPath;
  readonly value: unknown;
}

/** What takes the place of a key. */
export interface OtherForm {
  /** Written where nothing stands yet. */
  readonly also: readonly PlacedValue[];
  /** Written whatever stands there. */
  readonly over: readonly PlacedValue[];
}

type Config = Readonly<Record<string, unknown>>;

/**
 * What takes the place of a key that left, where that hangs on its value; "waits" where something else has to be moved
 * first, and undefined for all other keys.
 */
export function otherFormOf(path: ConfigPath, config: Config): OtherForm | "waits" | undefined {
  const value = valueAt(config, path);
  switch (path.join(".")) {
    case "audio":
      return transcription(value, config);
    case "memory.qmd":
      return ofQmd(value, config);
    case "tools.media.image.models":
    case "tools.media.audio.models":
    case "tools.media.video.models":
      return ofMediaModels(String(path[2]), value, config);
    default:
      return isAckReaction(path) ? ofAckReaction(path, value, config) : undefined;
  }
}

const MEDIA: ConfigPath = ["tools", "media"];

/** A command that writes out what was said becomes a model of that kind, unless one is there. */
function transcription(audio: unknown, config: Config): OtherForm | undefined {
  if (!isObject(audio) || Object.keys(audio).join() !== "transcription") return undefined;
  const command = valueAt(audio, ["transcription", "command"]);
  const [program, ...args] = Array.isArray(command) ? command : [];
  const older = valueAt(config, [...MEDIA, "audio", "models"]);
  const models = valueAt(config, [...MEDIA, "models"]) ?? [];
  const hears = (one: unknown) => {
    const capabilities = valueAt(one, ["capabilities"]);
    return Array.isArray(capabilities) && capabilities.includes("audio");
  };
  if (!Array.isArray(models)) return undefined;
  if (typeof program !== "string" || older !== undefined || models.some(hears)) return { also: [], over: [] };
  const timeoutSeconds = valueAt(audio, ["transcription", "timeoutSeconds"]);
  const model = {
    type: "cli",
    command: program,
    ...(args.length > 0 ? { args } : {}),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    capabilities: ["audio"],
  };
  return {
    also: [],
    over: [
      { path: [...MEDIA, "models"], value: [...models, model] },
      { path: [...MEDIA, "audio", "enabled"], value: true },
      { path: [...MEDIA, "audio", "preferredModel"], value: `cli:${program}` },
    ],
  };
}

/** In the order in which their models come to stand in the one list. */
const CAPABILITIES = ["image", "audio", "video"];

/** The models of one capability go before those of the list for all; the last capability goes first. */
function ofMediaModels(capability: string, own: unknown, config: Config): OtherForm | "waits" | undefined {
  const later = CAPABILITIES.slice(CAPABILITIES.indexOf(capability) + 1);
  if (later.some((one) => valueAt(config, [...MEDIA, one, "models"]) !== undefined)) return "waits";
  const path = [...MEDIA, "models"];
  const all = valueAt(config, path) ?? [];
  if (!Array.isArray(all)) return undefined;
  const moved = (Array.isArray(own) ? own : []).flatMap((model: unknown) => {
    if (!isObject(model)) return [];
    const { capabilities } = model;
    const isMeant = !Array.isArray(capabilities) || capabilities.includes(capability);
    return isMeant ? [{ ...model, capabilities: [capability] }] : [];
  });
  return { also: [], over: moved.length === 0 ? [] : [{ path, value: [...moved, ...all] }] };
}

const SEARCH: ConfigPath = ["memory", "search"];

/** Of a search by qmd two settings have a counterpart: whether sessions are searched, and what lies elsewhere. */
function ofQmd(qmd: unknown, config: Config): OtherForm | "waits" | undefined {
  // It becomes memory.search as a whole.
  if (valueAt(config, ["agents", "defaults", "memorySearch"]) !== undefined) return "waits";
  const sources = valueAt(config, [...SEARCH, "sources"]) ?? ["memory"];
  const places = valueAt(config, [...SEARCH, "extraPaths"]) ?? [];
  if (!Array.isArray(sources) || !Array.isArray(places)) return undefined;
  const hasSessions = valueAt(qmd, ["sessions", "enabled"]) === true;
  const paths = valueAt(qmd, ["paths"]);
  const further = (Array.isArray(paths) ? paths : []).flatMap((one: unknown): unknown[] => {
    const path = valueAt(one, ["path"]);
    const pattern = valueAt(one, ["pattern"]);
    if (typeof path !== "string") return [];
    if (typeof pattern === "string") return [{ path, pattern }];
    return places.includes(path) ? [] : [path];
  });
  if (!hasSessions && further.length === 0) return undefined;
  return {
    also: hasSessions ? [{ path: [...SEARCH, "experimental", "sessionMemory"], value: true }] : [],
    over: [
      ...(hasSessions && !sources.includes("sessions")
        ? [{ path: [...SEARCH, "sources"], value: [...sources, "sessions"] }]
        : []),
      ...(further.length > 0 ? [{ path: [...SEARCH, "extraPaths"], value: [...places, ...further] }] : []),
    ],
  };
}

/** The scopes for direct messages answered with a sign and for those that are not, by which messages of groups are. */
const SCOPES: Readonly<Record<"direct" | "group", Readonly<Record<string, string>>>> = {
  direct: { never: "direct", always: "all" }, // mentions: the scope that goes without saying
  group: { never: "off", mentions: "group-mentions", always: "group-all" },
};

function isAckReaction(path: ConfigPath): boolean {
  const isPlace = path.length === 3 || (path.length === 5 && path[2] === "accounts");
  return isPlace && path[0] === "channels" && path[1] === "whatsapp" && path.at(-1) === "ackReaction";
}

/** Where the channel has a sign of its own, those of its accounts go. */
function ofAckReaction(path: ConfigPath, value: unknown, config: Config): OtherForm | undefined {
  if (!isObject(value)) return undefined;
  if (path.length > 3 && valueAt(config, ["channels", "whatsapp", "ackReaction"]) !== undefined)
    return { also: [], over: [] };
  const { emoji = "👀", direct = true, group = "mentions" } = value;
  const scope = ownValue(SCOPES[direct === false ? "group" : "direct"], String(group));
  return {
    also: [
      { path: ["messages", "ackReaction"], value: emoji },
      ...(scope === undefined ? [] : [{ path: ["messages", "ackReactionScope"], value: scope }]),
    ],
    over: [],
  };
}
