import { type ConfigPath, isObject } from "../core/config-path.ts";
import { refused, type SchemaProblem } from "../core/schema-problem.ts";
import { type GateNode, type KeyGate, linkedGate, linkedNode } from "../schema/gate-table.ts";
import { RELEASE_LINES, type ReleaseLine, releaseIndex } from "../schema/releases.ts";
import { holds, type OnlyLimit } from "../schema/source.ts";
import { listMigrates } from "./agent-list.ts";
import { gateNode, isLive, linkTo, ROOT_NODE } from "./gate-lookup.ts";
import { nearestName } from "./nearest-name.ts";
import { holdsVariable, isOfType } from "./value-kind.ts";

/** What the walk found, and which values it has judged whole: further errors inside them say nothing new. */
export interface GateVerdict {
  readonly problems: readonly SchemaProblem[];
  readonly settled: readonly ConfigPath[];
}

/**
 * Finds the keys, values and shapes of a config that the release does not have yet or no longer has. Together with
 * the validator for everything that some release accepts, this is the schema of that release.
 */
export function walkGates(config: unknown, release: ReleaseLine): GateVerdict {
  const walk: Walk = { release, at: releaseIndex(release), problems: [], settled: [] };
  visit(config, ROOT_NODE, undefined, walk);
  return walk;
}

interface Walk {
  readonly release: ReleaseLine;
  readonly at: number;
  readonly problems: SchemaProblem[];
  readonly settled: ConfigPath[];
}

/** A place on the way down. The path is written out only where there is something to say, which is seldom. */
interface Step {
  readonly above: Step | undefined;
  readonly segment: string | number;
}

function pathOf(step: Step | undefined): ConfigPath {
  const path: (string | number)[] = [];
  for (let at = step; at !== undefined; at = at.above) path.push(at.segment);
  return path.reverse();
}

function visit(value: unknown, place: number, at: Step | undefined, walk: Walk): void {
  if (place === 0) return;
  const node = gateNode(place);
  checkValue(value, node, at, walk);
  if (node.o !== undefined) checkLimits(value, node.o, at, walk);
  if (Array.isArray(value)) {
    if (node.i === undefined) return;
    for (let index = 0; index < value.length; index += 1)
      visit(value[index], node.i, { above: at, segment: index }, walk);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const link = linkTo(node, key);
      if (link === undefined || link === 0) continue;
      const child = value[key];
      const below = { above: at, segment: key };
      const gate = linkedGate(link);
      if (gate !== undefined && !checkKey(child, gate, below, value, walk)) continue;
      visit(child, linkedNode(link), below, walk);
    }
  }
}

/** False where the value under the key needs no further look. */
function checkKey(value: unknown, gate: KeyGate, at: Step, holder: unknown, walk: Walk): boolean {
  if (isLive(gate, walk.at)) {
    if (gate.o !== undefined) checkLimits(value, gate.o, at, walk);
    return true;
  }
  const path = pathOf(at);
  const key = String(path.at(-1));
  if (gate.s !== undefined && walk.at < gate.s) {
    walk.settled.push(path);
    walk.problems.push(
      refused("future-key", path, "key", { key, what: "key", since: RELEASE_LINES[gate.s] }),
    );
    return false;
  }
  if (path[0] === "env" && path.length === 2 && isObject(value)) {
    // A variable has a text; a block is the map of variables, or shellEnv, under another name.
    walk.settled.push(path);
    const allowed = ["vars", "shellEnv"];
    walk.problems.push(
      refused("unknown-key", path, "key", { key, nearest: nearestName(key, allowed), allowed }),
    );
    return false;
  }
  const left = gate.u ?? 0;
  const isList = path[0] === "agents" && path[1] === "list" && path.length === 2;
  const forgiven = isList ? listMigrates(holder) : gate.a === "moved on read" || gate.a === "dropped on read";
  walk.problems.push({
    kind: forgiven ? "migrated-key" : "retired-key",
    path,
    on: "key",
    refused: !forgiven,
    data: {
      key,
      what: "key",
      until: RELEASE_LINES[left],
      goneIn: RELEASE_LINES[left + 1],
      action: gate.a,
      replacedBy: gate.r === undefined ? undefined : withNames(gate.r, path),
    },
  });
  // A list is judged where it stands; a single value where it is moved to, if it is (refinements/moved-budgets.ts).
  if (forgiven && gate.a === "moved on read" && isList) return true;
  walk.settled.push(path);
  return false;
}

