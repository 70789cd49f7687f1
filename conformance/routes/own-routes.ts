import { analyzeConfig } from "../../src/analyze.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { Route } from "../../src/resolve/route/route.ts";
import { routesOf } from "../../src/resolve/route/routes-of.ts";
import type { RouteCase } from "./generate.ts";

const HOME = "/home/baker";
const FOLDER = `${HOME}/.openclaw`;

/** What clawlint says: the route of the agent's model, then those of its fallbacks. */
export function ownRoutes(
  { config, env, agent, files }: Omit<RouteCase, "index" | "traits">,
  release?: string,
): readonly Route[] {
  const path = `${FOLDER}/openclaw.json`;
  const all: Record<string, { content: string; mode: number }> = {
    [path]: { content: JSON.stringify(config), mode: 0o600 },
  };
  for (const [name, content] of Object.entries(files ?? {}))
    all[`${FOLDER}/${name}`] = { content, mode: 0o600 };
  const host = createMemoryHost({ files: all, env: { HOME, ...env }, cwd: HOME, osHome: HOME });
  const result = analyzeConfig(host, { path, file: "openclaw.json" }, { openclawVersion: release });
  if (!result.ok) throw new Error(`the config cannot be read: ${result.failure}`);
  const routes = routesOf(result.analysis.resolved, result.analysis.config);
  const primaries = routes.all().filter(({ role }) => role === "primary");
  const first =
    primaries.find((route) => route.agent === (agent ?? "main")) ??
    primaries.find((route) => route.agent === undefined);
  if (first === undefined) return [];
  return [first, ...first.fallbacks.map((place) => routes.at(place)).filter((route) => route !== undefined)];
}
