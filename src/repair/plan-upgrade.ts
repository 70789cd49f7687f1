import type { Analysis } from "../analyze.ts";
import { expandOptionsFor } from "../analyze.ts";
import { type ConfigPath, shownPointer } from "../core/config-path.ts";
import { encode } from "../core/encode.ts";
import type { Finding } from "../core/finding.ts";
import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { overlayHost } from "../host/overlay-host.ts";
import { type LintOptions, type LintResult, lintConfig } from "../lint.ts";
import type { ConfigTarget } from "../locate/locate-configs.ts";
import type { ReadFailure } from "../read/read-text.ts";
import { type MendOptions, mendConfig } from "../repair/mend-config.ts";
import type { ChangedRoute, Upgrade, UpgradeRefusal } from "../report/upgrade.ts";
import { findMigratedPlaces } from "../resolve/migration/migrated-places.ts";
import { leavingPlugins } from "../resolve/providers/leaving-plugins.ts";
import { routeDataOf } from "../resolve/route/facts.ts";
import type { ModelRoute, Route } from "../resolve/route/route.ts";
import { routesOf } from "../resolve/route/routes-of.ts";
import { checkIdOf } from "../rules/rule-names.ts";

/** From which release to which. */
export interface UpgradeSpan {
  readonly from: string;
  readonly to: string;
  /** Why `from` and `to`, where they were not asked for. */
  readonly whyFrom?: string | undefined;
  readonly whyTo?: string | undefined;
}

type Linted = Extract<LintResult, { readonly ok: true }>;

/**
 * What becomes of a config when OpenClaw goes from one release to another. Writes and runs nothing.
 *
 * @param variables the `.env` file that repairs would put secrets into
 * @returns the plan, or why the config cannot be read
 */
export function planUpgrade(
  host: Host,
  target: ConfigTarget,
  options: LintOptions,
  { from, to, whyFrom, whyTo }: UpgradeSpan,
  variables: string,
): Upgrade | ReadFailure | "unreadable" | "fragment" {
  const lint = (machine: Host, release: string) =>
    lintConfig(machine, target, { ...options, frames: false, openclawVersion: release });
  const before = lint(host, from);
  if (!before.ok) return before.failure;
  if (!before.analysis.readable) return "unreadable";
  if (before.analysis.fragment !== undefined) return "fragment";
  const now = lint(host, to);
  if (!now.ok) return now.failure;
  const mend = (only?: MendOptions["only"]) =>
    mendConfig(
      host,
      target,
      { ...options, openclawVersion: to },
      { unsafe: false, variables, expand: expandOptionsFor(host), only },
    );
  // A config that needs no mending keeps its models, but for those that --fix replaces.
  const mended = mend(({ finding }) => checkIdOf(finding) !== "migrated-model");
  const files = new Map(
    (mended?.files ?? []).map(({ path, after, byteOrderMark }) => [path, encode(after, byteOrderMark)]),
  );
  const after = files.size === 0 ? now : lint(overlayHost(host, files), to);
  if (!after.ok) return after.failure;

  const done = mended?.done ?? [];
  const refusals = refusalsOf(before, now, new Set(done.map(({ finding }) => signOf(finding))));
  const problems = newProblems(before, after);
  const { config, resolved, release: newer } = now.analysis;
  const { release: older } = before.analysis;
  const rewritten = rewrittenPlaces(now);
  const plugins = leavingPlugins(config, resolved, older.release, newer.release);
  // A config that nothing has to be mended in is left as it is.
  const isMended = refusals.some(({ by }) => by !== "hand");
  const hands = refusals.filter(({ by }) => by !== "gateway").length;
  return {
    path: target.file,
    from: { value: older.release, why: whyFrom ?? older.why },
    to: { value: newer.release, why: whyTo ?? newer.why },
    gateway: options.gateway ?? "shell",
    starts: refusals.length === 0 ? "as-is" : hands === 0 ? "mended" : "no",
    refusals,
    problems,
    repairs: (rewritten.length === 0 ? done : (mend()?.done ?? [])).map(({ finding, path, fix }) => ({
      rule: finding.rule,
      path: shownPointer(path),
      title: fix.title,
    })),
    left: after.report.findings.filter(({ refused }) => refused).length,
    routes: compareRoutes(before.analysis, after.analysis),
    plugins,
    models: retiredModels(now),
    rewritten: isMended ? rewritten : [],
    byHand: hands + problems.length + plugins.length,
  };
}

/** The errors that come with the newer release, apart from what it refuses and from models that retire. */
function newProblems(before: Linted, after: Linted): readonly Finding[] {
  const known = new Set(before.report.findings.flatMap(signsOf));
  return after.report.findings.filter(
    (finding) =>
      finding.severity === "error" &&
      !finding.refused &&
      finding.rule !== "retired-model" &&
      !signsOf(finding).some((sign) => known.has(sign)),
  );
}

function retiredModels({ report }: Linted): Upgrade["models"] {
  return report.findings
    .filter(({ rule }) => rule === "retired-model")
    .map(({ path, data, refused }) => {
      const { text, successor } = data;
      return {
        path,
        reference: String(text),
        ...(typeof successor === "string" && successor !== "" ? { successor } : {}),
        refused,
      };
    });
}

