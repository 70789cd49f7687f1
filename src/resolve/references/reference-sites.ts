import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";

/**
 * What a place takes.
 * - selector: `provider/model`, an alias, or a bare name
 * - literal: `provider/model` only
 * - key: a key of a `models` map, which may be a wildcard
 * - allow: an entry of `modelPolicy.allow`
 */
export type ReferenceKind = "selector" | "literal" | "key" | "allow";

/** What the model at a place is for. */
export type ReferenceRole = "text" | "image" | "generation" | "voice" | "settings" | "policy" | "helper";

/** One place of a config that names a model, with the text that stands there. */
export interface ReferenceSite {
  readonly path: ConfigPath;
  readonly on: "key" | "value";
  readonly text: string;
  readonly kind: ReferenceKind;
  readonly role: ReferenceRole;
  /** Index in a fallback list; undefined for a primary or a single value. */
  readonly fallback: number | undefined;
  /** The agent the place belongs to; undefined for defaults and root sections. */
  readonly agent: string | number | undefined;
  /** The empty string is a legal way to say "off" here. */
  readonly emptyIsOff: boolean;
  /** OpenClaw refuses a retired model here (its core collector walks this place). */
  readonly collected: boolean;
}

interface SitePattern {
  readonly path: string;
  readonly kind: ReferenceKind;
  readonly role: ReferenceRole;
  readonly emptyIsOff?: boolean;
  readonly collected?: false;
}

/**
 * Every config path that holds a reference in 2026.9.6 (OpenClaw's own collector, plus the places that only its
 * schema or code name). `*` stands for any key, `[]` for any item. A value is a string or `{primary, fallbacks}`.
 */
const AGENT_PATTERNS: readonly SitePattern[] = [
  { path: "model", kind: "selector", role: "text" },
  { path: "utilityModel", kind: "selector", role: "helper", emptyIsOff: true },
  { path: "decisionModel", kind: "literal", role: "helper", emptyIsOff: true, collected: false },
  { path: "subagents.model", kind: "selector", role: "text" },
  { path: "heartbeat.model", kind: "selector", role: "text" },
  { path: "models.#", kind: "key", role: "settings" },
  { path: "modelPolicy.allow[]", kind: "allow", role: "policy", collected: false },
];

const DEFAULTS_PATTERNS: readonly SitePattern[] = [
  ...AGENT_PATTERNS,
  { path: "imageModel", kind: "selector", role: "image" },
  { path: "pdfModel", kind: "selector", role: "helper" },
  { path: "voiceModel", kind: "literal", role: "voice" },
  { path: "mediaModels.image", kind: "literal", role: "generation" },
  { path: "mediaModels.video", kind: "literal", role: "generation" },
  { path: "mediaModels.music", kind: "literal", role: "generation" },
  { path: "imageGenerationModel", kind: "literal", role: "generation" },
  { path: "videoGenerationModel", kind: "literal", role: "generation" },
  { path: "musicGenerationModel", kind: "literal", role: "generation" },
  { path: "compaction.model", kind: "selector", role: "helper" },
  { path: "compaction.memoryFlush.model", kind: "selector", role: "helper" },
  { path: "embeddedAgent.cyberFailover.model", kind: "selector", role: "helper", collected: false },
];

const ENTRY_PATTERNS: readonly SitePattern[] = [
  ...AGENT_PATTERNS,
  { path: "tools.exec.reviewer.model", kind: "selector", role: "helper" },
  { path: "tts.summaryModel", kind: "selector", role: "helper" },
];

const ROOT_PATTERNS: readonly SitePattern[] = [
  { path: "tools.exec.reviewer.model", kind: "selector", role: "helper" },
  { path: "tools.media.image.preferredModel", kind: "literal", role: "helper" },
  { path: "tools.media.audio.preferredModel", kind: "literal", role: "helper" },
  { path: "tools.media.video.preferredModel", kind: "literal", role: "helper" },
  { path: "tts.summaryModel", kind: "selector", role: "helper" },
  { path: "channels.modelByChannel.*.*", kind: "selector", role: "text" },
  { path: "hooks.mappings[].model", kind: "selector", role: "text" },
  { path: "hooks.gmail.model", kind: "selector", role: "text" },
  { path: "channels.discord.voice.model", kind: "selector", role: "voice" },
  { path: "channels.discord.accounts.*.voice.model", kind: "selector", role: "voice" },
  { path: "channels.discord.voice.tts.summaryModel", kind: "selector", role: "helper" },
  { path: "channels.discord.accounts.*.voice.tts.summaryModel", kind: "selector", role: "helper" },
  { path: "channels.clickclack.model", kind: "selector", role: "text", collected: false },
  { path: "channels.clickclack.accounts.*.model", kind: "selector", role: "text", collected: false },
  { path: "channels.*.tts.summaryModel", kind: "selector", role: "helper", collected: false },
  { path: "channels.*.accounts.*.tts.summaryModel", kind: "selector", role: "helper", collected: false },
];

