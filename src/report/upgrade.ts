import { shownPointer, toDotted } from "../core/config-path.ts";
import type { Finding } from "../core/finding.ts";
import { show, showUpTo } from "../core/secrecy.ts";
import { count } from "../core/text.ts";
import { version } from "../core/version.ts";
import { jsonText, plain } from "../core/visible.ts";
import type { LeavingPlugin } from "../resolve/providers/leaving-plugins.ts";
import type { Route } from "../resolve/route/route.ts";
import { escapeMarkdown } from "./markdown-text.ts";
import { createPalette } from "./palette.ts";
import { pathText, placeText } from "./place-text.ts";
import { routeJson, routeWords, type TellPath } from "./routes.ts";

/** A release as it judges, and why that one. */
export interface UpgradeRelease {
  readonly value: string;
  readonly why: string;
}

/** Something that the newer release refuses. */
export interface UpgradeRefusal {
  readonly finding: Finding;
  /** Who mends it: the gateway at its next start, `openclaw doctor --fix`, or a person. */
  readonly by: "gateway" | "doctor" | "hand";
  /** False where the older release refuses it, too. */
  readonly isNew: boolean;
  /** True where `clawlint check --fix` mends it. */
  readonly isFixed: boolean;
}

/** A repair that `clawlint check --fix` makes. */
export interface UpgradeRepair {
  readonly rule: string;
  /** JSON Pointer, fit to be shown. */
  readonly path: string;
  readonly title: string;
}

/** A reference whose model the newer release calls retired. */
export interface RetiredReference {
  readonly path: string;
  readonly reference: string;
  readonly successor?: string | undefined;
  readonly refused: boolean;
}

/** A reference that the gateway of the newer release, or its doctor, rewrites when it repairs the config. */
export interface RewrittenReference {
  readonly path: string;
  readonly reference: string;
  readonly becomes: string;
}

/** A reference that leads elsewhere in the newer release. */
export interface ChangedRoute {
  /** Which parts of the request differ. */
  readonly parts: readonly string[];
  /** Absent where the newer config has a reference that the older has not. */
  readonly before?: Route | undefined;
  readonly after?: Route | undefined;
}

/** What becomes of a config when OpenClaw is upgraded. */
export interface Upgrade {
  readonly path: string;
  readonly from: UpgradeRelease;
  readonly to: UpgradeRelease;
  /** Whose environment counted. */
  readonly gateway: string;
  /** Whether the newer gateway starts: with the config as it is, once it has mended it by itself, or not. */
  readonly starts: "as-is" | "mended" | "no";
  readonly refusals: readonly UpgradeRefusal[];
  /** Errors that are no refusal, and that the older release has not. */
  readonly problems: readonly Finding[];
  readonly repairs: readonly UpgradeRepair[];
  /** How many refusals are left after the repairs. */
  readonly left: number;
  readonly routes: {
    /** The releases whose requests were measured. */
    readonly measured: { readonly from: boolean; readonly to: boolean };
    readonly same: number;
    /** References of which it cannot be known here what changes: not measured in one of the two, or unknown in both. */
    readonly unmeasured: number;
    readonly changed: readonly ChangedRoute[];
  };
  readonly plugins: readonly LeavingPlugin[];
  readonly models: readonly RetiredReference[];
  /** Empty where nothing is mended: then no reference is rewritten. */
  readonly rewritten: readonly RewrittenReference[];
  /** How many things need a person. */
  readonly byHand: number;
}

/** The JSON of `clawlint upgrade`, version 1; the definition `upgrade` of `schema/report.schema.json` describes it. */
export function formatUpgradeJson(upgrade: Upgrade, tell: TellPath): string {
  const { path, from, to, gateway, starts, byHand, refusals, problems, repairs, left } = upgrade;
  const { routes, plugins, models, rewritten } = upgrade;
  const report = {
    version: 1,
    tool: { name: "clawlint", version },
    path,
    from,
    to,
    gateway,
    starts,
    byHand,
    refusals: refusals.map(({ by, isNew, isFixed, finding }) => ({
      by,
      new: isNew,
      fixed: isFixed,
      finding,
    })),
    problems,
    fix: { repairs, left },
    routes: {
      measured: routes.measured,
      same: routes.same,
      unmeasured: routes.unmeasured,
      changed: routes.changed.map(({ parts, before, after }) => ({
        parts,
        ...(before === undefined ? {} : { before: routeJson(before, tell) }),
        ...(after === undefined ? {} : { after: routeJson(after, tell) }),
      })),
    },
    plugins: plugins.map((one) => ({
      id: show(one.id),
      kind: one.kind,
      path: shownPointer(one.path),
      until: one.until,
      ...(one.package === undefined ? {} : { package: one.package, command: installCommand(one) }),
    })),
    models,
    rewritten,
  };
  return `${jsonText(report)}\n`;
}

