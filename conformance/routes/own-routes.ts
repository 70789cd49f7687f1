import { type Analysis, analyzeConfig } from "../../src/analyze.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { Host } from "../../src/core/host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { lintAnalysis } from "../../src/lint.ts";
import type { Route } from "../../src/resolve/route/route.ts";
import { routesOf } from "../../src/resolve/route/routes-of.ts";
import type { RouteCase } from "./generate.ts";

const HOME = "/home/baker";
const FOLDER = `${HOME}/.openclaw`;

type Config = Omit<RouteCase, "index" | "traits">;

/** What clawlint says: the route of the agent's model, then those of its fallbacks. */
export function ownRoutes(one: Config, release?: string): readonly Route[] {
  return routesIn(analyzed(one, release).analysis, one.agent);
}

/** What clawlint reports on a config, by the same routes. */
export function ownFindings(one: Config, release?: string): readonly Finding[] {
  const { host, analysis } = analyzed(one, release);
  const options = { openclawVersion: release, frames: false };
  return lintAnalysis(host, "openclaw.json", analysis, options).report.findings;
}

function analyzed(
  { config, env, files }: Config,
  release: string | undefined,
): { readonly host: Host; readonly analysis: Analysis } {
  const path = `${FOLDER}/openclaw.json`;
  const all: Record<string, { content: string; mode: number }> = {
    [path]: { content: JSON.stringify(config), mode: 0o600 },
  };
  for (const [name, content] of Object.entries(files ?? {}))
    all[`${FOLDER}/${name}`] = { content, mode: 0o600 };
  const host = createMemoryHost({ files: all, env: { HOME, ...env }, cwd: HOME, osHome: HOME });
  const result = analyzeConfig(host, { path, file: "openclaw.json" }, { openclawVersion: release });
  if (!result.ok) throw new Error(`the config cannot be read: ${result.failure}`);
  return { host, analysis: result.analysis };
}

function routesIn({ resolved, config }: Analysis, agent: string | undefined): readonly Route[] {
  const routes = routesOf(resolved, config);
  const primaries = routes.all().filter(({ role }) => role === "primary");
  const first =
    primaries.find((route) => route.agent === (agent ?? "main")) ??
    primaries.find((route) => route.agent === undefined);
  if (first === undefined) return [];
  return [first, ...first.fallbacks.map((place) => routes.at(place)).filter((route) => route !== undefined)];
}
