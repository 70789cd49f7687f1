import { type ConfigPath, shownPointer } from "../core/config-path.ts";
import type { Finding } from "../core/finding.ts";

/** What a run has told so far, by place. */
export interface ToldPlaces {
  /** Pointers of errors and warnings. */
  readonly exact: ReadonlySet<string>;
  /** Pointers of what errors stand in; a block lies three keys deep. */
  readonly around: ReadonlySet<string>;
}

/** The places of some findings; infos tell nothing that another rule need not say. */
export function toldPlaces(findings: readonly Finding[]): ToldPlaces {
  const exact = new Set<string>();
  const around = new Set<string>();
  for (const { severity, path } of findings) {
    if (severity === "info") continue;
    exact.add(path);
    if (severity !== "error") continue;
    let end = 0;
    for (let depth = 0; depth < 4 && end >= 0; depth += 1) {
      end = path.indexOf("/", end + 1);
      if (end > 0) around.add(path.slice(0, end));
    }
  }
  return { exact, around };
}

/**
 * True where an error or a warning stands at one of some places.
 * @param inside also where an error stands in one of them
 */
export function isTold(
  { exact, around }: ToldPlaces,
  places: readonly ConfigPath[],
  inside = false,
): boolean {
  return places.some((place) => {
    const pointer = shownPointer(place);
    return exact.has(pointer) || (inside && around.has(pointer));
  });
}
