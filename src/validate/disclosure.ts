import type { ConfigPath } from "../core/config-path.ts";
import { HIDDEN, hideSecrets, isReference, looksSecret } from "../core/secrecy.ts";
import { type GateNode, linkedNode } from "../schema/gate-table.ts";
import { gateNode, linkTo, ROOT_NODE } from "./gate-lookup.ts";
import { nearestName } from "./nearest-name.ts";
import { keysOf, sectionPlace } from "./sections/section-places.ts";
import { isGenerated } from "./sections/section-tables.ts";

/** What the schema says of a place: it holds a secret; a name, number, choice or reference; or it says nothing. */
export type Disclosure = "secret" | "open" | "unknown";

/**
 * Whether the value at a place of a config may be shown, from the schema alone: `secret: true` there or above it, a
 * place it describes, or neither. A misspelt key is what its nearest right name is. Array indexes may be numbers or
 * digits.
 */
export function disclosureOf(path: ConfigPath): Disclosure {
  if (path[0] === "env") return isShellEnv(path) ? "open" : "secret";
  if (isGenerated(path[0])) return disclosureInSection(path);
  let node: GateNode = gateNode(ROOT_NODE);
  let known = true;
  for (const [index, segment] of path.entries()) {
    // An object of which the schema says nothing but that it is one says nothing of what stands in its place.
    if (!known || (node.r === 0 && node.k === undefined)) return "unknown";
    const isIndex = typeof segment === "number" || /^\d+$/u.test(segment);
    if (isIndex && node.i !== undefined) {
      node = gateNode(node.i);
    } else if (isIndex && node.k === undefined && node.r === undefined) {
      continue; // an item of a plain list: as the list itself
    } else {
      const named = keyOf(node, String(segment));
      const link = named === undefined ? undefined : linkTo(node, named);
      if (link === undefined) return "unknown";
      // A map of what the schema does not describe says nothing of its values.
      if (link === 0 && node.k?.[named ?? ""] === undefined) known = false;
      node = gateNode(linkedNode(link));
    }
    if (node.s === 2) return "unknown";
    if (node.s === 1) return isPartOfReference(path.slice(index + 1)) ? "open" : "secret";
  }
  if (!known || (node.r === 0 && node.k === undefined)) return "unknown"; // as above
  // What stands for a map of secrets may be one of them.
  return node.r !== undefined && gateNode(linkedNode(node.r)).s === 1 ? "secret" : "open";
}

/**
 * In a generated section what takes choices, numbers and switches alone is open: a free text there may be anything that
 * was pasted, an address with a password in it included, unless the schema calls it a secret anyway.
 */
function disclosureInSection(path: ConfigPath): Disclosure {
  const place = sectionPlace(path);
  if (place === undefined) return "unknown";
  if (place.secret) return place.below > 0 && isPartOfReference(path.slice(-place.below)) ? "open" : "secret";
  const leaves = place.nodes.filter(({ type, enum: values }) => type !== undefined || values !== undefined);
  const isChoice =
    leaves.length > 0 &&
    leaves.every(({ type, enum: values }) => values !== undefined || !FREE.has(String(type)));
  return isChoice ? "open" : "unknown";
}

const FREE: ReadonlySet<string> = new Set(["string", "object", "array"]);

/** True where the schema says what may stand at a place, so that a value that is moved there is judged. */
export function isDescribed(path: ConfigPath): boolean {
  if (!isGenerated(path[0])) return disclosureOf(path) !== "unknown";
  return (sectionPlace(path)?.nodes ?? []).some(
    ({ type, enum: values }) => type !== undefined || values !== undefined,
  );
}

function isShellEnv([, section, ...rest]: ConfigPath): boolean {
  return section === "shellEnv" && rest.length === 1;
}

/** The three keys of a SecretRef are names; so are they in the map of them that headers are. */
function isPartOfReference(below: ConfigPath): boolean {
  const last = below.at(-1);
  return below.length > 0 && below.length <= 2 && (last === "source" || last === "provider" || last === "id");
}

/** The key as the schema has it, or the one that was meant. */
function keyOf(node: GateNode, key: string): string | undefined {
  if (linkTo(node, key) !== undefined) return key;
  return node.k === undefined ? undefined : nearestName(key, Object.keys(node.k));
}

/** The keys that the schema has at a place; empty where it names none. */
export function schemaKeysAt(path: ConfigPath): readonly string[] {
  if (isGenerated(path[0])) return keysOf(sectionPlace(path)?.nodes ?? []);
  let node: GateNode = gateNode(ROOT_NODE);
  for (const segment of path) {
    const isIndex = typeof segment === "number" || /^\d+$/u.test(segment);
    const link = isIndex && node.i !== undefined ? node.i : linkTo(node, String(segment));
    if (link === undefined) return [];
    node = gateNode(linkedNode(link));
  }
  return Object.keys(node.k ?? {});
}

/**
 * The text at a place of a config as it may be shown, steering characters not yet made visible. Texts that name a
 * variable and hold nothing are shown everywhere.
 */
export function disclose(path: ConfigPath, text: string): string {
  if (isReference(text)) return text;
  if (disclosureOf(path) !== "open" || text.length > 200) return HIDDEN;
  const isEnvId = path.at(-1) === "id" && disclosureOf(path.slice(0, -1)) === "secret";
  if (isEnvId && !/^(?:[A-Z][A-Z0-9_]{0,127}|\/.*|[\w.-]+(?:[/:][\w.-]+)*)$/u.test(text)) return HIDDEN;
  return hideSecrets(text);
}

/** A key as it may be shown: one that looks like a secret was pasted in the wrong place. */
export function discloseKey(name: string): string {
  return looksSecret(name) ? HIDDEN : name;
}
