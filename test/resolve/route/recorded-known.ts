import type { RouteCase } from "../../../conformance/routes/generate.ts";

/**
 * True where a turn in a process of its own is no witness: that of 2026.7.35 sends `$NAME`, and `${NAME}` without its
 * variable, as text. Its gateway fills the first (run, with a server on this machine that wrote down what came) and does
 * not start for the second.
 */
export function isOtherInGateway(openclaw: string, { config, env }: RouteCase): boolean {
  const texts = [...JSON.stringify(config).matchAll(/"\$(?:\{([A-Z0-9_]+)\}|([A-Z0-9_]+))"/gu)];
  return openclaw === "2026.7.35" && texts.some(([, name, bare]) => bare !== undefined || !env[name ?? ""]);
}

/**
 * What is told wrongly of older releases, by case: the reason why nothing is sent (9, 79), the bearer token in place of a
 * key and whether a plugin that is denied asks all the same (20), the limit of a row of an older name (151).
 */
const WRONG: Readonly<Record<string, readonly number[]>> = {
  "2026.5.5": [9],
  "2026.6.11": [20, 79, 151],
  "2026.7.35": [20, 151],
};

/** The cases of a release that are told wrongly. */
export function toldWrongly(openclaw: string): readonly number[] {
  return WRONG[openclaw] ?? [];
}
