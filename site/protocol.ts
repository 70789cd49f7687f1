/** What the page and its worker tell each other. Everything is plain data; places are offsets in UTF-16 units. */
import type { Severity } from "../src/core/finding.ts";
import type { UpgradeWords } from "../src/report/upgrade.ts";
import type { GatewayTarget } from "../src/resolve/environment/environment.ts";
import type { Completion } from "../src/service/complete.ts";

/** Whose environment counts, as the page's picker has it. */
export type Gateway = GatewayTarget;

/** One text; its name is relative to the config's folder, or begins with `~/`. */
export interface PageFile {
  readonly name: string;
  readonly text: string;
}

/** All that an answer hangs on. The worker knows nothing else. */
export interface World {
  /** The first is the config itself. */
  readonly files: readonly PageFile[];
  /** Names of variables that are set; their values are known to nobody here. */
  readonly names: readonly string[];
  /** Variables of an example, with values that it makes up. */
  readonly env: Readonly<Record<string, string>>;
  readonly gateway: Gateway;
  /** `2026.9.6`, or "" for what the config itself says. */
  readonly release: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** The id of the rule whose example has a schema of its own. */
  readonly schemaOf?: string | undefined;
}

/** A finding at its place in one of the files. */
export interface PageFinding {
  /** The name of the file, or of one that the page does not have. */
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly rule: string;
  /** The rule's check that found it, which has words of its own. */
  readonly check: string;
  readonly message: string;
  readonly hint: string;
  readonly refused: boolean;
  /** Signs and titles of its repairs. */
  readonly repairs: readonly PageRepair[];
  readonly related: readonly {
    readonly file: string;
    readonly from: number;
    readonly line: number;
    readonly message: string;
  }[];
}

export interface PageRepair {
  readonly sign: string;
  readonly title: string;
  readonly isSafe: boolean;
  /** The comment that silences the finding, in place of a repair. */
  readonly ignores: boolean;
}

/** A variable that the config wants, or that the page was told of. */
export interface PageVariable {
  readonly name: string;
  readonly by: readonly string[];
}

/** One model reference and what it leads to, fit to be shown. */
export interface PageRoute {
  readonly place: string;
  readonly owner: string;
  readonly role: string;
  readonly reference: string;
  readonly model: string;
  readonly implied: boolean;
  readonly verdict: "sent" | "not-sent" | "unknown";
  /** The request, or why there is none, in one line. */
  readonly words: string;
  readonly url: string;
  readonly wireModel: string;
  readonly provider: string;
  readonly host: string;
  readonly key: string;
  readonly keyName: string;
  readonly steps: readonly string[];
  /** Places in the list of routes that are tried next. */
  readonly fallbacks: readonly number[];
  readonly isFallback: boolean;
  readonly file: string;
  readonly from: number;
}

/** The answer to `look`. */
export interface Looked {
  readonly findings: readonly PageFinding[];
  readonly release: string;
  readonly why: string;
  /** Where keys are looked for. */
  readonly keys: string;
  readonly variables: readonly PageVariable[];
  /** Undefined where the config cannot be read. */
  readonly routes: readonly PageRoute[] | undefined;
  /** Names of included files that the page does not have. */
  readonly missing: readonly string[];
  readonly hasSafe: boolean;
  readonly notLookedAt: number;
  /** Time of the check in milliseconds. */
  readonly took: number;
}

export interface PageEdit {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Edits, or why there are none. */
export type Edited =
  | { readonly ok: true; readonly edits: readonly PageEdit[] }
  | { readonly ok: false; readonly problem: string };

/** The page of a rule's check, plain text; where `code` stands in backticks it is so here. */
export interface RuleWords {
  /** The check's. */
  readonly id: string;
  readonly rule: string;
  readonly trigger: string;
  readonly why: string;
  readonly ignore: string;
  readonly bad: string;
  readonly good: string;
}

/** Every question with its answer. */
export interface Questions {
  look: { ask: object; answer: Looked | undefined };
  complete: { ask: { file: string; offset: number }; answer: readonly Completion[] };
  hover: {
    ask: { file: string; offset: number };
    answer: { markdown: string; from: number; to: number } | undefined;
  };
  definition: { ask: { file: string; offset: number }; answer: { file: string; from: number } | undefined };
  repair: { ask: { sign: string }; answer: Edited };
  ignore: { ask: { rule: string; file: string; from: number }; answer: Edited };
  fixAll: { ask: { unsafe: boolean }; answer: Edited };
  upgrade: { ask: { from: string; to: string }; answer: UpgradeWords | { problem: string } };
  /** Every text as it may be shown, and whether that took something away. */
  mask: { ask: object; answer: { files: readonly PageFile[]; hidden: number } };
  explain: { ask: { check: string }; answer: RuleWords | undefined };
}

export type Kind = keyof Questions;

/** To the worker: the world as it is now, when it has changed, and a question about it. */
export interface Message {
  readonly id: number;
  readonly world?: World | undefined;
  readonly kind: Kind;
  readonly ask: unknown;
}

/** From the worker. `parts`: the answer needs the second half of the worker's code. */
export type Reply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly parts: true }
  | { readonly id: number; readonly fault: string };
