import { dirname, resolve } from "pathe";
import { plain } from "../../src/core/visible.ts";
import { redactText } from "../../src/edit/redact-text.ts";
import { wantedVariables } from "../../src/explain/wanted-variables.ts";
import { readFailureWords } from "../../src/read/read-text.ts";
import { planUpgrade } from "../../src/repair/plan-upgrade.ts";
import { signOf } from "../../src/repair/sign-of.ts";
import { upgradeWords } from "../../src/report/upgrade.ts";
import { readContainer } from "../../src/resolve/environment/container/read-container.ts";
import { readLaunchd } from "../../src/resolve/environment/launchd/read-launchd.ts";
import { readSystemd } from "../../src/resolve/environment/systemd/read-systemd.ts";
import { checkIdOf } from "../../src/rules/rule-names.ts";
import { compareReleases } from "../../src/schema/releases.ts";
import { actions, type Edits, fixAll, ignoreEdit, resolveRepair } from "../../src/service/actions.ts";
import { complete } from "../../src/service/complete.ts";
import { type Diagnostic, diagnosticsOf } from "../../src/service/diagnostics.ts";
import { hover } from "../../src/service/hover.ts";
import { definition } from "../../src/service/navigate.ts";
import type { View } from "../../src/service/view.ts";
import type { Edited, Kind, Looked, PageFinding, PageRepair, Questions } from "../protocol.ts";
import { type Machine, nameOf, pathOf } from "./machine.ts";
import { parts } from "./parts.ts";
import { pageRoutes, tell } from "./routes.ts";

type Answers = {
  readonly [K in Kind]: (machine: Machine, ask: Questions[K]["ask"]) => Questions[K]["answer"];
};

/** What the worker answers to each question. A text that belongs to no config has an empty answer. */
export const answers: Answers = {
  look,
  complete: (machine, { file, offset }) => {
    const view = machine.service.view(pathOf(file));
    return view === undefined ? [] : complete(view, offset);
  },
  hover: (machine, { file, offset }) => {
    const { service } = machine;
    const view = service.view(pathOf(file));
    const found = view === undefined ? undefined : hover(service.host, view, offset);
    return found && { markdown: found.markdown, from: found.start, to: found.end };
  },
  definition: (machine, { file, offset }) => {
    const view = machine.service.view(pathOf(file));
    const [found] = view === undefined ? [] : definition(view, offset);
    return found && { file: nameOf(found.path), from: found.range.start.offset };
  },
  repair: (machine, { sign }) => withRoot(machine, (view) => toEdited(resolveRepair(view, sign))),
  ignore: (machine, { rule, file, from }) => {
    const view = machine.service.view(pathOf(file));
    if (view === undefined) return GONE;
    const offered = actions(view, from, from);
    const ignore = offered.find((one) => one.kind === "ignore" && one.finding.rule === rule);
    if (ignore === undefined)
      return { ok: false, problem: "No comment can stand above this line; write it where the value begins." };
    return toEdited({ ok: true, edits: [ignoreEdit(view, ignore.finding, undefined, false)] });
  },
  fixAll: (machine, { unsafe }) => withRoot(machine, (view) => toEdited(fixAll(view, unsafe))),
  upgrade,
  mask,
  explain: (_machine, { check }) => parts().rules.find(({ id }) => id === check),
};

const GONE: Edited = { ok: false, problem: "The config has changed; this is not there any more." };

function withRoot(machine: Machine, edit: (view: View) => Edited): Edited {
  const view = machine.service.view(machine.root);
  return view === undefined ? GONE : edit(view);
}

function toEdited(edits: Edits): Edited {
  if (!edits.ok) return edits;
  return {
    ok: true,
    edits: edits.edits.map(({ path, range, text }) => ({
      file: nameOf(path),
      from: range.start.offset,
      to: range.end.offset,
      text,
    })),
  };
}

