import type { Repair } from "../lint.ts";

/** Tells one repair of a config from another, also after it was linted again. */
export function signOf({ finding, fix }: Pick<Repair, "finding" | "fix">): string {
  return `${finding.rule} ${finding.path} ${finding.file} ${fix.title}`;
}
