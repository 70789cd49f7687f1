import { valueAt } from "../../core/config-path.ts";
import { memo } from "../../core/memo.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import data from "../../data/refinements.json" with { type: "json" };
import { isWithin, type Lifetime } from "../../schema/lifetime.ts";
import type { ReleaseLine } from "../../schema/releases.ts";
import { addresses } from "./addresses.ts";
import { agentFolders } from "./agent-folders.ts";
import { agentOwners } from "./agent-owners.ts";
import { agentRoster } from "./agent-roster.ts";
import { avatars } from "./avatars.ts";
import { browserProfiles } from "./browser-profiles.ts";
import { byteSizes } from "./byte-sizes.ts";
import { channels } from "./channels.ts";
import { conversations } from "./conversations.ts";
import { durations, projectProfiles } from "./durations.ts";
import { earlyChannels } from "./early-channels.ts";
import { earlyDiscord } from "./early-discord.ts";
import { egressHosts } from "./egress-hosts.ts";
import { channelHealth, desktop, gatewayExposure, gatewayParts, portals } from "./gateway.ts";
import { heartbeat } from "./heartbeat.ts";
import { hooks } from "./hooks.ts";
import { mcpServers } from "./mcp-servers.ts";
import { modelMaps } from "./model-maps.ts";
import { movedBudgets } from "./moved-budgets.ts";
import { memorySlot } from "./plugins.ts";
import { agentBlocks, type Refinement } from "./refusal.ts";
import { retryLimits } from "./retry-limits.ts";
import { sandbox } from "./sandbox.ts";
import { sandboxEnvironment } from "./sandbox-environment.ts";
import { secretSources } from "./secret-sources.ts";
import { talk } from "./talk.ts";
import { speechSwitch, texts } from "./texts.ts";
import { toolLimits } from "./tool-limits.ts";
import { toolPolicies } from "./tool-policies.ts";
import { variableNames } from "./variable-names.ts";
import { webSearch } from "./web-search.ts";

/** The rules beyond the schema, in the order in which they are applied. */
const REFINEMENTS: Readonly<Record<keyof typeof data.rules, Refinement>> = {
  agentRoster,
  agentFolders,
  agentOwners,
  avatars,
  heartbeat,
  modelMaps,
  movedBudgets,
  retryLimits,
  sandbox,
  sandboxEnvironment,
  secretSources,
  byteSizes,
  egressHosts,
  toolLimits,
  toolPolicies,
  variableNames,
  addresses,
  browserProfiles,
  channels,
  conversations,
  durations,
  channelHealth,
  gatewayExposure,
  gatewayParts,
  hooks,
  mcpServers,
  desktop,
  earlyChannels,
  earlyDiscord,
  memorySlot,
  portals,
  projectProfiles,
  speechSwitch,
  talk,
  texts,
  webSearch,
};

/** In which releases a rule is applied, and where it looks. */
interface Range extends Lifetime {
  readonly sections?: readonly string[];
}

/** The rules of a release. */
const refinementsOf = memo((release) => {
  const ranges = data.rules as Readonly<Record<keyof typeof REFINEMENTS, Range>>;
  return (Object.keys(REFINEMENTS) as (keyof typeof REFINEMENTS)[])
    .map((name) => ({ ...ranges[name], refinement: REFINEMENTS[name] }))
    .filter((range) => isWithin(range, release));
});

/**
 * What OpenClaw of a release refuses beyond its schema.
 *
 * @param line the measured line that judges
 * @param release the release itself, where that is another one
 */
export function refine(config: unknown, line: ReleaseLine, release: string = line): SchemaProblem[] {
  const agents = agentBlocks(config);
  return refinementsOf(line).flatMap(({ refinement, sections }) =>
    sections === undefined || sections.some((section) => valueAt(config, section.split(".")) !== undefined)
      ? refinement(config, line, agents, release)
      : [],
  );
}
