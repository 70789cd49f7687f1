import { valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Hosts of the egress proxy: exact names or addresses, without scheme, path, wildcard or port. */
export const egressHosts: Refinement = (config) => {
  const problems: SchemaProblem[] = [];
  for (const key of ["allowedHosts", "bypassHosts"]) {
    const path = ["secrets", "egressProxy", key];
    const hosts = valueAt(config, path);
    for (const [index, host] of (Array.isArray(hosts) ? hosts : []).entries()) {
      if (typeof host !== "string" || host === "" || holdsVariable(host) || isHost(host)) continue;
      const reason = "it must be one host name, without scheme, path, wildcard or port";
      problems.push(refusal([...path, index], "host-name", reason));
    }
  }
  return problems;
};

function isHost(text: string): boolean {
  const plain = text.trim().toLowerCase().replace(/\.+$/u, "");
  if (/^\[?[0-9a-f:.]*:[0-9a-f:.]*\]?$/u.test(plain)) return true;
  // Names beyond ASCII become punycode in OpenClaw; they are let through.
  if (/[^\x20-\x7e]/u.test(plain)) return !/[\s/?#@:*]/u.test(plain);
  return (
    plain.length <= 253 && plain.split(".").every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/u.test(label))
  );
}
