import type { Document } from "../parse/document.ts";

/** Why an `$include` cannot be followed. `rules/include.ts` words each kind. */
export type IncludeKind =
  | "not-a-string" // neither a string nor an array of strings
  | "missing"
  | "outside" // leaves the config's folder and OPENCLAW_INCLUDE_ROOTS
  | "symlink-outside"
  | "null-byte"
  | "too-long"
  | "not-a-file"
  | "hard-link"
  | "too-large"
  | "unreadable"
  | "utf-16"
  | "syntax" // the included text is no JSON5; `document` and `start` point into it
  | "too-deep"
  | "too-many" // more files, or more of them in all, than any config needs
  | "too-nested" // with it, objects and lists would stand deeper in one another than any text may have them
  | "cycle"
  | "not-an-object"; // included value must be an object because sibling keys stand beside the $include

/** One `$include` that OpenClaw refuses, at its real site. */
export interface IncludeProblem {
  readonly kind: IncludeKind;
  readonly document: Document;
  readonly start: number;
  readonly end: number;
  /** What the `$include` names, as written. */
  readonly target: string;
  /** The files of a cycle, the depth that was passed, or the nearest name that is there. */
  readonly detail?: string;
}
