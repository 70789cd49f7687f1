import type { ConfigPath } from "../src/core/config-path.ts";
import type { ReleaseLine } from "../src/schema/releases.ts";
import { validateConfig } from "../src/validate/validate.ts";
import type { OpenClawVerdict } from "./openclaw/messages.ts";

/** Clawlint's verdict on a config: the paths of what it says OpenClaw refuses. */
export function ownVerdict(config: unknown, release: ReleaseLine): readonly ConfigPath[] {
  return validateConfig(config, release)
    .filter(({ refused }) => refused)
    .map(({ path }) => path);
}

/** How near clawlint's places are to OpenClaw's; the farthest of OpenClaw's issues counts. */
export type Nearness =
  /** The same path. */
  | "same"
  /** Parent or child. */
  | "near"
  /** One lies inside the other, more than one step away. */
  | "inside"
  | "elsewhere";

/** The comparison of two verdicts on one config. */
export type Outcome =
  | { readonly kind: "both-accept" }
  | { readonly kind: "both-refuse"; readonly nearness: Nearness }
  /** OpenClaw refuses what clawlint lets pass. */
  | { readonly kind: "missed" }
  /** Clawlint refuses what OpenClaw takes. */
  | { readonly kind: "false-alarm" };

/** Compares OpenClaw's verdict with the paths that clawlint refuses. */
export function compare(theirs: OpenClawVerdict, ours: readonly ConfigPath[]): Outcome {
  if (theirs.valid) return ours.length === 0 ? { kind: "both-accept" } : { kind: "false-alarm" };
  if (ours.length === 0) return { kind: "missed" };
  let worst = 0;
  for (const { path } of theirs.issues) {
    const best = Math.min(...ours.map((own) => distance(dotted(path), own.map(String).join("."))));
    worst = Math.max(worst, best);
  }
  return {
    kind: "both-refuse",
    nearness: (["same", "near", "inside", "elsewhere"] as const)[worst] ?? "elsewhere",
  };
}

/** The root is written in several ways. */
function dotted(path: string): string {
  return path === "<root>" || path === "(root)" ? "" : path;
}

/** 0 same, 1 one step apart, 2 one inside the other, 3 neither. Keys may hold dots, so texts are compared. */
function distance(a: string, b: string): number {
  if (a === b) return 0;
  const [outer, inner] = a.length < b.length ? [a, b] : [b, a];
  if (outer !== "" && !inner.startsWith(`${outer}.`)) return 3;
  const rest = outer === "" ? inner : inner.slice(outer.length + 1);
  return rest.includes(".") ? 2 : 1;
}
