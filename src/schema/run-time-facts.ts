import data from "../data/run-time-facts.json" with { type: "json" };
import { isWithin, type Lifetime } from "./lifetime.ts";

/** The name of a fact about what OpenClaw does at run time. */
export type RunTimeFact = keyof typeof data.facts;

/** The number that a fact has in a release; undefined where none was measured. */
export function numberIn(fact: keyof typeof data.numbers, release: string): number | undefined {
  const values: readonly (Lifetime & { value: number })[] = data.numbers[fact].values;
  return values.find((one) => isWithin(one, release))?.value;
}

/** True where a fact holds in a release. */
export function holdsIn(fact: RunTimeFact, release: string): boolean {
  return isWithin(data.facts[fact], release);
}