/** What becomes of a config, for people. */
export function formatUpgradePretty(upgrade: Upgrade, tell: TellPath, color: boolean): string {
  const colors = createPalette(color);
  const { path, from, to, routes, gateway } = upgrade;
  let text = `${colors.bold(plain(tell(path)))}: OpenClaw ${plain(from.value)} (${plain(from.why)}) to ${plain(to.value)} (${plain(to.why)})\n`;
  for (const { title, lines } of parts(upgrade, tell)) {
    text += `\n${colors.bold(title)}\n`;
    for (const { head, more } of lines) {
      text += `  ${head}\n`;
      for (const line of more) text += `    ${colors.dim(line)}\n`;
    }
  }
  if (routes.changed.length > 0) text += `\n${colors.bold("On the wire")}\n`;
  for (const change of routes.changed) {
    text += `  ${routeHead(change)}\n`;
    for (const [when, route] of [
      ["before", change.before],
      ["after ", change.after],
    ] as const)
      if (route !== undefined) text += `    ${when} ${routeWords(route, tell, colors)}${limitWords(route)}\n`;
  }
  const { starts, byHand } = upgrade;
  const paint = byHand > 0 ? colors.red : colors.green;
  return `${text}\n${colors.dim(`${wireWords(upgrade)} Environment: ${gateway}.`)}\n${paint(`${STARTS[starts]} ${handWords(byHand)}`)}\n`;
}

/** The same for the text of a pull request. */
export function formatUpgradeMarkdown(upgrade: Upgrade, tell: TellPath): string {
  const { path, from, to, routes, starts, byHand } = upgrade;
  const literal = (text: string) => escapeMarkdown(plain(text));
  let text = `### ${literal(tell(path))}: OpenClaw ${literal(from.value)} to ${literal(to.value)}\n\n`;
  text += `**${STARTS[starts]} ${handWords(byHand)}**\n`;
  for (const { title, lines } of parts(upgrade, tell)) {
    text += `\n#### ${literal(title)}\n\n`;
    for (const { head, more } of lines)
      text += `- ${literal(head)}${more.map((line) => `\n  ${literal(line)}`).join("")}\n`;
  }
  if (routes.changed.length > 0) {
    text += "\n#### On the wire\n\n| reference | before | after |\n|---|---|---|\n";
    for (const change of routes.changed) {
      const cell = (route: Route | undefined) =>
        route === undefined ? "" : literal(`${routeWords(route, tell)}${limitWords(route)}`);
      text += `| ${literal(routeHead(change))} | ${cell(change.before)} | ${cell(change.after)} |\n`;
    }
  }
  return `${text}\n${literal(wireWords(upgrade))}\n`;
}

/** What becomes of a config, in words without a form: for a page. */
export interface UpgradeWords {
  /** Whether the new gateway starts, and how much is left to do. */
  readonly verdict: string;
  readonly parts: readonly { readonly title: string; readonly lines: readonly Line[] }[];
  /** References that lead elsewhere; `before` or `after` is absent where one release has no such reference. */
  readonly changed: readonly {
    readonly head: string;
    readonly before?: string | undefined;
    readonly after?: string | undefined;
  }[];
  /** What stays, and what was not measured. */
  readonly wire: string;
}

/** The same for a page, whose form is its own. */
export function upgradeWords(upgrade: Upgrade, tell: TellPath): UpgradeWords {
  const told = (route: Route | undefined): string | undefined =>
    route === undefined ? undefined : `${routeWords(route, tell)}${limitWords(route)}`;
  return {
    verdict: `${STARTS[upgrade.starts]} ${handWords(upgrade.byHand)}`,
    parts: parts(upgrade, String), // its files bear their names alone
    changed: upgrade.routes.changed.map((change) => ({
      head: routeHead(change),
      before: told(change.before),
      after: told(change.after),
    })),
    wire: wireWords(upgrade),
  };
}

const STARTS: Readonly<Record<Upgrade["starts"], string>> = {
  "as-is": "The new gateway starts with this config as it is.",
  mended:
    "The new gateway starts once it has repaired this config by itself; a read-only config does not start.",
  no: "The new gateway does not start with this config.",
};

function handWords(byHand: number): string {
  return byHand === 0
    ? "Nothing needs a hand."
    : `${count(byHand, "thing")} ${byHand === 1 ? "needs" : "need"} a hand.`;
}

interface Line {
  readonly head: string;
  readonly more: readonly string[];
}

