import type { ConfigPath } from "../core/config-path.ts";
import type { SchemaProblem } from "../core/schema-problem.ts";
import type { ExpandedConfig } from "../expand/expanded-config.ts";
import type { ResolvedConfig } from "../resolve/resolve-config.ts";
import type { Routes } from "../resolve/route/routes-of.ts";
import type { OwnSchema } from "../validate/own-schema.ts";
import type { Messages, Problem, Words } from "./rule.ts";

/** Everything a rule may look at. All of it is data; nothing here reads a file or a variable. */
export interface RuleContext extends Omit<ResolvedConfig, "credentialContext"> {
  /** The merged config; an empty object where the text holds none. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly expanded: ExpandedConfig;
  /** The release line that judges, such as `2026.9.6`. */
  readonly release: string;
  readonly schemaProblems: readonly SchemaProblem[];
  /** True when the schema has nothing against the value at a path: what it refuses needs no second word. */
  readonly isSound: (path: ConfigPath) => boolean;
  /** The schema of `--schema`, if one was given. */
  readonly ownSchema: OwnSchema | undefined;
  /** A file's path as reports show it. */
  readonly showPath: (path: string) => string;
  /** The same for a sentence: files of the home folder with `~`. */
  readonly tellPath: (path: string) => string;
  /** Where a variable of the gateway is best put. */
  readonly home: () => Words;
  /** True when a file is under version control. */
  readonly isTracked: (path: string) => boolean;
  /** The requests that OpenClaw would send, found when first asked for. */
  readonly routes: () => Routes;
  /** For rules that speak last: true where an error or a warning stands at one of the places, or an error inside. */
  readonly told: (places: readonly ConfigPath[], inside?: boolean) => boolean;
  /** Says that the rule lacked its input. */
  readonly skip: (reason: string) => void;
}

/** The same with the way to tell what was found, in the rule's own messages. */
export interface ReportingContext<All extends Messages = Messages> extends RuleContext {
  readonly report: Report<All>;
}

/** Tells a problem in one of the messages of a rule. */
export type Report<All extends Messages = Messages> = (problem: Problem<All>) => void;
