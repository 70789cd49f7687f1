/** How bad a finding is. See docs/glossary.md. */
export type Severity = (typeof SEVERITIES)[number];

/** All severities, the worst first. */
export const SEVERITIES = ["error", "warning", "info"] as const;

/** A place in a text: line and column 1-based in UTF-16 units, offset 0-based in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A stretch of text; the end is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Another place that explains a finding, with words on it. */
export interface RelatedPlace {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** Replaces the text of one range of one file. */
export interface TextEdit {
  readonly file: string;
  readonly range: Range;
  readonly text: string;
}

/** A repair. Safe: the config means what its owner meant. Unsafe: a person should look first. */
export interface Fix {
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly edits: readonly TextEdit[];
}

/** One fault of one config, as reports carry it (report version 1). */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** True where OpenClaw of the judged release refuses the config for this. */
  readonly refused: boolean;
  /** With `refused`: true where the gateway of that release mends it itself at its start, if it may write the config. */
  readonly mendedAtStart: boolean;
  /** Which of the rule's messages it is, and what the words are made of: names and numbers, nothing secret. */
  readonly messageId: string;
  readonly data: Readonly<Record<string, string | number | readonly string[]>>;
  readonly message: string;
  readonly hint?: string;
  /** JSON Pointer in the merged config. */
  readonly path: string;
  /** The document that holds the place. */
  readonly file: string;
  readonly range: Range;
  readonly related?: readonly RelatedPlace[];
  readonly url: string;
  readonly fix?: Fix;
}

/** A rule that lacked its input says so. */
export interface Skipped {
  /** The rule's id, or that of one of its checks where the others ran. */
  readonly rule: string;
  readonly reason: string;
}
