import { toPointer } from "../core/config-path.ts";
import type { SchemaProblem } from "../core/schema-problem.ts";
import { slippedIn } from "./where-it-belongs.ts";

/** What a key brings along that has slipped in among the names of a record is one fault: the key's place. */
export function withoutSlips(problems: readonly SchemaProblem[], config: unknown): SchemaProblem[] {
  let left = [...problems];
  for (const { path, belongs, isTaken } of slippedIn(config)) {
    const place = toPointer(path);
    const rest = left.filter(
      (problem) => !problem.path.some((_, index) => toPointer(problem.path.slice(0, index + 1)) === place),
    );
    const refused = rest.length < left.length;
    if (!refused && !isTaken) continue;
    const data = { key: String(path.at(-1)), belongs };
    left = [...rest, { kind: "misplaced-key", path, on: "key", refused, data }];
  }
  return left;
}
