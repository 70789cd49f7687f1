import type { ConfigPath } from "../core/config-path.ts";
import { SEVERITIES, type Severity } from "../core/finding.ts";
import type { Document } from "../parse/document.ts";
import type { ReportingContext } from "./rule-context.ts";

/** Text of our own making, put into a message as it is. */
export interface Words {
  readonly words: string;
}

/** Marks text of our own making, in which anything of the user's was already made fit to be shown. */
export function words(text: string): Words {
  return { words: text };
}

/** A value that a message names. Strings are the user's: cleaned, cut, and hidden where they look like a secret. */
export type Datum = string | number | Words | readonly string[];

/** The values that a message names, by name. */
export type MessageData = Readonly<Record<string, Datum>>;

/** A message: what is wrong, and what to do. `{name}` stands for `data.name`; lists read "a, b or c". */
export interface MessageText {
  readonly message: string;
  readonly hint?: string;
}

/** The messages of a rule, by id. */
export type Messages = Readonly<Record<string, MessageText>>;

/** The names in braces of a text; `${NAME}` is OpenClaw's and none of ours, and so is a brace with more than a name in it. */
type Holes<Text extends string> = Text extends `${infer Before}{${infer After}`
  ? After extends `${infer Name}}${infer Rest}`
    ? Name extends "" | `${string}${"{" | " " | '"' | "…"}${string}`
      ? Holes<After>
      : Before extends `${string}$`
        ? Holes<Rest>
        : Name | Holes<Rest>
    : never
  : never;

/** The names in a message and in its hint. */
type HolesOf<Text extends MessageText> =
  | Holes<Text["message"]>
  | (Text["hint"] extends string ? Holes<Text["hint"]> : never);

/** A message of a rule with just the data that it names. Without a rule: any message. */
export type Said<All extends Messages = Messages> = string extends keyof All
  ? { readonly messageId: string; readonly data?: MessageData }
  : { readonly [Id in keyof All & string]: SaidAs<Id, HolesOf<All[Id]>> }[keyof All & string];

type SaidAs<Id extends string, Names extends string> = [Names] extends [never]
  ? { readonly messageId: Id; readonly data?: Readonly<Record<never, Datum>> }
  : { readonly messageId: Id; readonly data: Readonly<Record<Names, Datum>> };

/** Messages that helpers of a rule name too, their texts kept as types. */
export function defineMessages<const All extends Messages>(messages: All): All {
  return messages;
}

/** A place in the merged config, at its key or its value; or, for faults of the text itself, a stretch of a document. */
export type ProblemPlace =
  | { readonly path: ConfigPath; readonly on?: "key" | "value" }
  | {
      readonly document: Document;
      readonly start: number;
      readonly end: number;
      readonly path?: ConfigPath;
    }
  /** A line of a file that is no config: a unit, a Compose file, a `.env`. */
  | { readonly file: string; readonly line: number };

/** A place that explains: in the config, or a line of another file, such as a `.env`. */
export type RelatedAt = ProblemPlace;

/** A value and where it goes. */
export interface WrittenValue {
  readonly path: ConfigPath;
  readonly value: unknown;
}

/** What goes with a key that is moved or taken out. */
export interface Surroundings {
  /** Written where nothing stands yet. */
  readonly also?: readonly WrittenValue[] | undefined;
  /** Written whatever stands there. */
  readonly over?: readonly WrittenValue[] | undefined;
  /** Taken out with it, where they are there. */
  readonly with?: readonly ConfigPath[] | undefined;
  /** So many objects around it are taken out, where it was all that they held. */
  readonly empties?: number | undefined;
}

/** A repair of one config path; the engine turns it into text edits in the style of the file. */
export interface ProblemFix {
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly change:
    | { readonly kind: "rename-key"; readonly name: string }
    | { readonly kind: "set-text"; readonly text: string }
    // These may carry text of the config and are never part of a report. A move that yields takes the value out where
    // something stands at its new place.
    | ({
        readonly kind: "move-to";
        readonly path: ConfigPath;
        readonly yields?: true | undefined;
      } & Surroundings)
    | ({ readonly kind: "remove" } & Surroundings)
    | { readonly kind: "set-value"; readonly path: ConfigPath; readonly value: unknown }
    // Several values at once, which are one setting; what one of them stands beside stays.
    | { readonly kind: "set-values"; readonly values: readonly WrittenValue[] }
    // A list of names, or of blocks with ids, becomes an object; `ids` where the blocks have others, or none.
    | ({
        readonly kind: "list-to-object";
        readonly name: string;
        readonly ids?: readonly string[];
      } & Surroundings)
    | { readonly kind: "to-variable"; readonly name: string }; // the value goes into `.env`, a reference in its place
}

/** What a rule reports: a message's id and data, no words and no line numbers. A wrong id or datum does not compile. */
export type Problem<All extends Messages = Messages> = Said<All> & ProblemDetails;

