import { gatesText } from "../../build/release-gates.js";
import type { ConfigPath } from "../core/config-path.ts";
import {
  type GateLink,
  type GateNode,
  type GateTable,
  type KeyGate,
  linkedGate,
  linkedNode,
} from "../schema/gate-table.ts";

const EMPTY = oneShape({});
let nodes: readonly GateNode[] | undefined;

/** The node of a place in the table; places outside it are empty. */
export function gateNode(place: number): GateNode {
  // Read when first needed: most runs of the program (--help, rules) never do.
  // The text is written from a GateTable by scripts/generate-schema.ts.
  nodes ??= (JSON.parse(gatesText()) as GateTable).nodes.map(oneShape);
  return nodes[place] ?? EMPTY;
}

/** A node with all properties in one order: the engine is quicker with objects that are alike. */
function oneShape({ k, r, i, v, n, o, s }: GateNode): GateNode {
  return { k, r, i, v, n, o, s };
}

/** The node of the root of a config. */
export const ROOT_NODE = 1;

/** The node that describes a place in a config; the empty node where the schema does not say. */
export function gateNodeAt(path: ConfigPath): GateNode {
  let place = ROOT_NODE;
  for (const segment of path) {
    const node = gateNode(place);
    if (typeof segment === "number") place = node.i ?? 0;
    else {
      const link = linkTo(node, segment);
      place = link === undefined ? 0 : linkedNode(link);
    }
  }
  return gateNode(place);
}

/** The link to what a key of an object holds; undefined where the schema does not say. */
export function linkTo(node: GateNode, key: string): GateLink | undefined {
  // Under a key such as `constructor` stands what every object inherits, which is neither a number nor a list.
  const named = node.k?.[key];
  return typeof named === "number" || Array.isArray(named) ? named : node.r;
}

/** True where a value at this place is a secret, or a map of them. */
export function isSecretPlace(path: ConfigPath): boolean {
  if (path[0] === "env" && path.length > 1) return true;
  return path.some((_, index) => gateNodeAt(path.slice(0, index + 1)).s === 1);
}

/** The keys that an object may have in a release (given by its place in RELEASE_LINES), in the schema's order. */
export function liveKeys(node: GateNode, release: number): readonly string[] {
  const known = live.get(node)?.get(release);
  if (known !== undefined) return known;
  const keys: string[] = [];
  for (const [key, link] of Object.entries(node.k ?? {})) {
    if (isLive(linkedGate(link), release)) keys.push(key);
  }
  const ofNode = live.get(node) ?? new Map<number, readonly string[]>();
  live.set(node, ofNode.set(release, keys));
  return keys;
}

const live = new WeakMap<GateNode, Map<number, readonly string[]>>();

/** True where a key with this lifetime exists in a release. */
export function isLive(gate: KeyGate | undefined, release: number): boolean {
  if (gate === undefined) return true;
  return (gate.s === undefined || release >= gate.s) && (gate.u === undefined || release <= gate.u);
}
