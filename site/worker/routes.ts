import { type ConfigPath, toDotted, toPointer } from "../../src/core/config-path.ts";
import { show, showUpTo } from "../../src/core/secrecy.ts";
import { parseUrl } from "../../src/core/url.ts";
import { keyWords, routeWords, stepLines, type TellPath } from "../../src/report/routes.ts";
import type { Route } from "../../src/resolve/route/route.ts";
import { routesOf } from "../../src/resolve/route/routes-of.ts";
import { stretchOf, type View } from "../../src/service/view.ts";
import type { PageRoute } from "../protocol.ts";
import { nameOf } from "./machine.ts";

/** More than these are no table that anybody reads. */
const MOST = 400;

/** The routes of a config, fit to be shown. */
export function pageRoutes({ analysis }: View): readonly PageRoute[] {
  const routes = routesOf(analysis.resolved, analysis.config).all().slice(0, MOST);
  const places = new Map(routes.map(({ path }, index) => [toPointer(path), index]));
  const nested = new Set(routes.flatMap(({ fallbacks }) => fallbacks.map(toPointer)));
  return routes.map((route): PageRoute => {
    const { path, role, reference, verdict, request, implied = false } = route;
    const { document, start } = stretchOf(analysis, implied ? path.slice(0, -1) : path, "value");
    return {
      place: showUpTo(200, toDotted(implied ? path.slice(0, -1) : path)),
      owner: ownerOf(route),
      role,
      reference: show(reference),
      model: show(route.provider === undefined ? reference : `${route.provider}/${route.id ?? ""}`),
      implied,
      verdict,
      words: routeWords(route, tell).replace(/^[→✗?] /u, ""),
      url: request?.url ?? "",
      wireModel: request?.model === undefined ? "" : show(request.model),
      provider: show(route.provider ?? ""),
      host: request === undefined ? "" : show(parseUrl(request.url)?.host ?? ""),
      key: request === undefined ? "" : keyWords(request.key, tell),
      keyName: keyNameOf(route),
      steps: stepLines(route),
      fallbacks: route.fallbacks.flatMap((place) => places.get(toPointer(place)) ?? []),
      isFallback: nested.has(toPointer(path)),
      file: nameOf(document.path),
      from: start,
    };
  });
}

/** How files of the machine are called. */
export const tell: TellPath = nameOf;

/** Whose model it is: the agent's, that of all agents, or of a place. */
function ownerOf({ agent, path }: Route): string {
  if (agent !== undefined) return show(agent);
  return path[1] === "defaults" || path.length === 0 ? "all agents" : showUpTo(60, toDotted(head(path)));
}

function head(path: ConfigPath): ConfigPath {
  return path.at(-1) === "primary" ? path.slice(0, -1) : path;
}

function keyNameOf({ request }: Route): string {
  if (request === undefined || request.key.from === "none" || request.key.from === "marker") return "";
  const { variable, path, from } = request.key;
  return variable === undefined ? (path === undefined ? from : showUpTo(80, toDotted(path))) : show(variable);
}
