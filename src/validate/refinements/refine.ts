import type { SchemaProblem } from "../../core/schema-problem.ts";
import { agentOwners } from "./agent-owners.ts";
import { agentRoster } from "./agent-roster.ts";
import { byteSizes } from "./byte-sizes.ts";
import { egressHosts } from "./egress-hosts.ts";
import { heartbeat } from "./heartbeat.ts";
import { modelMaps } from "./model-maps.ts";
import type { Refinement } from "./refusal.ts";
import { sandbox } from "./sandbox.ts";
import { secretSources } from "./secret-sources.ts";
import { toolPolicies } from "./tool-policies.ts";

const REFINEMENTS: readonly Refinement[] = [
  agentRoster,
  agentOwners,
  heartbeat,
  modelMaps,
  sandbox,
  secretSources,
  byteSizes,
  egressHosts,
  toolPolicies,
];

/** What OpenClaw refuses beyond its schema; measured on 2026.9.6. */
export function refine(config: unknown): SchemaProblem[] {
  return REFINEMENTS.flatMap((refinement) => refinement(config));
}
