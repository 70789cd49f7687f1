import type { ConfigPath } from "../core/config-path.ts";
import type { Severity } from "../core/finding.ts";
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

/** A repair of one config path; the engine turns it into text edits in the style of the file. */
export interface ProblemFix {
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly change:
    | { readonly kind: "rename-key"; readonly name: string }
    | { readonly kind: "set-text"; readonly text: string }
    // These may carry text of the config and are never part of a report.
    | { readonly kind: "move-to"; readonly path: ConfigPath }
    | { readonly kind: "remove" }
    | { readonly kind: "set-value"; readonly path: ConfigPath; readonly value: unknown }
    | { readonly kind: "list-to-object"; readonly name: string } // a list of names, or of blocks with ids, becomes an object
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

/** One rule: what it is, how it reads, what it finds. */
export interface Rule {
  readonly id: string;
  readonly subject: RuleSubject;
  /** One line for tables. */
  readonly summary: string;
  readonly severity: Severity;
  readonly fixable: boolean;
  /** Needs the whole config; left out when a fragment is linted alone. */
  readonly wholeConfig: boolean;
  /** Works on broken text too. All other rules wait until the text can be read. */
  readonly onBrokenText: boolean;
  /** What it must know of the gateway's environment: which names are there, or their values too. */
  readonly needs: "nothing" | "names" | "values";
  /** Speaks after all others, of what none of them told. */
  readonly last: boolean;
  readonly messages: Messages;
  /** Made when asked for: a run of `check` needs no page. */
  readonly docs: () => RuleDocs;
  /** Synchronous, pure, without state between calls. */
  readonly check: (context: ReportingContext) => void;
}

/** A rule as its file writes it: what does not hold of it is left out. */
export type RuleDefinition<All extends Messages> = Omit<Rule, Flag | "messages" | "check"> &
  Partial<Pick<Rule, Flag>> & {
    readonly messages: All;
    readonly check: (context: ReportingContext<All>) => void;
  };

type Flag = "fixable" | "wholeConfig" | "onBrokenText" | "needs" | "last";

/** Makes a rule. Each has all its parts, in one order: the engine reads objects of one layout faster. */
export function defineRule<const All extends Messages>({
  id,
  subject,
  summary,
  severity,
  fixable = false,
  wholeConfig = false,
  onBrokenText = false,
  needs = "nothing",
  last = false,
  messages,
  docs,
  check,
}: RuleDefinition<All>): Rule {
  return {
    id,
    subject,
    summary,
    severity,
    fixable,
    wholeConfig,
    onBrokenText,
    needs,
    last,
    messages,
    docs,
    // What a rule may say is settled where it is written; the engine takes any message.
    check: check as Rule["check"],
  };
}
