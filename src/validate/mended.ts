import { isObject, valueAt } from "../core/config-path.ts";
import type { SchemaProblem, SchemaProblemOf } from "../core/schema-problem.ts";
import { valueKind } from "../core/value-kind.ts";
import { type FateData, fateOf } from "../schema/fates.ts";
import { isDroppedWithBlock, isMovedOnRead, isTakenUnprinted } from "../schema/read-moves.ts";
import { RELEASES, releasePlace } from "../schema/releases.ts";
import { holdsIn } from "../schema/run-time-facts.ts";
import { sectionTable } from "./sections/section-tables.ts";

/**
 * Says of a key, value or shape that left what OpenClaw's own migration does with it: `action` and `replacedBy` where
 * the schema does not know, `mended` where a gateway of the release mends it at its start.
 */
export function withFate(problem: SchemaProblem, config: unknown, release: string): SchemaProblem {
  // Of several agents without an owner the migration makes explicit ones.
  if (problem.kind === "missing-key" && problem.data.key === "ownership" && problem.path.join() === "agents")
    return { ...problem, mended: holdsIn("mends-at-start", release) };
  if (problem.kind === "future-key" && problem.path.length === 1) return withExactSince(problem, release);
  if (problem.kind !== "retired-key") return problem;
  const fate = fateAt(problem, config);
  const { action } = problem.data;
  const isMended = fate !== undefined || action === "doctor moves" || action === "doctor removes";
  if (!isMended) return problem;
  const known =
    fate === undefined || (action !== undefined && action !== "none")
      ? {}
      : {
          action: `doctor ${fate.does}`,
          replacedBy: fate.to ?? (typeof fate.value === "string" ? fate.value : undefined),
          otherForm: fate.does === "moves" && fate.to === undefined && typeof fate.value !== "string",
        };
  return { ...problem, data: { ...problem.data, ...known }, mended: holdsIn("mends-at-start", release) };
}

/** Of a top-level key the very release that brought it, where the hand-written part knows only the next measured one. */
function withExactSince(problem: SchemaProblemOf<"future-key">, release: string): SchemaProblem {
  const place = releasePlace(release);
  const first = sectionTable(String(problem.path[0]))?.in.find(([since]) => since > place);
  const since = first === undefined ? undefined : RELEASES[first[0]];
  return since === undefined ? problem : { ...problem, data: { ...problem.data, since } };
}

/** What a release moves or drops on reading is refused by none of its rules: told by its new name, if that is known. */
export function carriedOver(
  problem: SchemaProblem,
  config: unknown,
  release: string,
): readonly SchemaProblem[] {
  const { path, refused } = problem;
  if (!refused || !holdsIn("carries-over", release)) return [problem];
  if (isTakenUnprinted(path, release)) return [];
  if (isDroppedWithBlock(path, valueAt(config, path.slice(0, -1)), release))
    return [
      {
        ...problem,
        kind: "migrated-key",
        on: "key",
        refused: false,
        data: { what: "key", key: String(path.at(-1)), action: "dropped on read" },
      },
    ];
  if (!isMovedOnRead(path, valueAt(config, path), release)) return [problem];
  const { to } = fateOf(path, "") ?? {};
  return to === undefined
    ? []
    : [
        {
          ...problem,
          kind: "migrated-key",
          on: "key",
          refused: false,
          data: { what: "key", key: String(path.at(-1)), action: "moved on read", replacedBy: to },
        },
      ];
}

function isSmall(value: unknown): boolean {
  if (!isObject(value)) return !Array.isArray(value);
  const inner = Object.values(value);
  return inner.length === 1 && typeof inner[0] !== "object";
}

/** What becomes of the key, value or shape that a problem names. */
export function fateAt(
  { path, data }: SchemaProblemOf<"retired-key">,
  config: unknown,
): FateData | undefined {
  const value = valueAt(config, path);
  // What becomes of a key may hang on its value; a block that is known by its value is small.
  if (data.what === "key")
    return (isSmall(value) ? fateOf(path, ` = ${JSON.stringify(value)}`) : undefined) ?? fateOf(path, "");
  return fateOf(path, ` = ${JSON.stringify(value)}`) ?? fateOf(path, ` is ${valueKind(value)}`);
}
