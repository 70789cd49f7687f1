import { toPointer } from "../core/config-path.ts";
import { show } from "../core/secrecy.ts";
import { version } from "../core/version.ts";
import type { ModelRoute, Route, RouteStep } from "../resolve/route/route.ts";

/** How a file is told to people and in reports. */
export type TellPath = (path: string) => string;

/** A route as it stands in reports; `schema/report.schema.json` describes it. Names of files as they are told. */
export function routeJson(route: Route, tell: TellPath): Readonly<Record<string, unknown>> {
  const { path, reference, role, agent, fallbacks } = route;
  return {
    path: toPointer(path),
    reference: show(reference),
    role,
    agent: agent === undefined ? null : show(agent),
    ...(route.implied === true ? { implied: true } : {}),
    ...modelJson(route, tell),
    fallbacks: fallbacks.map(toPointer),
    why: route.why.map((step) => stepJson(step)),
  };
}

function modelJson(
  { provider, id, verdict, reason, unless, decidedBy, request }: ModelRoute,
  tell: TellPath,
) {
  return {
    ...(provider === undefined ? {} : { provider: show(provider) }),
    ...(id === undefined ? {} : { id: show(id) }),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(unless === undefined ? {} : { unless }),
    ...(decidedBy === undefined ? {} : { decidedBy: show(decidedBy) }),
    ...(request === undefined ? {} : { request: requestJson(request, tell) }),
  };
}

function requestJson(request: NonNullable<ModelRoute["request"]>, tell: TellPath) {
  const { method, url, model, api, key, headers, maxTokens, contextWindow } = request;
  return {
    method,
    url,
    ...(model === undefined ? {} : { model: show(model) }),
    api,
    key: {
      ...(key.header === undefined ? {} : { header: key.header }),
      from: key.from,
      ...(key.variable === undefined ? {} : { variable: key.variable }),
      ...(key.layer === undefined ? {} : { layer: key.layer }),
      ...(key.file === undefined ? {} : { file: tell(key.file) }),
      ...(key.line === undefined ? {} : { line: key.line }),
      ...(key.path === undefined ? {} : { path: toPointer(key.path) }),
    },
    headers: headers.map(({ name, path }) => ({ name: show(name), path: toPointer(path) })),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(contextWindow === undefined ? {} : { contextWindow }),
  };
}

function stepJson({ step, value, path, variable, fact }: RouteStep) {
  return {
    step,
    value: show(value),
    ...(path === undefined ? {} : { path: toPointer(path) }),
    ...(variable === undefined ? {} : { variable }),
    ...(fact === undefined ? {} : { fact: show(fact) }),
  };
}

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
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
