import { type ConfigPath, shownPointer, toDotted, toPointer } from "../core/config-path.ts";
import { HIDDEN, looksSecret, show, showUpTo } from "../core/secrecy.ts";
import { parseUrl } from "../core/url.ts";
import { version } from "../core/version.ts";
import { jsonText, plain } from "../core/visible.ts";
import { notSentWords } from "../resolve/route/not-sent-words.ts";
import type { ModelRoute, Route, RouteKey, RouteStep } from "../resolve/route/route.ts";
import { createPalette, type Palette } from "./palette.ts";

/** How the name of a file is told in reports. */
export type TellPath = (path: string) => string;

/** What was looked at, and how. */
export interface RoutesHead {
  readonly path: string;
  readonly openclawVersion: { readonly value: string; readonly why: string };
  readonly gateway: string;
}

/** The JSON of `clawlint route`, version 1. */
export function formatRoutesJson(head: RoutesHead, routes: readonly Route[], tell: TellPath): string {
  const tool = { name: "clawlint", version };
  const report = { version: 1, tool, ...head, routes: routes.map((route) => routeJson(route, tell)) };
  return `${jsonText(report)}\n`;
}

/** A route as it stands in reports; `schema/report.schema.json` describes it. */
export function routeJson(route: Route, tell: TellPath): Readonly<Record<string, unknown>> {
  const { path, reference, role, agent, implied, fallbacks, why } = route;
  return {
    path: shownPointer(slotOf(path, role)),
    reference: open(reference),
    role,
    agent: agent === undefined ? null : open(agent),
    ...(implied === true ? { implied: true } : {}),
    ...modelJson(route, tell),
    fallbacks: fallbacks.map(shownPointer),
    why: why.map(stepJson),
  };
}

/** The slot that a route belongs to: `…/model/primary`, also where the model is written as a plain text. */
function slotOf(path: ConfigPath, role: Route["role"]): ConfigPath {
  return role === "primary" && path.at(-1) === "model" ? [...path, "primary"] : path;
}

function modelJson(
  { provider, id, verdict, reason, unless, decidedBy, request }: ModelRoute,
  tell: TellPath,
): Readonly<Record<string, unknown>> {
  return {
    ...(provider === undefined ? {} : { provider: open(provider) }),
    ...(id === undefined ? {} : { id: open(id) }),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(unless === undefined ? {} : { unless }),
    ...(decidedBy === undefined ? {} : { decidedBy: open(decidedBy) }),
    ...(request === undefined ? {} : { request: requestJson(request, tell) }),
  };
}

function requestJson(request: NonNullable<ModelRoute["request"]>, tell: TellPath) {
  const { method, url, model, api, key, headers, maxTokens, contextWindow } = request;
  return {
    method,
    url,
    model: model === undefined ? null : open(model),
    api,
    key: {
      ...(key.header === undefined ? {} : { header: key.header }),
      from: key.from,
      ...(key.variable === undefined ? {} : { variable: open(key.variable) }),
      ...(key.layer === undefined ? {} : { layer: key.layer }),
      ...(key.file === undefined ? {} : { file: tell(key.file) }),
      ...(key.line === undefined ? {} : { line: key.line }),
      ...(key.path === undefined ? {} : { path: shownPointer(key.path) }),
    },
    headers: headers.map(({ name, path }) => ({ name: open(name), path: shownPointer(path) })),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(contextWindow === undefined ? {} : { contextWindow }),
  };
}

function stepJson({ step, value, path, variable, fact }: RouteStep) {
  return {
    step,
    value: open(value),
    ...(path === undefined ? {} : { path: shownPointer(path) }),
    ...(variable === undefined ? {} : { variable: open(variable) }),
    ...(fact === undefined ? {} : { fact: open(fact) }),
  };
}

/** Programs get a text whole, unless it looks like a secret. */
function open(text: string): string {
  return looksSecret(text) ? HIDDEN : text;
}

/** The routes for people: one line a reference, what is tried next below it, and why nothing is sent. */
export function formatRoutesPretty(
  head: RoutesHead,
  routes: readonly Route[],
  tell: TellPath,
  color: boolean,
): string {
  const colors = createPalette(color);
  const { path, openclawVersion, gateway } = head;
  let text = "";
  const nested = new Set(routes.flatMap(({ fallbacks }) => fallbacks.map(toPointer)));
  const byPath = new Map(routes.map((route) => [toPointer(route.path), route]));
  for (const route of routes) {
    if (nested.has(toPointer(route.path))) continue;
    text += `${colors.bold(nameOf(route))}  ${show(route.reference)}${route.implied === true ? colors.dim(" (by itself)") : ""}\n`;
    text += `  ${routeWords(route, tell, colors)}\n`;
    for (const place of route.fallbacks) {
      const next = byPath.get(toPointer(place));
      if (next === undefined) continue;
      text += `  ${colors.dim("then")} ${show(next.reference)}\n    ${routeWords(next, tell, colors)}\n`;
    }
  }
  if (routes.length === 0) text += "No model reference to follow.\n";
  const { value, why } = openclawVersion;
  return `${text}${colors.dim(`${plain(path)}: OpenClaw ${value} (${why}), environment: ${gateway}`)}\n`;
}

/** A reference's place, for people. */
function nameOf({ path, implied }: Route): string {
  if (path.length === 0) return "asked";
  return showUpTo(200, toDotted(implied === true ? path.slice(0, -1) : path));
}

