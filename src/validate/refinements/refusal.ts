import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { refused, type SchemaProblem, type SchemaProblemOf } from "../../core/schema-problem.ts";
import type { ReleaseLine } from "../../schema/releases.ts";

/**
 * A rule of OpenClaw's that no schema can carry: the merged config, the measured line and the agents in, refusals out.
 * `exact` is the release itself, for what is known of releases between two lines.
 */
export type Refinement = (
  config: unknown,
  release: ReleaseLine,
  agents: readonly AgentBlock[],
  exact: string,
) => readonly SchemaProblem[];

/** The settings of one agent, or the defaults of all. */
export interface AgentBlock {
  readonly path: ConfigPath;
  readonly block: Readonly<Record<string, unknown>>;
}

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
  more: Partial<SchemaProblemOf<"invalid-value">["data"]> = {},
): SchemaProblem {
  return refused("invalid-value", path, on, { rule, reason, ...more });
}

/** Every agent block of a config: the defaults, and each agent, with its path. */
export function agentBlocks(config: unknown): readonly AgentBlock[] {
  const blocks: AgentBlock[] = [];
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