/** What is to be said, in the order in which it matters; all of it fit to be shown on one line each. */
function parts(
  upgrade: Upgrade,
  tell: TellPath,
): readonly { readonly title: string; readonly lines: readonly Line[] }[] {
  const { refusals, problems, repairs, plugins, models, rewritten, left, to } = upgrade;
  const line = (finding: Told, more: readonly string[]): Line =>
    findingLine({ ...finding, file: tell(finding.file) }, more);
  const told = (wanted: UpgradeRefusal["by"]): readonly Line[] =>
    refusals
      .filter(({ by, finding }) => by === wanted && finding.rule !== "retired-model")
      .map(({ finding, isNew, isFixed }) =>
        line(wanted === "gateway" ? { ...finding, hint: undefined } : finding, [
          ...(isNew ? [] : ["The older release refuses this, too."]),
          ...(isFixed && wanted === "hand" ? ["clawlint check --fix repairs this."] : []),
        ]),
      );
  const all = [
    { title: `OpenClaw ${plain(to.value)} refuses`, lines: told("hand") },
    { title: "Repaired by openclaw doctor --fix", lines: told("doctor") },
    { title: "Repaired by the gateway at its next start", lines: told("gateway") },
    { title: "New errors", lines: problems.map((finding) => line(finding, [])) },
    {
      title: "Models that are no longer served",
      lines: models.map(({ path, reference, successor, refused }) => ({
        head: `${pathText(path)}: ${show(reference)}${successor === undefined ? "" : `, now ${show(successor)}`}${refused ? "; OpenClaw refuses the config" : ""}`,
        more: [],
      })),
    },
    {
      title: "Models that OpenClaw writes in place of others when it repairs the config",
      lines: rewritten.map(({ path, reference, becomes }) => ({
        head: `${pathText(path)}: ${show(reference)} becomes ${show(becomes)}`,
        more: [],
      })),
    },
    {
      title: "No longer part of OpenClaw",
      lines: plugins.map((one) => ({
        head: `${one.kind} ${show(one.id)} (${showUpTo(200, toDotted(one.path))}), since after ${one.until}`,
        more: [
          one.package === undefined
            ? "OpenClaw's catalogues name no package that has it now."
            : `${installCommand(one)} (openclaw update does this by itself)`,
        ],
      })),
    },
    {
      title: `clawlint check --fix --openclaw-version ${plain(to.value)}`,
      lines: repairs.map(({ rule, path, title }) => ({
        head: `${pathText(path)}: ${plain(title)} [${rule}]`,
        more: [],
      })),
    },
  ];
  const wanted = all.filter(({ lines }) => lines.length > 0);
  if (repairs.length === 0 || left === 0) return wanted;
  return wanted.map((part) =>
    part.title === all.at(-1)?.title
      ? {
          ...part,
          lines: [...part.lines, { head: `${count(left, "refusal")} left after these.`, more: [] }],
        }
      : part,
  );
}

type Told = Omit<Finding, "hint"> & { readonly hint?: string | undefined };

function findingLine({ rule, message, hint, file, range }: Told, more: readonly string[]): Line {
  return {
    head: `${placeText({ file, range })} ${plain(message)} [${rule}]`,
    more: [...(hint === undefined ? [] : [plain(hint)]), ...more],
  };
}

/** The command that brings a plugin back. */
function installCommand({ package: name = "" }: LeavingPlugin): string {
  return `openclaw plugins install ${name}`;
}

function routeHead({ parts: changed, before, after }: ChangedRoute): string {
  const route = after ?? before;
  if (route === undefined) return "";
  const place = route.path.length === 0 ? "asked" : showUpTo(200, toDotted(route.path));
  return `${place}  ${show(route.reference)} (${changed.join(", ")})`;
}

/** Limits of a request; the line of a route does not say them. */
function limitWords({ request }: Route): string {
  if (request === undefined) return "";
  const limits = [
    request.maxTokens === undefined ? undefined : `asks for ${request.maxTokens} tokens`,
    request.contextWindow === undefined ? undefined : `context window ${request.contextWindow}`,
  ].filter((part) => part !== undefined);
  return limits.length === 0 ? "" : `, ${limits.join(", ")}`;
}

function wireWords({ routes, from, to }: Upgrade): string {
  const { measured, same, unmeasured, changed } = routes;
  if (measured.from && measured.to) {
    if (changed.length === 0 && same === 0 && unmeasured === 0) return "No model reference to follow.";
    const led = `${count(same, "model reference")} ${same === 1 ? "leads" : "lead"} where ${same === 1 ? "it" : "they"} led.`;
    const open = `For ${count(unmeasured, "model reference")} it cannot be known here whether the request changes.`;
    if (unmeasured === 0) return led;
    return same === 0 ? open : `${led} ${open}`;
  }
  const unknown = [...(measured.from ? [] : [plain(from.value)]), ...(measured.to ? [] : [plain(to.value)])];
  return `The requests of ${unknown.join(" and ")} were not measured: what changes on the wire is not known.`;
}
