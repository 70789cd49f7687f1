import type { SchemaProblem } from "../../core/schema-problem.ts";
import { agentOwners } from "./agent-owners.ts";
import { agentRoster } from "./agent-roster.ts";
import { avatars } from "./avatars.ts";
import { byteSizes } from "./byte-sizes.ts";
import { egressHosts } from "./egress-hosts.ts";
import { heartbeat } from "./heartbeat.ts";
import { modelMaps } from "./model-maps.ts";
import { movedBudgets } from "./moved-budgets.ts";
import type { Refinement } from "./refusal.ts";
import { sandbox } from "./sandbox.ts";
import { secretSources } from "./secret-sources.ts";
import { toolPolicies } from "./tool-policies.ts";
import { variableNames } from "./variable-names.ts";

const REFINEMENTS: readonly Refinement[] = [
  agentRoster,
  agentOwners,
  avatars,
  heartbeat,
  modelMaps,
  movedBudgets,
  sandbox,
  secretSources,
  byteSizes,
  egressHosts,
  toolPolicies,
  variableNames,
];

/** What OpenClaw refuses beyond its schema; measured on 2026.9.6. */
export function refine(config: unknown): SchemaProblem[] {
  return REFINEMENTS.flatMap((refinement) => refinement(config));
}
