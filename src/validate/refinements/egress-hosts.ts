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
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/\.+$/u, "")
    .replace(/^\[(.*)\]$/u, "$1");
  if (plain.includes(":")) return isAddress6(plain);
  // Names beyond ASCII become punycode in OpenClaw; they are let through.
  if (/[^\x20-\x7e]/u.test(plain)) return !/[\s/?#@*]/u.test(plain);
  return (
    plain.length <= 253 && plain.split(".").every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/u.test(label))
  );
}

/** An IPv6 address: eight groups, fewer with one `::`, and perhaps an IPv4 address at the end. */
function isAddress6(text: string): boolean {
  const [before = "", after, ...more] = text.replace(/%[^%]+$/u, "").split("::");
  if (more.length > 0) return false;
  const count = (half: string, last: boolean) => {
    const groups = half === "" ? [] : half.split(":");
    const four = last && /^(?:\d{1,3}\.){3}\d{1,3}$/u.test(groups.at(-1) ?? "");
    if (four) groups.pop();
    return groups.every((group) => /^[0-9a-f]{1,4}$/u.test(group))
      ? groups.length + (four ? 2 : 0)
      : Number.NaN;
  };
  if (after === undefined) return count(before, true) === 8;
  return count(before, false) + count(after, true) <= 7;
}
