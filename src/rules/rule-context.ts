import type { SchemaProblem } from "../core/schema-problem.ts";
import type { ExpandedConfig } from "../expand/expanded-config.ts";
import type { ConfiguredProvider } from "../resolve/providers/configured-providers.ts";
import type { References } from "../resolve/references/references.ts";
import type { Problem } from "./rule.ts";

/** Everything a rule may look at. All of it is data; nothing here reads a file or a variable. */
export interface RuleContext {
  /** The merged config; an empty object where the text holds none. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly expanded: ExpandedConfig;
  /** The release line that judges, such as `2026.9.6`. */
  readonly release: string;
  readonly schemaProblems: readonly SchemaProblem[];
  readonly providers: readonly ConfiguredProvider[];
  readonly references: References;
  /** Ids of the providers that some reference leads to. */
  readonly usedProviders: ReadonlySet<string>;
  readonly report: (problem: Problem) => void;
  /** Says that the rule lacked its input. */
  readonly skip: (reason: string) => void;
}
