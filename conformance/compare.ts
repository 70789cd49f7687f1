import { type ConfigPath, valueAt } from "../src/core/config-path.ts";
import { compareReleases } from "../src/schema/releases.ts";
import { listMigrates } from "../src/validate/agent-list.ts";
import { validateConfig } from "../src/validate/validate.ts";
import type { OpenClawVerdict } from "./openclaw/messages.ts";

/** Clawlint's verdict on a config: the paths of what it says OpenClaw refuses. */
export function ownVerdict(config: unknown, release: string): readonly ConfigPath[] {
  return validateConfig(config, release)
    .filter(({ refused }) => refused)
    .map(({ path }) => asEntry(path, config, release));
}

/** OpenClaw judges an older list of agents after turning it into entries. */
function asEntry(path: ConfigPath, config: unknown, release: string): ConfigPath {
  const [section, holder, index, ...rest] = path;
  if (section !== "agents" || holder !== "list" || typeof index !== "number") return path;
  const id = valueAt(config, ["agents", "list", index, "id"]);
  return compareReleases(release, "2026.8.2") >= 0 && listMigrates(valueAt(config, ["agents"]))
    ? ["agents", "entries", String(id), ...rest]
    : path;
}

/**
 * How near clawlint's places are to OpenClaw's. The nearest pair counts: one fault may give OpenClaw several issues,
 * and clawlint one finding.
 */
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
  const distances = theirs.issues.flatMap(({ path }) =>
    ours.map((own) => distance(dotted(path), own.map(String))),
  );
  const best = Math.min(...distances, ELSEWHERE);
  return { kind: "both-refuse", nearness: NEARNESS[best] ?? "elsewhere" };
}

const NEARNESS = ["same", "near", "inside", "elsewhere"] as const;
const ELSEWHERE = 3;

/** The root is written in several ways. */
function dotted(path: string): string {
  return path === "<root>" || path === "(root)" ? "" : path;
}

/** 0 same, 1 one step apart, 2 one inside the other, 3 neither. OpenClaw's keys may hold dots: texts are compared. */
function distance(theirs: string, ours: readonly string[]): number {
  for (let length = ours.length; length >= 0; length--) {
    if (ours.slice(0, length).join(".") === theirs) return Math.min(ours.length - length, 2);
  }
  const own = ours.join(".");
  if (own !== "" && !theirs.startsWith(`${own}.`)) return ELSEWHERE;
  return theirs.slice(own === "" ? 0 : own.length + 1).includes(".") ? 2 : 1;
}
