import type { ConfigPath } from "../core/config-path.ts";
import { fromDotted } from "../core/dotted-path.ts";
import { isDescribed } from "../validate/disclosure.ts";
import type { ProblemFix } from "./rule.ts";

/**
 * The move of a value to the place that a dotted path names, `*` standing for the same name as in the old path;
 * undefined where that leaves open which place is meant.
 */
export function moveFix(
  path: ConfigPath,
  dotted: string,
  safety: ProblemFix["safety"],
): { readonly fix: ProblemFix } | undefined {
  if (/[<[]/u.test(dotted)) return undefined;
  const names = fromDotted(dotted);
  if (names === undefined) return undefined;
  const target = names.map((name, index) =>
    name !== "*" ? name : index === names.length - 1 ? path.at(-1) : path[index],
  );
  if (target.some((name) => typeof name !== "string")) return undefined;
  const place: ConfigPath = target.map(String);
  // What the schema does not describe cannot be judged at its new place.
  const judged = isDescribed(place);
  return {
    fix: {
      title: `move it to ${dotted}`,
      safety: judged ? safety : "unsafe",
      change: { kind: "move-to", path: place },
    },
  };
}