/** All of a problem but its words. */
export interface ProblemDetails {
  readonly at: ProblemPlace;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** True where OpenClaw itself refuses the config for this. */
  readonly refused?: boolean;
  /** True where OpenClaw mends it by itself at its start, if it may write the config. */
  readonly mendedAtStart?: boolean;
  /** With a range of releases: the one that has this against the config, told at the end of the message. */
  readonly release?: string;
  readonly related?: readonly { readonly at: RelatedAt; readonly message: string }[];
  readonly fix?: ProblemFix;
}

/** An example of a rule's page; a test runs every one. */
export interface Example {
  readonly config: string;
  /** Process environment; nothing else is set. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further files, by path relative to the config (`.env`, `~/.openclaw/.env`, included files). */
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: {
    readonly gateway?: string;
    readonly openclawVersion?: string;
    readonly schema?: string;
  };
}

/** The words of a rule's page. */
export interface RuleDocs {
  /** What sets it off. */
  readonly trigger: string;
  readonly bad: Example;
  readonly good: Example;
  /** Why it matters: what OpenClaw does at run time. */
  readonly why: string;
  /** When a reasonable person ignores it. */
  readonly ignore: string;
}

/** What a rule is about; tables are ordered by it. */
export type RuleSubject = (typeof SUBJECTS)[number];

/** All subjects, in the order of the tables. */
export const SUBJECTS = [
  "syntax",
  "structure",
  "provider",
  "cloudflare",
  "model",
  "reference",
  "secret",
  "environment",
] as const;

/** One way to look for a fault, with its words. A rule has one or several: those for which an owner would set one level. */
export interface Check {
  /** The rule's id, or one of its own: then settings, levels and ignore comments may name this check alone. */
  readonly id: string;
  /** One line for tables. */
  readonly summary: string;
  readonly severity: Severity;
  readonly fixable: boolean;
  /** Needs the whole config; left out when a fragment is linted alone. */
  readonly wholeConfig: boolean;
  /** Works on broken text too. All other checks wait until the text can be read. */
  readonly onBrokenText: boolean;
  /** What it must know of the gateway's environment: which names are there, or their values too. */
  readonly needs: "nothing" | "names" | "values";
  /** Speaks after all others, of what none of them told. */
  readonly last: boolean;
  /** No fault, but something that a repaired config says outright: asked by repairs, and where its level is set. */
  readonly forRepair: boolean;
  readonly messages: Messages;
  /** Made when asked for: a run of `check` needs no page. */
  readonly docs: () => RuleDocs;
  /** Synchronous, pure, without state between calls. */
  readonly check: (context: ReportingContext) => void;
}

/** A check as its file writes it: what does not hold of it is left out. */
export type CheckDefinition<All extends Messages> = Omit<Check, Flag | "messages" | "check"> &
  Partial<Pick<Check, Flag>> & {
    readonly messages: All;
    readonly check: (context: ReportingContext<All>) => void;
  };

type Flag = "fixable" | "wholeConfig" | "onBrokenText" | "needs" | "last" | "forRepair";

/** Makes a check of a rule that has several. */
export function defineCheck<const All extends Messages>(definition: CheckDefinition<All>): Check {
  return {
    fixable: false,
    wholeConfig: false,
    onBrokenText: false,
    needs: "nothing",
    last: false,
    forRepair: false,
    ...definition,
    // What a check may say is settled where it is written; the engine takes any message.
    check: definition.check as Check["check"],
  };
}

/** One rule: a kind of fault, at one level. */
export interface Rule {
  readonly id: string;
  readonly subject: RuleSubject;
  /** One line for tables. */
  readonly summary: string;
  /** The level of its worst check. */
  readonly severity: Severity;
  /** True where a finding may carry a repair. */
  readonly fixable: boolean;
  /** No two of them have a message id in common. */
  readonly checks: readonly Check[];
}

/** Makes a rule of one check, which bears its id. */
export function defineRule<const All extends Messages>({
  subject,
  ...definition
}: CheckDefinition<All> & { readonly subject: RuleSubject }): Rule {
  const check = defineCheck<All>(definition as CheckDefinition<All>);
  return joinChecks({ id: check.id, subject, summary: check.summary }, [check]);
}

/** Makes a rule of several checks, told in this order on its page. */
export function joinChecks(
  { id, subject, summary }: Pick<Rule, "id" | "subject" | "summary">,
  checks: readonly Check[],
): Rule {
  const severity = SEVERITIES.find((one) => checks.some((check) => check.severity === one)) ?? "error";
  return { id, subject, summary, severity, fixable: checks.some(({ fixable }) => fixable), checks };
}

/** The check that a message of a rule comes from; undefined for words of the engine's own. */
export function checkOf({ checks }: Rule, messageId: string): Check | undefined {
  return checks.find(({ messages }) => Object.hasOwn(messages, messageId));
}
