import { memo } from "../../core/memo.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { compareReleases, type ReleaseLine } from "../../schema/releases.ts";
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

/**
 * The first release that each rule is applied to. Measured on 2026.2.9, 2026.6.11 and 2026.9.6 (docs/conformance.md):
 * a rule that 2026.2.9 lacks and 2026.6.11 has is applied from there on, since what lies between has not been measured.
 */
const REFINEMENTS: readonly (readonly [since: ReleaseLine, refinement: Refinement])[] = [
  ["2026.8.2", agentRoster],
  ["2026.2.9", agentFolders],
  ["2026.2.9", agentOwners],
  ["2026.2.9", avatars],
  ["2026.2.9", heartbeat],
  ["2026.8.2", modelMaps],
  ["2026.8.2", movedBudgets],
  ["2026.6.11", retryLimits],
  ["2026.3.13", sandbox],
  ["2026.8.2", sandboxEnvironment],
  ["2026.3.13", secretSources],
  ["2026.3.13", byteSizes],
  ["2026.8.2", egressHosts],
  ["2026.3.13", toolLimits],
  ["2026.2.9", toolPolicies],
  ["2026.2.9", variableNames],
  ["2026.3.13", addresses],
  ["2026.2.9", browserProfiles],
  ["2026.2.9", channels],
  ["2026.3.13", conversations],
  ["2026.2.9", durations],
  ["2026.4.15", channelHealth],
  ["2026.3.13", gatewayExposure],
  ["2026.6.11", gatewayParts],
  ["2026.3.13", hooks],
  ["2026.6.11", mcpServers],
  ["2026.8.2", desktop],
  ["2026.2.9", earlyChannels],
  ["2026.2.9", earlyDiscord],
  ["2026.2.9", memorySlot],
  ["2026.9.6", portals],
  ["2026.8.2", projectProfiles],
  ["2026.2.9", speechSwitch],
  ["2026.3.13", talk],
  ["2026.2.9", texts],
  ["2026.2.9", webSearch],
];

/** The rules of a release. */
const refinementsOf = memo((release): readonly Refinement[] =>
  REFINEMENTS.flatMap(([since, refinement]) => (compareReleases(release, since) >= 0 ? [refinement] : [])),
);

/**
 * What OpenClaw of a release refuses beyond its schema.
 *
 * @param line the measured line that judges
 * @param release the release itself, where that is another one
 */
export function refine(config: unknown, line: ReleaseLine, release: string = line): SchemaProblem[] {
  const agents = agentBlocks(config);
  return refinementsOf(line).flatMap((refinement) => refinement(config, line, agents, release));
}
