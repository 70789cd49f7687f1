import { validate as matchesSomeRelease } from "../../build/validator.js";
import { toPointer } from "../core/config-path.ts";
import type { SchemaProblem } from "../core/schema-problem.ts";
import { lineOf, RELEASE_LINES, type ReleaseLine, releaseIndex } from "../schema/releases.ts";
import { foldErrors } from "./fold-errors.ts";
import { carriedOver, withFate } from "./mended.ts";
import { refine } from "./refinements/refine.ts";
import { checkSections } from "./sections/check-sections.ts";
import { withoutSlips } from "./slips.ts";
import { walkGates } from "./walk-gates.ts";

/*
 * Keys of SchemaProblem.data, by kind. Every key but the first of each line may be absent.
 *
 * unknown-key    key, parent (dotted), nearest (a name that is allowed there), allowed (all of them),
 *                with (the key is known, but not with this: `mode: header`)
 * misplaced-key  the same, and belongs (dotted path where it goes; <id> stands for a name to choose)
 * retired-key    what ("key" | "value" | "shape"), key, value, until (last release), goneIn, action (what OpenClaw
 *                or its doctor does), replacedBy (dotted path, or the value's new name), since (it comes back)
 * migrated-key   as retired-key; OpenClaw moves or drops it on read, so nothing is refused
 * future-key     what, key, value, since (first release), rule, found (type), expected, allowed, limit
 * wrong-type     expected (JSON types), found (a JSON type, "fraction" or "not finite")
 * invalid-value  rule ("enum" | "pattern" | "key" | minLength, maximum, ...), allowed, nearest, found, limit, pattern
 *                reason (a clause in words; then rule is the id of the rule: "sandbox", "duration", ...), other, alias
 * missing-key    key, reason, with (it is needed with this: `mode: header`), until (needed up to this release only),
 *                strange (the object at a secret's place is no SecretRef)
 */

/**
 * What the schema of a release has against a config: everything, not only the first fault. No problem holds a value
 * from a place where secrets stand.
 *
 * @param config the merged value, after includes
 * @param release the release that judges
 */
export function validateSchema(config: unknown, release: ReleaseLine): readonly SchemaProblem[] {
  const { problems, settled } = walkGates(config, release);
  if (matchesSomeRelease(config)) return withoutSlips(problems, config).map(forgiveLostKey);
  const folded = foldErrors(matchesSomeRelease.errors ?? [], config, releaseIndex(release), settled);
  // A key that every release needs may be missed by both.
  const said = new Set(problems.map(identity));
  const further = folded.filter((problem) => !said.has(identity(problem)));
  return withoutSlips([...problems, ...further], config).map(forgiveLostKey);
}

/** OpenClaw loses a key `__proto__` when it copies what it has read, so it refuses nothing for it. */
function forgiveLostKey(problem: SchemaProblem): SchemaProblem {
  return problem.path.includes("__proto__") ? { ...problem, refused: false } : problem;
}

function identity(problem: SchemaProblem): string {
  return `${problem.kind} ${toPointer(problem.path)} ${String(problem.data["key"])}`;
}

/**
 * What OpenClaw of a release has against a config: its schema, and the rules that a schema cannot carry.
 *
 * @param config the merged value, after includes
 * @param release the release that judges, one of RELEASES
 */
export function validateConfig(config: unknown, release: string): readonly SchemaProblem[] {
  const line = lineOf(release);
  const problems = checkSections(config, release, validateSchema(config, line), () =>
    validateSchema(config, RELEASE_LINES[releaseIndex(line) + 1] ?? line),
  );
  const places = new Set(problems.map((problem) => `${problem.on} ${toPointer(problem.path)}`));
  const further = refine(config, line, release).filter(
    (problem) => !places.has(`${problem.on} ${toPointer(problem.path)}`),
  );
  return [...problems, ...further]
    .map((problem) => withFate(problem, config, release))
    .flatMap((problem) => carriedOver(problem, config, release));
}