/** Where a route leads, in one line. */
export function routeWords(
  route: ModelRoute,
  tell: TellPath,
  colors: Palette = createPalette(false),
): string {
  const { verdict, request, reason, unless, decidedBy } = route;
  if (verdict === "sent" && request !== undefined) {
    const model = request.model === undefined ? "" : `  ${show(request.model)}`;
    return `${colors.green("→")} ${request.method} ${request.url}${model}  ${keyWords(request.key, tell)}`;
  }
  if (verdict === "unknown") {
    return `${colors.yellow("?")} ${UNKNOWN[reason ?? ""] ?? "unknown"}${decidedBy === undefined ? "" : `: ${show(decidedBy)}`}`;
  }
  const last = route.why.at(-1);
  const detail =
    last === undefined || last.step === "base-url" || last.step === "api"
      ? ""
      : ` (${showUpTo(200, last.value)})`;
  const yet = unless === undefined ? "" : `; ${UNLESS[unless]}`;
  return `${colors.red("✗")} nothing is sent: ${notSentWords(reason)}${detail}${yet}`;
}

const UNLESS: Readonly<Record<string, string>> = {
  "live-catalogue": "a gateway with a network may learn the id from the vendor",
  plugin: "the provider's plugin, once installed, may know better",
};

const UNKNOWN: Readonly<Record<string, string>> = {
  "live-catalogue": "decided by what a server answers",
  plugin: "decided by a plugin that is not part of OpenClaw",
  store: "decided by a login",
  environment: "decided by a variable that cannot be seen from here",
  login: "decided by a login elsewhere",
  runtime: "run by another program",
  role: "not measured for this place",
  release: "not known",
};

/** The key's header and where the key comes from. */
export function keyWords(key: RouteKey, tell: TellPath): string {
  const { header, from, variable, file, line, path } = key;
  const place = file === undefined ? "" : ` (${tell(file)}${line === undefined ? "" : `:${line}`})`;
  const at = path === undefined ? "" : ` at ${showUpTo(200, toDotted(path))}`;
  const name = header ?? "no key";
  switch (from) {
    case "variable":
      return `${name} from ${show(variable ?? "")}${place}`;
    case "secret-ref":
      return `${name} from a SecretRef${variable === undefined ? "" : ` to ${show(variable)}`}${place}${at}`;
    case "config":
    case "header":
      return `${name} as written${at}`;
    case "marker":
      return `${name}, a word that stands for no key`;
    case "profile":
      return `${name} from a login`;
    case "none":
      return "no key";
  }
}

/** The steps of a route, one line each. */
export function stepLines({ why }: ModelRoute): readonly string[] {
  return why.map(({ step, value, path, variable, fact }) => {
    const from = [
      path === undefined ? undefined : showUpTo(200, toDotted(path)),
      variable === undefined ? undefined : show(variable),
      fact === undefined ? undefined : show(fact),
    ].filter((part) => part !== undefined);
    const shown = showUpTo(200, value);
    return `${step.replaceAll("-", " ")}: ${shown}${from.length === 0 ? "" : ` (${from.join(", ")})`}`;
  });
}

/** Agents, models, fallbacks, providers and keys as a Mermaid flowchart. */
export function formatRoutesMermaid(routes: readonly Route[]): string {
  const lines: string[] = [];
  const ids = new Map<string, string>();
  const node = (kind: string, label: string, shape: readonly [string, string]): string => {
    const name = `${kind} ${label}`;
    let id = ids.get(name);
    if (id === undefined) {
      id = `${kind}${ids.size}`;
      ids.set(name, id);
      lines.push(`  ${id}${shape[0]}"${quoted(label)}"${shape[1]}`);
    }
    return id;
  };
  const byPath = new Map(routes.map((route) => [toPointer(route.path), route]));
  for (const route of routes) {
    const model = node("m", modelLabel(route), ["[", "]"]);
    if (route.role !== "fallback") {
      const owner =
        route.agent ??
        (route.path[1] === "defaults" || route.path.length === 0 ? "agents.defaults" : toDotted(route.path));
      const agent = node("a", owner, ["([", "])"]);
      lines.push(`  ${agent} -->|${route.role}| ${model}`);
      let before = model;
      for (const place of route.fallbacks) {
        const next = byPath.get(toPointer(place));
        if (next === undefined) continue;
        const id = node("m", modelLabel(next), ["[", "]"]);
        lines.push(`  ${before} -.->|then| ${id}`);
        before = id;
      }
    }
    addTarget(route, model, lines, node);
  }
  return `flowchart LR\n${[...new Set(lines)].join("\n")}\n`;
}

function addTarget(
  route: Route,
  model: string,
  lines: string[],
  node: (kind: string, label: string, shape: readonly [string, string]) => string,
): void {
  const { request, verdict } = route;
  if (request === undefined) {
    const shape = verdict === "unknown" ? (["{{", "}}"] as const) : (["[/", "/]"] as const);
    const why = node(
      "x",
      verdict === "unknown" ? `unknown: ${route.decidedBy ?? route.reason}` : `not sent: ${route.reason}`,
      shape,
    );
    lines.push(`  ${model} --> ${why}`);
    return;
  }
  const host = node("p", `${route.provider} · ${parseUrl(request.url)?.host ?? ""}`, ["[(", ")]"]);
  lines.push(`  ${model} --> ${host}`);
  const { key } = request;
  if (key.from === "none" || key.from === "marker") return;
  const label = key.variable ?? (key.path === undefined ? key.from : toDotted(key.path));
  const from = node("k", label, [">", "]"]);
  lines.push(`  ${from} -.-> ${host}`);
}

function modelLabel({ provider, id, reference }: Route): string {
  return provider === undefined ? reference : `${provider}/${id}`;
}

/** A label in quotes: marks that mean something to Mermaid or HTML become its codes. */
function quoted(text: string): string {
  return show(text).replace(/[#&"<>`\\]/gu, (char) => `#${char.codePointAt(0)};`);
}
