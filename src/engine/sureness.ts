import type { ConfigPath } from "../core/config-path.ts";
import { ownValue } from "../core/own-value.ts";
import { type ExpandedConfig, mergedAt } from "../expand/expanded-config.ts";
import type { UnsurePart } from "../expand/unsure-parts.ts";
import type { Place } from "./locate-problem.ts";
import type { Check, RuleSubject } from "./rule.ts";

/** Says whether a check's word on a place holds whatever the broken parts of a config may hold. */
export type Sureness = (check: Check, subject: RuleSubject, place: Place) => boolean;

/**
 * Judges what rules say of a config with broken parts.
 *
 * In: the config as far as it could be read, and its unsure parts. Out: a test that lets a finding through when neither
 * its place nor anything that its rule leans on lies in such a part.
 */
export function createSureness(config: ExpandedConfig, parts: readonly UnsurePart[]): Sureness {
  return (check, subject, place) =>
    parts.every((part) => {
      if (isInside(check, place, part)) return false;
      return leansOn(check, subject, place.path).every((path) => !mayHold(config, part, path));
    });
}

/** True where a finding's own place is unsure. */
function isInside({ id }: Check, { document, path, start, merged }: Place, part: UnsurePart): boolean {
  const above = path.length <= part.path.length && meets(path, part.path);
  switch (part.kind) {
    case "rest":
      if (document === part.document && start >= part.start) return true;
      // An object or list that is still open there may yet get what it lacks.
      return (
        (above || (document === part.document && (merged === undefined || merged.node.end > part.start))) &&
        !OF_KEYS.has(id)
      );
    case "include":
      return (above || meets(path, part.path)) && !OF_OWN_TEXT.has(id);
    case "gap":
      return above && !OF_KEYS.has(id);
    case "value":
      if (path.length >= part.path.length && meets(path, part.path)) return true;
      return above && !OF_KEYS.has(id);
  }
}

/** Rules whose word on a key does not hang on what stands behind the key. */
const OF_KEYS: ReadonlySet<string> = new Set(["unknown-key", "future-key", "retired-key", "duplicate-key"]);

/** Rules of what a text holds itself; an included file is merged below it and changes nothing of that. */
const OF_OWN_TEXT: ReadonlySet<string> = new Set([
  ...OF_KEYS,
  "base-url-form",
  "header-value",
  "invalid-value",
  "literal-secret",
  "placeholder-secret",
  "redacted-secret",
  "secret-in-url",
]);

const EVERYTHING: readonly ConfigPath[] = [[]];
const REFERENCES: readonly ConfigPath[] = [
  ["models"],
  ["auth"],
  ["plugins"],
  ["agents", "defaults", "models"],
  ["agents", "defaults", "modelPolicy"],
  ["agents", "defaults", "cliBackends"],
  ["agents", "entries", "*", "models"],
  ["agents", "list"],
];
const KEYS: readonly ConfigPath[] = [["env"], ["secrets"], ["auth"], ["plugins"]];

/** Beside its own place and block: what the rules of a subject look at. */
const BY_SUBJECT: Readonly<Record<RuleSubject, readonly ConfigPath[]>> = {
  syntax: [],
  structure: [],
  provider: [],
  cloudflare: [],
  model: [],
  reference: REFERENCES,
  secret: KEYS,
  environment: KEYS,
};

/** Rules that look further, or less far, than their subject. */
const BY_CHECK: Readonly<Record<string, readonly ConfigPath[]>> = {
  "unused-provider": EVERYTHING,
  "no-default-model": EVERYTHING,
  "no-request": EVERYTHING,
  "outside-allowlist": EVERYTHING,
  "implied-setting": EVERYTHING,
  "migrated-model": [],
  "older-form": [],
  "missing-credential": [...KEYS, ["models"]],
  "memory-search-key": [...KEYS, ["models"]],
  "overridden-key": [...KEYS, ["models"]],
  "image-model-text-only": REFERENCES,
  "literal-secret": [],
  "placeholder-secret": [],
  "redacted-secret": [],
  "secret-in-url": [],
};

/** Places of which OpenClaw knows more when the config names the plugin that brings it. */
const OF_PLUGINS: readonly ConfigPath[] = [["channels"], ["tools", "web", "search"]];

/** The places that a rule's word on a path hangs on; `*` stands for any name. */
function leansOn({ id }: Check, subject: RuleSubject, path: ConfigPath): readonly ConfigPath[] {
  const further = ownValue(BY_CHECK, id) ?? BY_SUBJECT[subject];
  if (subject === "syntax") return further;
  if (subject === "structure")
    return OF_PLUGINS.some((place) => place.length <= path.length && meets(place, path))
      ? [["plugins"]]
      : further;
  const block = path[0] === "models" && path[1] === "providers" ? path.slice(0, 3) : path.slice(0, -1);
  // A rule of a single text hangs on nothing beside it.
  return further.length === 0 && BY_CHECK[id] !== undefined ? further : [block, ...further];
}

/** True where what is unsure may hold, or be a part of, the value at a path. */
function mayHold(config: ExpandedConfig, part: UnsurePart, path: ConfigPath): boolean {
  if (!meets(path, part.path) && !(part.halfKey === true && mayBecome(part.path, path))) return false;
  if (part.kind !== "rest") return true;
  const wild = path.indexOf("*");
  const merged = mergedAt(config, wild < 0 ? path : path.slice(0, wild));
  // What was closed before the fault is as it stands.
  return (
    merged === undefined ||
    merged.members !== undefined ||
    (merged.document === part.document && merged.node.end > part.start)
  );
}

/** True where a path whose last name is half typed may yet lead to or through the other. */
function mayBecome(half: ConfigPath, path: ConfigPath): boolean {
  const last = half.length - 1;
  const name = path[last];
  return (
    typeof name === "string" &&
    name.startsWith(String(half[last])) &&
    meets(half.slice(0, last), path.slice(0, last))
  );
}

/** True where one path leads to or through the other. */
function meets(one: ConfigPath, other: ConfigPath): boolean {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    if (one[index] !== "*" && other[index] !== "*" && String(one[index]) !== String(other[index]))
      return false;
  }
  return true;
}
