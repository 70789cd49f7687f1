import { valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { type Refinement, refusal } from "./refusal.ts";

const PLACES = [
  ["agents", "defaults", "compaction", "maxActiveTranscriptBytes"],
  ["agents", "defaults", "compaction", "memoryFlush", "forceFlushTranscriptBytes"],
];

/** Sizes written as text. */
export const byteSizes: Refinement = (config) => {
  const problems: SchemaProblem[] = [];
  for (const path of PLACES) {
    const size = valueAt(config, path);
    if (typeof size !== "string" || holdsVariable(size)) continue;
    if (/^\d+(?:\.\d+)?(?:b|kb?|mb?|gb?|tb?)?$/iu.test(size.trim())) continue;
    problems.push(refusal(path, "byte-size", "it is no size such as 512kb or 20mb"));
  }
  return problems;
};
