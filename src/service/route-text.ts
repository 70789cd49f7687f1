import type { Host } from "../core/host.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { formatRoutesPretty } from "../report/routes.ts";
import { routesOf } from "../resolve/route/routes-of.ts";
import type { View } from "./view.ts";

/** The routes of a config as `clawlint route` shows them. */
export function routeText(host: Host, { analysis, root, environment }: View): string {
  const { release, resolved, config } = analysis;
  const head = {
    path: tellPath(host, root),
    openclawVersion: { value: release.release, why: release.why },
    gateway: environment.gateway,
  };
  return formatRoutesPretty(head, routesOf(resolved, config).all(), (path) => tellPath(host, path), false);
}
