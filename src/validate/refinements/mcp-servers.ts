import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { refused, type SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Names that other programs have for a server's keys; a server takes any other unknown key. */
const FOREIGN_KEYS: Readonly<Record<string, string>> = {
  connectTimeout: "connectionTimeoutMs",
  connect_timeout: "connectionTimeoutMs",
  timeout: "requestTimeoutMs",
  workingDirectory: "cwd",
  supports_parallel_tool_calls: "supportsParallelToolCalls",
  ssl_verify: "sslVerify",
  client_cert: "clientCert",
  client_key: "clientKey",
};

/** MCP servers: how they are reached, and keys that look like settings and are none. */
export const mcpServers: Refinement = (config, release) => {
  const problems: SchemaProblem[] = [];
  const strict = does("server-keys-judged", release);
  for (const holder of [["mcp"], ["nodeHost", "mcp"]]) {
    const servers = valueAt(config, [...holder, "servers"]);
    for (const [name, server] of isObject(servers) ? Object.entries(servers) : []) {
      const at: ConfigPath = [...holder, "servers", name];
      if (strict && holder.length === 2 && (name === "" || name !== name.trim()))
        problems.push(refusal(at, "mcp-server", "a server's name has no blank at its ends", "key"));
      if (!isObject(server)) continue;
      if (server["transport"] === "stdio" && isBlank(server["command"]))
        problems.push(refusal([...at, "transport"], "mcp-server", "stdio needs a command"));
      if (strict) problems.push(...foreignKeys(server, at), ...loginOf(server, at));
    }
  }
  return problems;
};

function foreignKeys(server: Readonly<Record<string, unknown>>, at: ConfigPath): SchemaProblem[] {
  const unknown = (path: ConfigPath, nearest: string): SchemaProblem =>
    refused("unknown-key", path, "key", { key: String(path.at(-1)), nearest, allowed: [nearest] });
  const found = Object.entries(FOREIGN_KEYS).flatMap(([key, own]) =>
    Object.hasOwn(server, key) ? [unknown([...at, key], own)] : [],
  );
  const codex = server["codex"];
  if (isObject(codex) && Object.hasOwn(codex, "default_tools_approval_mode"))
    found.push(unknown([...at, "codex", "default_tools_approval_mode"], "defaultToolsApprovalMode"));
  if (Object.hasOwn(server, "disabled")) {
    const { disabled } = server;
    const instead = typeof disabled === "boolean" ? `enabled: ${!disabled}` : "enabled";
    found.push(refusal([...at, "disabled"], "mcp-server", `write ${instead} instead`, "key"));
  }
  return found;
}

/** A login for each person needs a server on the network. */
function loginOf(server: Readonly<Record<string, unknown>>, at: ConfigPath): SchemaProblem[] {
  const oauth = server["oauth"];
  if (!isObject(oauth) || oauth["identity"] !== "per-requester") return [];
  const problems: SchemaProblem[] = [];
  const why = [
    ...(server["auth"] === "oauth" ? [] : ['per-requester needs auth: "oauth"']),
    ...(isBlank(server["url"]) ? ["per-requester needs a url"] : []),
    ...(server["command"] !== undefined || server["transport"] === "stdio"
      ? ["per-requester does not go with a command"]
      : []),
  ];
  const [first] = why;
  if (first !== undefined) problems.push(refusal([...at, "oauth", "identity"], "mcp-server", first));
  if (!isBlank(oauth["authProfileId"]))
    problems.push(
      refusal([...at, "oauth", "authProfileId"], "mcp-server", "it does not go with per-requester"),
    );
  return problems;
}

function isBlank(value: unknown): boolean {
  return typeof value !== "string" || (value.trim() === "" && !holdsVariable(value));
}
