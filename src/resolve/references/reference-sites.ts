import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import data from "../../data/reference-places.json" with { type: "json" };

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

/** A place of `src/data/reference-places.json`. */
interface SitePattern {
  readonly path: string;
  readonly kind: ReferenceKind;
  readonly role: ReferenceRole;
  readonly emptyIsOff?: boolean;
  readonly collected?: boolean;
}

const AGENT: readonly SitePattern[] = data.agent as readonly SitePattern[];
const DEFAULTS: readonly SitePattern[] = [...AGENT, ...(data.defaults as readonly SitePattern[])];
const ENTRY: readonly SitePattern[] = [...AGENT, ...(data.entries as readonly SitePattern[])];
const ROOT = data.root as readonly SitePattern[];

/** Models that plugins of OpenClaw's own ask. One that is switched off asks none. */
const PLUGINS = data.plugins as Readonly<Record<string, readonly SitePattern[]>>;

/** Finds every place of a merged config that names a model. */
export function findReferenceSites(config: unknown): readonly ReferenceSite[] {
  const sites: ReferenceSite[] = [];
  if (!isObject(config)) return sites;
  const agents = config["agents"];
  if (isObject(agents)) {
    const base: ConfigPath = ["agents", "defaults"];
    collect(agents["defaults"], base, DEFAULTS, undefined, sites);
    if (isObject(agents["entries"])) {
      for (const [id, entry] of Object.entries(agents["entries"])) {
        collect(entry, ["agents", "entries", id], ENTRY, id, sites);
      }
    }
    if (Array.isArray(agents["list"])) {
      agents["list"].forEach((entry, index) => {
        collect(entry, ["agents", "list", index], ENTRY, index, sites);
      });
    }
  }
  collect(config, [], ROOT, undefined, sites);
  for (const [plugin, patterns] of Object.entries(PLUGINS)) {
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