/** Puts the config's own names where a pattern path says `*`, as long as both run side by side. */
function withNames(pattern: string, path: ConfigPath): string {
  if (pattern === "env.vars.*") return `env.vars.${String(path.at(-1))}`;
  let together = true;
  const segments = pattern.split(".").map((segment, index) => {
    const name = path[index];
    if (segment === "*") return together && typeof name === "string" ? name : "<id>";
    together &&= segment === name;
    return segment;
  });
  return segments.join(".");
}

function checkValue(value: unknown, node: GateNode, at: Step | undefined, walk: Walk): void {
  if (node.v === undefined || typeof value !== "string" || !Object.hasOwn(node.v, value)) return;
  const stretches = node.v[value] ?? [];
  if (stretches.some(([since, until]) => walk.at >= since && (until === null || walk.at <= until))) return;
  const path = pathOf(at);
  walk.settled.push(path);
  const next = stretches.find(([since]) => walk.at < since);
  const last = stretches.findLast(([, until]) => until !== null && walk.at > until);
  const shared = { path, on: "value", refused: true } as const;
  if (last?.[1] != null) {
    const until = last[1];
    walk.problems.push({
      ...shared,
      kind: "retired-key",
      data: {
        what: "value",
        value,
        until: RELEASE_LINES[until],
        goneIn: RELEASE_LINES[until + 1],
        since: next === undefined ? undefined : RELEASE_LINES[next[0]],
        replacedBy: node.n?.[value],
      },
    });
  } else if (next !== undefined) {
    walk.problems.push({
      ...shared,
      kind: "future-key",
      data: { what: "value", value, since: RELEASE_LINES[next[0]] },
    });
  }
}

function checkLimits(value: unknown, limits: readonly OnlyLimit[], at: Step | undefined, walk: Walk): void {
  for (const limit of limits) {
    if (!holds(limit, walk.release)) continue;
    for (const key of missingKeys(value, limit)) {
      walk.problems.push(refused("missing-key", pathOf(at), "value", { key, until: limit.until }));
    }
    const broken = brokenLimit(value, limit);
    if (broken === undefined) continue;
    const path = pathOf(at);
    const next = limit.until === undefined ? undefined : RELEASE_LINES[releaseIndex(limit.until) + 1];
    walk.settled.push(path);
    walk.problems.push({
      kind: next === undefined ? "retired-key" : "future-key",
      path,
      on: "value",
      refused: true,
      data: {
        what: broken === "type" ? "shape" : "value",
        rule: broken,
        expected: broken === "type" ? [limit["type"]].flat().map(String) : undefined,
        allowed: broken === "enum" ? [limit["enum"]].flat().map(String) : undefined,
        since: next,
        until: limit.since === undefined ? undefined : RELEASE_LINES[releaseIndex(limit.since) - 1],
      },
    });
  }
}

function missingKeys(value: unknown, limit: OnlyLimit): string[] {
  if (!Array.isArray(limit["required"]) || !isObject(value)) return [];
  return limit["required"].map(String).filter((key) => !Object.hasOwn(value, key));
}

/** The keyword of the first limit that the value breaks. Knows the keywords that schema/source uses in `only`. */
function brokenLimit(value: unknown, limit: OnlyLimit): string | undefined {
  if ("type" in limit && !isOfType(value, [limit["type"]].flat())) return "type";
  if (holdsVariable(value)) return undefined;
  const { enum: allowed, pattern, minLength, exclusiveMinimum, maximum } = limit;
  if (Array.isArray(allowed) && !allowed.includes(value)) return "enum";
  if (typeof value === "string") {
    if (typeof minLength === "number" && value.length < minLength) return "minLength";
    if (typeof pattern === "string" && !new RegExp(pattern, "u").test(value)) return "pattern";
  }
  if (typeof value === "number") {
    if (typeof exclusiveMinimum === "number" && value <= exclusiveMinimum) return "exclusiveMinimum";
    if (typeof maximum === "number" && value > maximum) return "maximum";
  }
  return undefined;
}
