import { type ConfigPath, isObject, toPointer } from "../../core/config-path.ts";
import { keyOf, type SchemaProblem } from "../../core/schema-problem.ts";
import { isReleaseLine, releasePlace } from "../../schema/releases.ts";
import { isIn, WRITTEN } from "../../schema/section-table.ts";
import { checkSection } from "./check-section.ts";
import { sectionTable } from "./section-tables.ts";

/**
 * What the whole schema of a release has against a config, given what the hand-written part says.
 *
 * The sections that are not written by hand are judged by the generated schema. So are those that are, where the release
 * lies between two measured lines: what is written says something of the older line there, and it counts only as far as
 * the release's own schema, or the next line, refuses the same place.
 *
 * @param later what the written part says of the next line
 */
export function checkSections(
  config: unknown,
  release: string,
  written: readonly SchemaProblem[],
  later: () => readonly SchemaProblem[],
): readonly SchemaProblem[] {
  if (!isObject(config)) return written;
  const place = releasePlace(release);
  const between = !isReleaseLine(release);
  const problems: SchemaProblem[] = [];
  const told = new Set(written.filter(({ path }) => path.length <= 1).map(({ path }) => path[0]));
  for (const section of Object.keys(config)) {
    if (WRITTEN.has(section)) continue;
    // A section that the release lacks, or that is no object where one belongs, is told already.
    if (told.has(section)) continue;
    problems.push(...checkSection(section, config[section], place));
  }
  if (!between) return [...written, ...problems];
  const exact = Object.keys(config)
    .filter((section) => WRITTEN.has(section))
    .flatMap((section) => checkSection(section, config[section], place));
  // What the lines on both sides refuse, the releases between them refuse, too, by their schema or beyond it.
  const both = new Set(written.length === 0 ? [] : later().map(identity));
  const counted = written.filter(
    (problem) => both.has(identity(problem)) || isConfirmed(problem, exact, place),
  );
  const further = exact.filter(({ path }) => !counted.some((one) => touches(one.path, path)));
  return [...counted, ...further, ...problems];
}

/** True where the release's own schema refuses the place, too, or cannot say. */
function isConfirmed(problem: SchemaProblem, exact: readonly SchemaProblem[], place: number): boolean {
  const [section] = problem.path;
  if (!problem.refused || section === undefined) return true;
  if (problem.path.length === 1 && problem.on === "key") {
    const table = sectionTable(String(section));
    return table === undefined || !table.in.some((span) => isIn(span, place));
  }
  return !WRITTEN.has(String(section)) || exact.some(({ path }) => touches(path, problem.path));
}

function identity(problem: SchemaProblem): string {
  return `${problem.kind} ${toPointer(problem.path)} ${String(keyOf(problem))}`;
}

function touches(one: ConfigPath, other: ConfigPath): boolean {
  const shared = Math.min(one.length, other.length);
  return one.slice(0, shared).every((segment, index) => segment === other[index]);
}
