import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { parseUrl } from "../../core/url.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Addresses of which the schema says only that they are some address. */
export const addresses: Refinement = (config, release, _agents, exact) => {
  const problems: SchemaProblem[] = [];
  const check = (path: ConfigPath, reason: string, fits: (url: URL) => boolean) => {
    const text = valueAt(config, path);
    if (typeof text !== "string" || holdsVariable(text)) return;
    const url = parseUrl(text);
    // What is no address at all, the schema tells.
    if (url !== undefined && !fits(url)) problems.push(refusal(path, "address", reason));
  };
  if (does("proxy-by-http-alone", exact))
    check(["proxy", "proxyUrl"], "it must begin with http://", ({ protocol }) => protocol === "http:");
  else check(["proxy", "proxyUrl"], "it must begin with http:// or https://", isHttp);
  if (does("sandbox-origin", release))
    check(
      ["mcp", "apps", "sandboxOrigin"],
      "it must be an http address without path, query or name",
      ({ href }) => isBareOrigin(href),
    );
  for (const holder of [["mcp"], ["nodeHost", "mcp"]]) {
    const servers = valueAt(config, [...holder, "servers"]);
    for (const name of isObject(servers) ? Object.keys(servers) : []) {
      const at = [...holder, "servers", name];
      check([...at, "url"], "it must begin with http:// or https://", isHttp);
      check([...at, "oauth", "redirectUrl"], "it must begin with http:// or https://", isHttp);
      if (does("client-metadata-path", release))
        check(
          [...at, "oauth", "clientMetadataUrl"],
          "it must begin with https:// and have a path",
          ({ protocol, pathname }) => protocol === "https:" && pathname !== "/",
        );
    }
  }
  return problems;
};

function isHttp({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}

/** True for an http(s) address of a host alone. */
export function isBareOrigin(text: string): boolean {
  const url = parseUrl(text);
  return (
    url !== undefined &&
    isHttp(url) &&
    url.pathname === "/" &&
    url.search === "" &&
    url.hash === "" &&
    url.username === "" &&
    url.password === ""
  );
}
