import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import type { ReleaseLine } from "../../schema/releases.ts";

/** A rule of OpenClaw's that no schema can carry: the merged config and the release in, refusals out. */
export type Refinement = (config: unknown, release: ReleaseLine) => readonly SchemaProblem[];

/**
 * A value that OpenClaw refuses.
 *
 * @param reason why, as a clause that can follow the path; never holds a value of the config
 */
export function refusal(
  path: ConfigPath,
  rule: string,
  reason: string,
  on: "key" | "value" = "value",
  more: SchemaProblem["data"] = {},
): SchemaProblem {
  return { kind: "invalid-value", path, on, refused: true, data: { rule, reason, ...more } };
}

/** Every agent block of a config: the defaults, and each agent, with its path. */
export function agentBlocks(config: unknown): { path: ConfigPath; block: Record<string, unknown> }[] {
  const blocks: { path: ConfigPath; block: Record<string, unknown> }[] = [];
  const add = (path: ConfigPath) => {
    const block = valueAt(config, path);
    if (isObject(block)) blocks.push({ path, block });
  };
  add(["agents", "defaults"]);
  const entries = valueAt(config, ["agents", "entries"]);
  if (isObject(entries)) for (const id of Object.keys(entries)) add(["agents", "entries", id]);
  const list = valueAt(config, ["agents", "list"]);
  if (Array.isArray(list)) for (const index of list.keys()) add(["agents", "list", index]);
  return blocks;
}
