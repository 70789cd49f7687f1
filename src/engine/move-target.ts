import type { ConfigPath } from "../core/config-path.ts";
import { fromDotted } from "../core/dotted-path.ts";
import type { FateData } from "../schema/fates.ts";
import { isDescribed } from "../validate/disclosure.ts";
import type { ProblemFix, Surroundings } from "./rule.ts";

/**
 * The move of a value to the place that a dotted path names, `*` standing for the same name as in the old path;
 * undefined where that leaves open which place is meant.
 */
export function moveFix(
  path: ConfigPath,
  dotted: string,
  safety: ProblemFix["safety"],
  fate: Pick<FateData, "writes" | "yields" | "empties"> = {},
): { readonly fix: ProblemFix } | undefined {
  const place = placeFor(path, dotted);
  if (place === undefined) return undefined;
  // What the schema does not describe cannot be judged at its new place.
  const judged = isDescribed(place);
  return {
    fix: {
      title: `move it to ${dotted}`,
      safety: judged ? safety : "unsafe",
      change: { kind: "move-to", path: place, yields: fate.yields, ...surroundings(path, fate) },
    },
  };
}

/** What OpenClaw's own migration does around a key that it moves or takes out. */
export function surroundings(
  path: ConfigPath,
  { writes = {}, empties }: Pick<FateData, "writes" | "empties">,
): Surroundings {
  const also = Object.entries(writes).flatMap(([dotted, value]) => {
    const place = placeFor(path, dotted);
    return place === undefined ? [] : [{ path: place, value }];
  });
  return { ...(also.length === 0 ? {} : { also }), empties };
}

/** The place that a dotted path names, `*` standing for the same name as in another path. */
function placeFor(path: ConfigPath, dotted: string): ConfigPath | undefined {
  if (/[<[]/u.test(dotted)) return undefined;
  const names = fromDotted(dotted);
  const target = names?.map((name, index) =>
    name !== "*" ? name : index === names.length - 1 ? path.at(-1) : path[index],
  );
  return target?.every((name) => typeof name === "string") === true ? target : undefined;
}
