/**
 * What is compared between an OpenClaw and our data: for each kind of fact, its names with what is said of each. Values
 * are plain text, so that they can be compared and printed.
 */
export type Facts = Readonly<Record<FactKind, ReadonlyMap<string, string>>>;

/** Kinds of facts, in the order in which differences are printed. */
export const FACT_KINDS = [
  "schema path",
  "api value",
  "provider",
  "overlay id",
  "alias",
  "model alias",
  "environment name",
  "blocked name",
  "model",
  "retired model",
  "plugin package",
  "guided provider",
  "installer variable",
  "migrated model",
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** A fact in which OpenClaw and our data differ. */
export interface Difference {
  readonly kind: FactKind;
  readonly name: string;
  readonly change: "new" | "gone" | "changed";
  /** What our data says; undefined for a new name. */
  readonly ours: string | undefined;
  /** What OpenClaw says; undefined for a name that is gone. */
  readonly theirs: string | undefined;
}

/**
 * All differences, by kind, then by name.
 *
 * @param elsewhere environment names that ours has from where `theirs` does not look: they are never gone
 */
export function differences(theirs: Facts, ours: Facts, elsewhere: ReadonlySet<string>): Difference[] {
  return FACT_KINDS.flatMap((kind) => {
    const names = [...new Set([...theirs[kind].keys(), ...ours[kind].keys()])].sort();
    return names.flatMap((name): Difference[] => {
      const [their, our] = [theirs[kind].get(name), ours[kind].get(name)];
      if (their === our) return [];
      if (their === undefined && kind === "environment name" && elsewhere.has(name)) return [];
      const change = our === undefined ? "new" : their === undefined ? "gone" : "changed";
      return [{ kind, name, change, ours: our, theirs: their }];
    });
  });
}

/** One line a difference. */
export function render(difference: Difference): string {
  const { kind, name, change, ours, theirs } = difference;
  const detail = change === "changed" ? `: ${ours} -> ${theirs}` : "";
  const value = change === "new" && theirs !== "" ? ` (${theirs})` : "";
  return `${change.padEnd(7)} ${kind} ${name}${value}${detail}`;
}
