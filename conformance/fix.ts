import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import JSON5 from "json5";
import { expandOptionsFor } from "../src/analyze.ts";
import { createMemoryHost } from "../src/host/memory-host.ts";
import type { Repair } from "../src/lint.ts";
import { type MendedConfig, mendConfig } from "../src/repair/mend-config.ts";
import { type Difference, differencesOf, differenceTable } from "./fix-differences.ts";
import type { OpenClawVerdict } from "./openclaw/messages.ts";

/** What OpenClaw says of one config before and after our repairs, and after its own migration. */
export interface FixOutcome {
  readonly name: string;
  readonly before: OpenClawVerdict;
  readonly after: OpenClawVerdict;
  /** After OpenClaw's own migration; undefined where this release has none that can be called. */
  readonly migrated: OpenClawVerdict | undefined;
  readonly repairs: number;
  /** Where our result differs from that of OpenClaw's own migration; undefined where that changes nothing. */
  readonly differences: readonly Difference[] | undefined;
  /** With our repairs made on OpenClaw's result too: what is left is no repair where OpenClaw has none. */
  readonly unexplained: readonly Difference[] | undefined;
  /** Refusals at a value that a repair wrote, which neither stood there before nor come from OpenClaw's own migration. */
  readonly own: readonly string[];
}

/** Asks OpenClaw about a config before and after `--fix`. */
export interface FixOracle {
  readonly judge: (text: string) => Promise<OpenClawVerdict>;
  /** The text that OpenClaw's own migration makes of a config; undefined where there is nothing to migrate. */
  readonly migrate: (text: string) => Promise<string | undefined>;
}

const FOLDER = "/bakery";
const PATH = `${FOLDER}/openclaw.json`;

/** Mends a config text as `clawlint --fix` does, and holds the result against OpenClaw. */
export async function fixOutcome(
  name: string,
  text: string,
  release: string,
  unsafe: boolean,
  oracle: FixOracle,
): Promise<FixOutcome> {
  const mended = mend(text, release, unsafe);
  const before = await oracle.judge(text);
  const fixed = textAfter(mended, text);
  const after = fixed === text ? before : await oracle.judge(fixed);
  const own = await oracle.migrate(text);
  const migrated = own === undefined ? before : await oracle.judge(own);
  const known = new Set([...before.issues, ...(migrated?.issues ?? [])].map(({ path: at }) => at));
  const written = (mended?.done ?? []).flatMap(writtenBy);
  return {
    name,
    before,
    after,
    migrated,
    repairs: mended?.done.length ?? 0,
    differences: own === undefined ? undefined : apart(fixed, own),
    unexplained: own === undefined ? undefined : apart(fixed, fixedText(own, release, unsafe)),
    own: after.issues
      .filter(
        ({ path: at }) =>
          !known.has(at) && written.some((place) => at === place || at.startsWith(`${place}.`)),
      )
      .map(({ path: at, message }) => `${at}: ${message}`),
  };
}

/** The text that `--fix` makes of a config. */
export function fixedText(text: string, release: string, unsafe: boolean): string {
  return textAfter(mend(text, release, unsafe), text);
}

function mend(text: string, release: string, unsafe: boolean): MendedConfig | undefined {
  const host = createMemoryHost({
    files: { [PATH]: { content: text, mode: 0o600 } },
    env: { HOME: "/home/baker" },
    cwd: FOLDER,
    osHome: "/home/baker",
  });
  return mendConfig(
    host,
    { path: PATH, file: "openclaw.json" },
    { gateway: "none", openclawVersion: release },
    { unsafe, variables: "/home/baker/.openclaw/.env", expand: expandOptionsFor(host) },
  );
}

function textAfter(mended: MendedConfig | undefined, text: string): string {
  return mended?.files.find((file) => file.path === PATH)?.after ?? text;
}

/** Where two texts differ, but for `meta`: there OpenClaw keeps a log of itself, which is not ours to write. */
function apart(ours: string, theirs: string): readonly Difference[] {
  return differencesOf(parsed(ours), parsed(theirs)).filter(({ path }) => path[0] !== "meta");
}

function parsed(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    return undefined;
  }
}

/** Dotted paths of the values that a repair writes. */
function writtenBy({ fix, path }: Repair): readonly string[] {
  const { change } = fix;
  switch (change.kind) {
    case "rename-key":
    case "list-to-object":
      return [[...path.slice(0, -1), change.name].join(".")];
    case "move-to":
    case "set-value":
      return [change.path.join(".")];
    case "set-values":
      return change.values.map((one) => one.path.join("."));
    case "set-text":
      return [path.join(".")];
    default:
      return [];
  }
}

/** Every config below a folder, by its name. */
export function configsBelow(folder: string): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\.json5?$/u.test(name) && !/(?:^|\/)(?:case|index|verdicts|probes)\.json$/u.test(name))
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ name: path, text: readFileSync(path, "utf8") }));
}

/** The table of a run, and whether the law holds: nothing of our own making, and no accepted config lost. */
export function fixReport(outcomes: readonly FixOutcome[]): {
  readonly text: string;
  readonly holds: boolean;
} {
  const accepted = (pick: (one: FixOutcome) => OpenClawVerdict | undefined) =>
    outcomes.filter((one) => pick(one)?.valid === true).length;
  const bad = outcomes.filter(({ own }) => own.length > 0);
  const lost = outcomes.filter(({ before, after }) => before.valid && !after.valid);
  const migrated = outcomes.filter(({ differences }) => differences !== undefined);
  const none = (pick: (one: FixOutcome) => readonly Difference[] | undefined) =>
    migrated.filter((one) => pick(one)?.length === 0).length;
  const lines = [
    `configs ${outcomes.length}, changed ${outcomes.filter(({ repairs }) => repairs > 0).length}, repairs ${outcomes.reduce((sum, { repairs }) => sum + repairs, 0)}`,
    `accepted before ${accepted(({ before }) => before)}, after ${accepted(({ after }) => after)}, after OpenClaw's own migration ${accepted(({ migrated }) => migrated)}`,
    `accepted before and not after ${lost.length}; with a refusal of the repair's own making ${bad.length}`,
    `the same as after OpenClaw's own migration, but for meta: ${none(({ differences }) => differences)} of ${migrated.length}`,
    `  with our repairs made on its result too: ${none(({ unexplained }) => unexplained)}`,
    ...lost.map(
      ({ name, after }) =>
        `  lost ${name}: ${after.issues.map(({ path, message }) => `${path}: ${message}`).join("; ")}`,
    ),
    ...bad.map(({ name, own }) => `  own ${name}: ${own.join("; ")}`),
    "what is left, by configs:",
    ...differenceTable(migrated.map(({ unexplained }) => unexplained ?? [])),
  ];
  return { text: lines.join("\n"), holds: bad.length === 0 && lost.length === 0 };
}

/** A migrated config as text. */
export function migratedText(config: unknown): string | undefined {
  return config === null || config === undefined ? undefined : JSON5.stringify(config, null, 2);
}
