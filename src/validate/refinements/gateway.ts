import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { parseUrl } from "../../core/url.ts";
import { numberIn } from "../../schema/run-time-facts.ts";
import { holdsVariable } from "../value-kind.ts";
import { isBareOrigin } from "./addresses.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** What a gateway that Tailscale exposes may be bound to, and how it may be open. */
export const gatewayExposure: Refinement = (config, release) => {
  const gateway = valueAt(config, ["gateway"]);
  const mode = valueAt(gateway, ["tailscale", "mode"]);
  if (mode !== "serve" && mode !== "funnel") return [];
  const problems: SchemaProblem[] = [];
  const bind = valueAt(gateway, ["bind"]) ?? "loopback";
  const host = valueAt(gateway, ["customBindHost"]);
  const isLoopback = typeof host === "string" && /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(host.trim());
  if (
    bind !== "loopback" &&
    !(bind === "custom" && (isLoopback || holdsVariable(host))) &&
    !holdsVariable(bind)
  )
    problems.push(
      refusal(
        ["gateway", "bind"],
        "tailscale-bind",
        `with gateway.tailscale.mode ${mode} only loopback may be bound`,
      ),
    );
  if (valueAt(gateway, ["auth", "mode"]) === "none" && does("exposed-needs-login", release))
    problems.push(
      refusal(
        ["gateway", "auth", "mode"],
        "tailscale-auth",
        `none does not go with gateway.tailscale.mode ${mode}`,
      ),
    );
  return problems;
};

/** How long a channel may be silent, which is no shorter than the time between two looks at it: 5 minutes, or as set. */
export const channelHealth: Refinement = (config) => {
  const path: ConfigPath = ["gateway", "channelStaleEventThresholdMinutes"];
  const silent = valueAt(config, path);
  const looks = valueAt(config, ["gateway", "channelHealthCheckMinutes"]) ?? 5;
  if (typeof silent !== "number" || typeof looks !== "number" || looks === 0 || silent >= looks) return [];
  return [refusal(path, "channel-health", "it is less than gateway.channelHealthCheckMinutes (5 by itself)")];
};

/** Header names that the gateway's connection sets itself. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "upgrade",
  "content-length",
  "sec-websocket-key",
  "sec-websocket-version",
  "sec-websocket-protocol",
  "sec-websocket-extensions",
]);

/** Origins, roles, certificates and headers of the gateway that do not fit together. */
export const gatewayParts: Refinement = (config) => {
  const gateway = valueAt(config, ["gateway"]);
  if (!isObject(gateway)) return [];
  const problems: SchemaProblem[] = [];
  const say = (path: ConfigPath, rule: string, reason: string, on: "key" | "value" = "value") =>
    problems.push(refusal(["gateway", ...path], rule, reason, on));
  const origin = gateway["publicOrigin"];
  if (
    typeof origin === "string" &&
    !holdsVariable(origin) &&
    parseUrl(origin) !== undefined &&
    !isPublicOrigin(origin)
  )
    say(["publicOrigin"], "origin", "it must be an https address without a path; http is for localhost only");
  for (const key of ["certPath", "keyPath"]) {
    const path = valueAt(gateway, ["tls", key]);
    if (typeof path === "string" && path.trim() === "") say(["tls", key], "path", "it is blank");
  }
  const roles = gateway["roles"];
  const definitions = valueAt(roles, ["definitions"]);
  const role = valueAt(roles, ["default"]);
  if (isObject(definitions)) {
    if (Object.keys(definitions).length === 0) say(["roles", "definitions"], "roles", "it names no role");
    // A key is trimmed as it is read.
    const names = Object.keys(definitions).map((name) => name.trim());
    if (typeof role === "string" && !names.includes(role.trim()) && !holdsVariable(role))
      say(["roles", "default"], "roles", "no role in gateway.roles.definitions has this name");
    for (const [name, definition] of Object.entries(definitions)) {
      const agents = valueAt(definition, ["agents"]);
      for (const [index, id] of (Array.isArray(agents) ? agents : []).entries())
        if (typeof id === "string" && !/^[a-z0-9][a-z0-9_-]{0,63}$/iu.test(id.trim()) && !holdsVariable(id))
          say(["roles", "definitions", name, "agents", index], "agent-id", "it is no id of an agent");
    }
  }
  const headers = valueAt(gateway, ["remote", "edgeAuth"]);
  if (isObject(headers)) problems.push(...edgeHeaders(headers));
  return problems;
};

function edgeHeaders(headers: Readonly<Record<string, unknown>>): SchemaProblem[] {
  const at: ConfigPath = ["gateway", "remote", "edgeAuth"];
  if (Object.keys(headers).length === 0) return [refusal(at, "headers", "it is empty")];
  const seen = new Set<string>();
  for (const name of Object.keys(headers)) {
    const plain = name.toLowerCase();
    const reason = !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/u.test(name)
      ? "it is no name of a header"
      : OWN_HEADERS.has(plain)
        ? "the connection sets this header itself"
        : seen.has(plain)
          ? "it differs from another header by case only"
          : undefined;
    // OpenClaw stops at the first.
    if (reason !== undefined) return [refusal([...at, name], "headers", reason, "key")];
    seen.add(plain);
  }
  return [];
}

/** The file with the password of the desktop that is shown. */
export const desktop: Refinement = (config) => {
  const path: ConfigPath = ["desktop", "host", "passwordFile"];
  const file = valueAt(config, path);
  if (typeof file !== "string" || holdsVariable(file) || /^(?:\/|[A-Za-z]:[\\/]|\\\\)/u.test(file.trim()))
    return [];
  return [refusal(path, "path", "it must be a whole path")];
};

/** The listener for portals beside the gateway itself. */
export const portals: Refinement = (config, release) => {
  const gateway = valueAt(config, ["gateway"]);
  const ingress = valueAt(gateway, ["portals", "ingress"]);
  if (!isObject(ingress)) return [];
  const at: ConfigPath = ["gateway", "portals", "ingress"];
  const problems: SchemaProblem[] = [];
  const { domain, port } = ingress;
  if (typeof domain === "string" && !holdsVariable(domain)) {
    const suffix = domain.toLowerCase();
    const allowed = valueAt(gateway, ["controlUi", "allowedOrigins"]);
    const others = [valueAt(gateway, ["publicOrigin"]), ...(Array.isArray(allowed) ? allowed : [])];
    const hosts = others.flatMap((one) => (typeof one === "string" ? (parseUrl(one)?.hostname ?? []) : []));
    if (!isBareDomain(domain)) problems.push(refusal([...at, "domain"], "domain", "it is no bare domain"));
    else if (hosts.some((host) => host === suffix || host.endsWith(`.${suffix}`)))
      problems.push(refusal([...at, "domain"], "domain", "the gateway's own origins lie in this domain"));
  }
  if (port !== undefined && port === (valueAt(gateway, ["port"]) ?? numberIn("gateway-port", release)))
    problems.push(refusal([...at, "port"], "port", "it is the gateway's own port"));
  return problems;
};

function isBareDomain(domain: string): boolean {
  if (domain.length > 220 || !domain.includes(".") || /^[\d.]+$/u.test(domain)) return false;
  return domain.split(".").every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/iu.test(label));
}

function isPublicOrigin(text: string): boolean {
  if (!isBareOrigin(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
