import { agentIds } from "../core/agent-ids.ts";
import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { andList, nearestTyped } from "../core/text.ts";
import { tellPath } from "../locate/locate-configs.ts";
import {
  formatRoutesJson,
  formatRoutesMermaid,
  formatRoutesPretty,
  type RoutesHead,
} from "../report/routes.ts";
import type { Route } from "../resolve/route/route.ts";
import { routesOf } from "../resolve/route/routes-of.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { applySettings } from "./apply-settings.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { findConfig } from "./find-config.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Command } from "./long-route.ts";
import type { Output } from "./output.ts";

type RouteCommand = Extract<Command, { name: "route" }>;

/** Runs `route`: for every model reference the request that OpenClaw would send, or why none. */
export async function runRoute(host: Host, command: RouteCommand, output: Output): Promise<ExitCode> {
  const { args } = await applySettings(host, command.check);
  judgeRelease(args.openclawVersion);
  const found = findConfig(host, command.file, await analyzeOptions(host, args), output);
  if (found === undefined) return exitCodes.cannotLook;
  const { analysis, target } = found;
  const { release, resolved, config } = analysis;
  judgeAgent(command.agent, config);
  const head: RoutesHead = {
    path: command.format === "json" ? target.file : tellPath(host, target.path),
    openclawVersion: { value: release.release, why: release.why },
    gateway: args.gateway,
  };
  const routes = routesOf(resolved, config);
  const all: readonly Route[] =
    command.reference === undefined
      ? routes.all().filter(({ agent }) => command.agent === undefined || agent === command.agent)
      : [asked(command.reference, command.agent, routes.ask(command.reference, command.agent))];
  const tell = (path: string): string => tellPath(host, path);
  switch (command.format) {
    case "json":
      output.out(formatRoutesJson(head, all, tell));
      break;
    case "mermaid":
      output.out(formatRoutesMermaid(all));
      break;
    default:
      output.out(formatRoutesPretty(head, all, tell, args.color ?? output.colors));
  }
  return exitCodes.clean;
}

/** An agent that the config does not have would look like one without models. Throws `UsageError`. */
function judgeAgent(agent: string | undefined, config: unknown): void {
  const known = agentIds(config);
  // Without a list there is one agent, which OpenClaw calls main.
  if (agent === undefined || agent === "main" || known.has(agent)) return;
  const guess = nearestTyped(agent, [...known]);
  const help =
    guess !== undefined
      ? ` Did you mean ${show(guess)}?`
      : known.size > 0
        ? ` It has ${andList([...known].slice(0, 10).map(show))}.`
        : "";
  throw new UsageError(`The config has no agent "${show(agent)}".${help}`);
}

/** The route of a reference that stands nowhere. */
function asked(
  reference: string,
  agent: string | undefined,
  route: Omit<Route, "path" | "reference" | "role" | "fallbacks">,
): Route {
  return {
    path: [],
    reference,
    role: "primary",
    ...(agent === undefined ? {} : { agent }),
    fallbacks: [],
    ...route,
  };
}
