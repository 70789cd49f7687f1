import { memo } from "../../core/memo.ts";
import bundled from "../../data/environment/bundled-until.json" with { type: "json" };
import expected from "../../data/environment/expected-names.json" with { type: "json" };
import table from "../../data/environment/provider-variables.json" with { type: "json" };
import { compareReleases } from "../../schema/releases.ts";
import { isEarlyRelease } from "./release-line.ts";

/** The variables that OpenClaw reads for a provider, in its order. */
export interface ProviderVariables {
  readonly names: readonly string[];
  /** external: read only while the provider's plugin is installed. */
  readonly kind: "core" | "bundled" | "external";
  readonly package?: string;
}

const LATER: ReadonlyMap<string, ProviderVariables> = new Map(
  // The file is written from OpenClaw's own tables and checked against this shape by a test.
  Object.entries(table.providers as Readonly<Record<string, ProviderVariables>>),
);
const BUNDLED_UNTIL: ReadonlyMap<string, string> = new Map(Object.entries(bundled.providers));
const EARLY: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(table.early.providers));

/** The variables of a provider id (aliases included) in a release, or undefined when OpenClaw knows none. */
export function providerVariables(providerId: string, release: string): ProviderVariables | undefined {
  const id = providerId.trim().toLowerCase();
  if (!isEarlyRelease(release)) {
    const later = LATER.get(id);
    return later?.kind === "external" && isBundled(id, release)
      ? { names: later.names, kind: "bundled" }
      : later;
  }
  const names = EARLY.get(id);
  return names === undefined ? undefined : { names, kind: "core" };
}

/** True where a release's own package brings a provider that later became a plugin to be installed. */
function isBundled(providerId: string, release: string): boolean {
  const until = BUNDLED_UNTIL.get(providerId);
  return until !== undefined && compareReleases(release, until) <= 0;
}

/** Names that only a plugin reads today, and that a release read by itself. */
const bundledNames = memo((release): readonly string[] =>
  isEarlyRelease(release)
    ? []
    : [...BUNDLED_UNTIL.keys()].flatMap((id) => (isBundled(id, release) ? (LATER.get(id)?.names ?? []) : [])),
);

/** Provider ids that read a variable, external ones included, in alphabetical order. */
export function providersReading(name: string, release: string): readonly string[] {
  const early = isEarlyRelease(release);
  const ids = early ? [...EARLY.keys()] : [...LATER.keys()];
  return ids.filter((id) => providerVariables(id, release)?.names.includes(name) === true).sort();
}

/**
 * The names that OpenClaw imports from a login shell: those of core, of bundled providers, and of the installed plugins
 * (given by provider id). A name of the user's own is never one.
 */
export function expectedNames(release: string, installedProviders: readonly string[]): ReadonlySet<string> {
  const base = isEarlyRelease(release) ? expected.early : [...expected.providers, ...expected.others];
  const names = new Set([...base, ...bundledNames(release)]);
  for (const id of installedProviders) {
    for (const name of providerVariables(id, release)?.names ?? []) names.add(name);
  }
  return names;
}

/** Those of core and of bundled providers. */
const MARKERS: ReadonlySet<string> = new Set([...expected.providers, ...expected.legacyMarkers]);

/**
 * The names that, written bare as a key, stand for the variable. Any other name is the key itself. The early era knows
 * none.
 */
export function bareNameMarkers(release: string, installedProviders: readonly string[]): ReadonlySet<string> {
  if (isEarlyRelease(release)) return new Set();
  const bundledThen = bundledNames(release);
  if (installedProviders.length === 0 && bundledThen.length === 0) return MARKERS;
  const names = new Set([...MARKERS, ...bundledThen]);
  for (const id of installedProviders) {
    for (const name of providerVariables(id, release)?.names ?? []) names.add(name);
  }
  return names;
}

/** A name for the variable of a provider that has none of its own: `oven-ai` gives `OVEN_AI_API_KEY`. */
export function suggestedVariable(provider: string, ending = "API_KEY"): string {
  const stem = provider
    .toUpperCase()
    .replace(/[^A-Z0-9]+/gu, "_")
    .replace(/^_+|_+$/gu, "");
  return `${/^\d/u.test(stem) || stem === "" ? `P_${stem}` : stem}_${ending}`;
}

/** Of a provider's variables the one that most people have a value for: a key's that bears the provider's name. */
export function usualVariable(variables: readonly string[], provider: string): string | undefined {
  const keys = variables.filter((name) => name.endsWith("_API_KEY"));
  const stem = suggestedVariable(provider).replace(/_API_KEY$/u, "");
  return keys.find((name) => name.startsWith(stem)) ?? keys[0] ?? variables[0];
}
