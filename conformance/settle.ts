import type { ConfigPath } from "../src/core/config-path.ts";
import { isObject, valueAt } from "../src/core/config-path.ts";
import type { ReleaseLine } from "../src/schema/releases.ts";
import { validateConfig } from "../src/validate/validate.ts";

/** More removals than any generated config needs. */
const MOST_STEPS = 200;

/**
 * Makes a config valid in clawlint's eyes: what it refuses is taken out, or put in where it is a missing owner. Whether
 * OpenClaw agrees is what conformance asks.
 */
export function settle(config: unknown, release: ReleaseLine): unknown {
  const copy: unknown = structuredClone(config);
  for (let step = 0; step < MOST_STEPS; step++) {
    const problem = validateConfig(copy, release).find(({ refused }) => refused);
    if (problem === undefined) return copy;
    const agents = valueAt(copy, ["agents"]);
    if (problem.kind === "missing-key" && problem.data["key"] === "ownership" && isObject(agents))
      agents["ownership"] = "explicit";
    else if (problem.path.length === 0) return {};
    else removeAt(copy, problem.path[0] === "bindings" ? problem.path.slice(0, 2) : problem.path);
  }
  throw new Error("a generated config cannot be made valid");
}

/** Takes the key or item at a path out of a config, in place. */
export function removeAt(config: unknown, path: ConfigPath): void {
  const holder = valueAt(config, path.slice(0, -1));
  const last = path.at(-1);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (isObject(holder)) delete holder[String(last)];
}