/** Models that plugins of OpenClaw's own ask, below `plugins.entries`. One that is switched off asks none. */
const PLUGIN_PATTERNS: Readonly<Record<string, readonly SitePattern[]>> = {
  "active-memory": [
    { path: "config.model", kind: "selector", role: "helper", collected: false },
    { path: "config.modelFallback", kind: "selector", role: "helper", collected: false },
  ],
  imap: [{ path: "config.accounts.*.model", kind: "selector", role: "text", collected: false }],
  logbook: [{ path: "config.visionModel", kind: "literal", role: "image", collected: false }],
  "memory-core": [
    { path: "config.dreaming.model", kind: "selector", role: "helper", collected: false },
    {
      path: "config.dreaming.execution.defaults.model",
      kind: "selector",
      role: "helper",
      collected: false,
    },
    {
      path: "config.dreaming.phases.*.execution.model",
      kind: "selector",
      role: "helper",
      collected: false,
    },
  ],
};

/** Finds every place of a merged config that names a model. */
export function findReferenceSites(config: unknown): readonly ReferenceSite[] {
  const sites: ReferenceSite[] = [];
  if (!isObject(config)) return sites;
  const agents = config["agents"];
  if (isObject(agents)) {
    const base: ConfigPath = ["agents", "defaults"];
    collect(agents["defaults"], base, DEFAULTS_PATTERNS, undefined, sites);
    if (isObject(agents["entries"])) {
      for (const [id, entry] of Object.entries(agents["entries"])) {
        collect(entry, ["agents", "entries", id], ENTRY_PATTERNS, id, sites);
      }
    }
    if (Array.isArray(agents["list"])) {
      agents["list"].forEach((entry, index) => {
        collect(entry, ["agents", "list", index], ENTRY_PATTERNS, index, sites);
      });
    }
  }
  collect(config, [], ROOT_PATTERNS, undefined, sites);
  for (const [plugin, patterns] of Object.entries(PLUGIN_PATTERNS)) {
    const entry = valueAt(config, ["plugins", "entries", plugin]);
    if (isObject(entry) && entry["enabled"] !== false)
      collect(entry, ["plugins", "entries", plugin], patterns, undefined, sites);
  }
  return sites;
}

function collect(
  value: unknown,
  base: ConfigPath,
  patterns: readonly SitePattern[],
  agent: string | number | undefined,
  sites: ReferenceSite[],
): void {
  for (const pattern of patterns) {
    walk(value, [...base], stepsOf(pattern), 0, (found, path, on) => {
      const add = (text: unknown, at: ConfigPath, fallback?: number) => {
        if (typeof text !== "string") return;
        sites.push({
          path: at,
          on,
          text,
          kind: pattern.kind,
          role: pattern.role,
          emptyIsOff: pattern.emptyIsOff ?? false,
          collected: pattern.collected ?? true,
          fallback,
          agent,
        });
      };
      if (!isObject(found)) {
        add(found, path);
        return;
      }
      add(found["primary"], [...path, "primary"]);
      const { fallbacks } = found;
      if (Array.isArray(fallbacks)) {
        fallbacks.forEach((item, index) => {
          add(item, [...path, "fallbacks", index], index);
        });
      }
    });
  }
}

const steps = new Map<SitePattern, readonly string[]>();

/** The steps of a pattern's path, `[]` being one of its own. */
function stepsOf(pattern: SitePattern): readonly string[] {
  let own = steps.get(pattern);
  if (own === undefined) {
    own = pattern.path.replaceAll("[]", ".[]").split(".");
    steps.set(pattern, own);
  }
  return own;
}

type Visit = (found: unknown, path: ConfigPath, on: "key" | "value") => void;

/**
 * Calls `visit` for each place that the steps from the one at `next` on lead to; `#` visits the keys of a map instead
 * of its values. `path` is put back as it was: most steps lead nowhere, and each would copy it.
 */
function walk(
  value: unknown,
  path: (string | number)[],
  steps: readonly string[],
  next: number,
  visit: Visit,
): void {
  const step = steps[next];
  if (step === undefined) {
    visit(value, [...path], "value");
  } else if (step === "[]") {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1)
        walkBelow(value[index], index, path, steps, next, visit);
    }
  } else if (!isObject(value)) {
    return;
  } else if (step === "#") {
    for (const name of Object.keys(value)) visit(name, [...path, name], "key");
  } else if (step === "*") {
    for (const name of Object.keys(value)) walkBelow(value[name], name, path, steps, next, visit);
  } else if (Object.hasOwn(value, step)) {
    walkBelow(value[step], step, path, steps, next, visit);
  }
}

function walkBelow(
  child: unknown,
  segment: string | number,
  path: (string | number)[],
  steps: readonly string[],
  next: number,
  visit: Visit,
): void {
  path.push(segment);
  walk(child, path, steps, next + 1, visit);
  path.pop();
}
