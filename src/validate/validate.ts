import { validate as matchesSomeRelease } from "../../build/validator.js";
import { toPointer } from "../core/config-path.ts";
import { keyOf, type SchemaProblem } from "../core/schema-problem.ts";
import { lineOf, RELEASE_LINES, type ReleaseLine, releaseIndex } from "../schema/releases.ts";
import { foldErrors } from "./fold-errors.ts";
import { carriedOver, withFate } from "./mended.ts";
import { refine } from "./refinements/refine.ts";
import { checkSections } from "./sections/check-sections.ts";
import { withoutSlips } from "./slips.ts";
import { walkGates } from "./walk-gates.ts";

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
  return `${problem.kind} ${toPointer(problem.path)} ${String(keyOf(problem))}`;
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
