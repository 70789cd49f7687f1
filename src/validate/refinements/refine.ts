import { valueAt } from "../../core/config-path.ts";
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
 * A rule with sections speaks of what stands in those, and is not asked where a config has none of them.
 */
const REFINEMENTS: readonly (readonly [
  since: ReleaseLine,
  refinement: Refinement,
  sections?: readonly string[],
])[] = [
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
  ["2026.8.2", egressHosts, ["secrets"]],
  ["2026.3.13", toolLimits],
  ["2026.2.9", toolPolicies],
  ["2026.2.9", variableNames],
  ["2026.3.13", addresses, ["proxy", "mcp", "nodeHost"]],
  ["2026.2.9", browserProfiles, ["browser"]],
  ["2026.2.9", channels, ["channels"]],
  ["2026.3.13", conversations, ["bindings", "broadcast"]],
  ["2026.2.9", durations, ["session", "cron", "cloudWorkers"]],
  ["2026.4.15", channelHealth, ["gateway"]],
  ["2026.3.13", gatewayExposure, ["gateway"]],
  ["2026.6.11", gatewayParts, ["gateway"]],
  ["2026.3.13", hooks, ["hooks"]],
  ["2026.6.11", mcpServers, ["mcp", "nodeHost"]],
  ["2026.8.2", desktop, ["desktop"]],
  ["2026.2.9", earlyChannels, ["channels"]],
  ["2026.2.9", earlyDiscord, ["channels"]],
  ["2026.2.9", memorySlot, ["plugins"]],
  ["2026.9.6", portals, ["gateway"]],
  ["2026.8.2", projectProfiles, ["cloudWorkers"]],
  ["2026.2.9", speechSwitch, ["messages"]],
  ["2026.3.13", talk, ["talk"]],
  ["2026.2.9", texts, ["audio", "gateway", "channels"]],
  ["2026.2.9", webSearch, ["tools"]],
];

/** The rules of a release. */
const refinementsOf = memo((release) =>
  REFINEMENTS.filter(([since]) => compareReleases(release, since) >= 0),
);

/**
 * What OpenClaw of a release refuses beyond its schema.
 *
 * @param line the measured line that judges
 * @param release the release itself, where that is another one
 */
export function refine(config: unknown, line: ReleaseLine, release: string = line): SchemaProblem[] {
  const agents = agentBlocks(config);
  return refinementsOf(line).flatMap(([, refinement, sections]) =>
    sections === undefined || sections.some((section) => valueAt(config, [section]) !== undefined)
      ? refinement(config, line, agents, release)
      : [],
  );
}