function look(machine: Machine): Looked | undefined {
  const began = performance.now();
  const { service, root, world } = machine;
  const found = diagnosticsOf(service, root);
  const view = service.view(root);
  if (found === undefined || view === undefined || world === undefined) return undefined;
  const { analysis, linted, environment } = view;
  const findings = [...found].flatMap(([path, list]) =>
    list.map((one) => toFinding(view, nameOf(path), one)),
  );
  const wanted = analysis.readable ? wantedVariables(analysis) : new Map<string, readonly string[]>();
  const given = [...world.names, ...Object.keys(world.env)].filter((name) => !wanted.has(name));
  const here = new Set(world.files.map(({ name }) => name));
  const included = analysis.expanded.problems.flatMap(({ kind, document, target }) =>
    kind === "missing" ? [nameOf(resolve(dirname(document.path), target))] : [],
  );
  return {
    findings: findings.sort((a, b) => Number(a.file > b.file) - Number(a.file < b.file) || a.from - b.from),
    release: linted.report.openclawVersion.value,
    why: linted.report.openclawVersion.why,
    keys: environment.words,
    variables: [...wanted, ...given.map((name) => [name, []] as const)].map(([name, by]) => ({ name, by })),
    routes: analysis.readable ? pageRoutes(view) : undefined,
    missing: [...new Set(included)].filter((name) => !here.has(name) && !name.startsWith("/")).slice(0, 20),
    hasSafe: linted.repairs.some(({ fix }) => fix.safety === "safe" && fix.change.kind !== "to-variable"),
    notLookedAt: linted.report.notLookedAt?.length ?? 0,
    took: performance.now() - began,
  };
}

function toFinding(root: View, file: string, one: Diagnostic): PageFinding {
  const { range, severity, code, finding, related } = one;
  return {
    file,
    from: range.start.offset,
    to: range.end.offset,
    line: range.start.line,
    column: range.start.column,
    severity,
    rule: code,
    check: finding === undefined ? code : checkIdOf(finding),
    message: finding === undefined ? one.message : plain(finding.message),
    hint: finding?.hint === undefined ? "" : plain(finding.hint),
    refused: finding?.refused === true,
    repairs: repairsOf(root, one),
    related: related.map((place) => ({
      file: nameOf(place.path),
      from: place.range.start.offset,
      line: place.range.start.line,
      message: plain(place.message),
    })),
  };
}

/** What no comment silences. */
const NOT_IGNORED: ReadonlySet<string> = new Set(["syntax", "include", "ignore-comment"]);

/** Moving a key to `.env` needs a disk, so it is left out here. */
function repairsOf({ linted }: View, { finding }: Diagnostic): readonly PageRepair[] {
  if (finding === undefined) return [];
  const own = linted.repairs.filter(
    (one) => one.finding === finding && one.fix.change.kind !== "to-variable",
  );
  const repairs = own.map((one): PageRepair => {
    const { title, safety } = one.fix;
    const words = title.charAt(0).toUpperCase() + title.slice(1);
    return { sign: signOf(one), title: words, isSafe: safety === "safe", ignores: false };
  });
  if (NOT_IGNORED.has(finding.rule)) return repairs;
  return [...repairs, { sign: "", title: `Ignore ${finding.rule} here`, isSafe: true, ignores: true }];
}

function upgrade(
  { service, root }: Machine,
  { from, to }: Questions["upgrade"]["ask"],
): Questions["upgrade"]["answer"] {
  if (compareReleases(from, to) > 0) return { problem: `The way from ${from} to ${to} leads backwards.` };
  const { settings } = service.configOf(root).environment;
  const readers = { container: readContainer, systemd: readSystemd, launchd: readLaunchd };
  const target = { path: root, file: nameOf(root) };
  const plan = planUpgrade(
    service.hostFor(root),
    target,
    { readers, ...settings },
    { from, to, whyFrom: "picked here", whyTo: "picked here" },
    pathOf("~/.openclaw/.env"),
  );
  if (typeof plan !== "string") return upgradeWords(plan, tell);
  if (plan === "unreadable") return { problem: "The config cannot be read; the findings say why." };
  if (plan === "fragment") return { problem: "This is only a piece of a config." };
  return { problem: readFailureWords[plan] };
}

/** By the one policy of what may be shown: `redactText`. Files that are no config are not shared at all. */
function mask({ service, world, root }: Machine): Questions["mask"]["answer"] {
  let hidden = 0;
  const files = (world?.files ?? []).flatMap(({ name, text }) => {
    const path = pathOf(name);
    const view = service.view(path);
    if (view === undefined || service.rootOf(path) !== root) return [];
    const shown = redactText(text, view.mount);
    hidden += shown.split("(hidden)").length - text.split("(hidden)").length;
    return [{ name, text: shown }];
  });
  return { files, hidden };
}
