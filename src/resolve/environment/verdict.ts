/**
 * What a value, a variable or a key comes to: one set of words, from the text in the config to the finding. Each stage
 * that asks has a part of them as its answers.
 * - set: there, and real for all that can be told
 * - unset: not there
 * - empty: there and blank, which OpenClaw takes for unset
 * - placeholder: example text that nobody uses as a key (`YOUR_API_KEY`, `<key>`)
 * - redacted: text that some tool put in a secret's place
 * - unexpanded: a `$NAME`, `${NAME}` or `$(command)` that nothing fills, so the text itself would be sent
 * - blocked: written there, and dropped by OpenClaw or by what reads the file
 * - unusable: what is written cannot be used (retired marker, another tool's syntax, unknown alias)
 * - not-needed: none is there and none is needed
 * - undecidable: cannot be known from here; a `why` beside it says what decides
 */
export type Verdict =
  | "set"
  | "unset"
  | "empty"
  | "placeholder"
  | "redacted"
  | "unexpanded"
  | "blocked"
  | "unusable"
  | "not-needed"
  | "undecidable";

/** What a value is by its text alone. */
export type ValueVerdict = Extract<Verdict, "set" | "empty" | "placeholder" | "redacted" | "unexpanded">;

/** What a layer has for a name: of a value that is set, its own verdict tells more. */
export type LayerVerdict = Extract<
  Verdict,
  "set" | "unset" | "empty" | "blocked" | "unexpanded" | "undecidable"
>;

/** What the gateway will have for a name, all layers together. */
export type ResolutionVerdict = ValueVerdict | Extract<Verdict, "unset" | "undecidable">;

/** What a provider's key, or one source of it, comes to. */
export type KeyVerdict = Exclude<Verdict, "blocked">;

/** True where nothing is there, or nothing but blanks. */
export function isLacking(verdict: Verdict | undefined): verdict is "unset" | "empty" {
  return verdict === "unset" || verdict === "empty";
}

/** True where a provider has its key, or needs none. */
export function isServed(verdict: Verdict | undefined): verdict is "set" | "not-needed" {
  return verdict === "set" || verdict === "not-needed";
}