/** The references that OpenClaw's own migration writes anew. */
function rewrittenPlaces({ analysis }: Linted): Upgrade["rewritten"] {
  return findMigratedPlaces(analysis.config, analysis.release.release).map(({ path, text, becomes }) => ({
    path: shownPointer(path),
    reference: show(text),
    becomes: show(becomes),
  }));
}

/** What the newer release refuses, each with who mends it. */
function refusalsOf(before: Linted, now: Linted, fixed: ReadonlySet<string>): readonly UpgradeRefusal[] {
  const known = new Set(before.report.findings.filter(({ refused }) => refused).flatMap(signsOf));
  // Of each problem that OpenClaw's own migration mends, validate/mended.ts says whether the gateway runs it at its start.
  const doctor = new Set(
    now.analysis.schemaProblems
      .filter(({ mended }) => mended !== undefined)
      .map(({ path }) => shownPointer(path)),
  );
  return now.report.findings
    .filter(({ refused }) => refused)
    .map((finding) => ({
      finding,
      by: finding.mendedAtStart ? "gateway" : doctor.has(finding.path) ? "doctor" : "hand",
      isNew: !signsOf(finding).some((sign) => known.has(sign)),
      isFixed: fixed.has(signOf(finding)),
    }));
}

function signOf({ rule, path }: Finding): string {
  return `${rule} ${path}`;
}

/** By what a finding is known again in another release: its place, or, where that moved, what it says. */
function signsOf(finding: Finding): readonly string[] {
  return [signOf(finding), `${finding.rule} ${finding.messageId} ${JSON.stringify(finding.data)}`];
}

/** The routes of a config in the older release beside those of the mended one in the newer. */
function compareRoutes(before: Analysis, after: Analysis): Upgrade["routes"] {
  const measured = {
    from: routeDataOf(before.release.line) !== undefined,
    to: routeDataOf(after.release.line) !== undefined,
  };
  if (!measured.from || !measured.to) return { measured, same: 0, unmeasured: 0, changed: [] };
  const older = routesOf(before.resolved, before.config).all();
  const newer = routesOf(after.resolved, after.config).all();
  const open = new Map<string, Route[]>();
  for (const route of older)
    for (const key of keysOf(route)) open.set(key, [...(open.get(key) ?? []), route]);
  const taken = new Set<Route>();
  const take = (keys: readonly string[]): Route | undefined => {
    for (const key of keys) {
      const found = open.get(key)?.find((route) => !taken.has(route));
      if (found === undefined) continue;
      taken.add(found);
      return found;
    }
    return undefined;
  };
  // Those that stand where they stood first, so that none of them is taken for one that moved.
  const partners = new Map<Route, Route | undefined>();
  for (const route of newer) partners.set(route, take(keysOf(route).slice(0, 1)));
  for (const route of newer) partners.set(route, partners.get(route) ?? take(keysOf(route)));
  let same = 0;
  let unmeasured = 0;
  const changed: ChangedRoute[] = [];
  for (const [route, partner] of partners) {
    if (route.reason === "release" || partner?.reason === "release") {
      unmeasured += 1;
      continue;
    }
    const parts = partner === undefined ? ["new"] : differences(partner, route);
    // What cannot be known in either release is no promise that nothing changes.
    if (parts.length === 0 && route.verdict === "unknown") unmeasured += 1;
    else if (parts.length === 0) same += 1;
    else changed.push({ parts, before: partner, after: route });
  }
  for (const route of older) if (!taken.has(route)) changed.push({ parts: ["gone"], before: route });
  return { measured, same, unmeasured, changed };
}

/** By what a reference is known again: its place, agents by their ids, else what it says. */
function keysOf({ agent, role, path, reference }: Route): readonly string[] {
  return [
    JSON.stringify([agent ?? null, role, ownPath(path)]),
    JSON.stringify([agent ?? null, role, reference]),
  ];
}

/** A path below its agent, whose entry may have moved from the list to the map. */
function ownPath(path: ConfigPath): ConfigPath {
  return path[0] === "agents" && (path[1] === "list" || path[1] === "entries") ? path.slice(3) : path;
}

/** What differs of two requests, in words. */
function differences(before: ModelRoute, after: ModelRoute): readonly string[] {
  if (before.verdict !== after.verdict || before.reason !== after.reason) return ["whether it is sent"];
  const [one, other] = [before.request, after.request];
  if (one === undefined || other === undefined)
    return before.decidedBy === after.decidedBy ? [] : ["who decides"];
  const names = (headers: readonly { readonly name: string }[]) =>
    headers
      .map(({ name }) => name)
      .sort()
      .join();
  const pairs: readonly (readonly [what: string, before: unknown, after: unknown])[] = [
    ["address", one.url, other.url],
    ["model", one.model, other.model],
    ["api", one.api, other.api],
    ["key's header", one.key.header, other.key.header],
    ["whose key", `${one.key.from} ${one.key.variable}`, `${other.key.from} ${other.key.variable}`],
    ["headers", names(one.headers), names(other.headers)],
  ];
  // Of older releases limits were not measured.
  const limits: typeof pairs = [
    ["tokens of an answer", one.maxTokens, other.maxTokens],
    ["context window", one.contextWindow, other.contextWindow],
  ];
  const known = limits.filter(([, left, right]) => left !== undefined && right !== undefined);
  return [...pairs, ...known].filter(([, left, right]) => left !== right).map(([what]) => what);
}
