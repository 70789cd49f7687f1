import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { refused, type SchemaProblem } from "../../core/schema-problem.ts";
import { OLDEST_RELEASE } from "../../schema/releases.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Channels whose settings the core judges itself up to 2026.4.1; 2026.4.7 holds each to a schema without such rules. */
export const CORE_CHANNELS: readonly string[] = [
  "bluebubbles",
  "discord",
  "googlechat",
  "imessage",
  "irc",
  "msteams",
  "signal",
  "slack",
  "telegram",
  "whatsapp",
];

type Block = Readonly<Record<string, unknown>>;

/** Who may write to the agent, and the secrets of webhooks, as the core judges them. */
export const earlyChannels: Refinement = (config, release, _agents, exact) => {
  if (!does("core-judges-channels", exact)) return [];
  const oldest = release === OLDEST_RELEASE;
  return CORE_CHANNELS.flatMap((channel) => {
    const at: ConfigPath = ["channels", channel];
    const block = valueAt(config, at);
    if (!isObject(block)) return [];
    const accounts = isObject(block["accounts"]) ? Object.entries(block["accounts"]) : [];
    const problems = [...senders(block, undefined, at, oldest), ...webhook(channel, block, undefined, at)];
    for (const [id, account] of accounts) {
      if (!isObject(account)) continue;
      const path = [...at, "accounts", id];
      // The oldest release looks at each account by itself.
      problems.push(...senders(account, oldest ? undefined : block, path, oldest));
      problems.push(...webhook(channel, account, block, path));
    }
    return problems;
  });
};

function senders(own: Block, base: Block | undefined, at: ConfigPath, oldest: boolean): SchemaProblem[] {
  const dm = own["dm"];
  const first = (...values: unknown[]) => values.find((value) => value !== undefined);
  const policy = first(
    own["dmPolicy"],
    valueAt(dm, ["policy"]),
    base?.["dmPolicy"],
    valueAt(base?.["dm"], ["policy"]),
  );
  const allow = first(
    own["allowFrom"],
    valueAt(dm, ["allowFrom"]),
    base?.["allowFrom"],
    valueAt(base?.["dm"], ["allowFrom"]),
  );
  if (allow !== undefined && !Array.isArray(allow)) return [];
  const names = (allow ?? []).map((one) => String(one).trim()).filter((one) => one !== "");
  if (names.some(holdsVariable)) return [];
  const inDm = own["allowFrom"] === undefined && own["dmPolicy"] === undefined && isObject(dm);
  const path = inDm ? [...at, "dm", "allowFrom"] : [...at, "allowFrom"];
  if (policy === "open" && !names.includes("*"))
    return [refusal(path, "dm-policy", 'with the policy "open" it must hold "*"')];
  if (policy === "allowlist" && names.length === 0 && !oldest)
    return [refusal(path, "dm-policy", 'with the policy "allowlist" it must name a sender')];
  return [];
}

function webhook(channel: string, own: Block, base: Block | undefined, at: ConfigPath): SchemaProblem[] {
  const has = (key: string) => [own[key], base?.[key]].some((value) => value !== undefined && value !== "");
  if (channel === "telegram" && typeof own["webhookUrl"] === "string" && own["webhookUrl"].trim() !== "") {
    if (!has("webhookSecret")) return [missing("webhookSecret", "webhookUrl", at)];
  }
  if (channel === "slack" && (own["mode"] ?? base?.["mode"]) === "http" && own["enabled"] !== false) {
    if (base === undefined && isObject(own["accounts"])) return [];
    if (!has("signingSecret")) return [missing("signingSecret", "mode: http", at)];
  }
  const nick = valueAt(own, ["nickserv"]);
  if (channel === "irc" && isObject(nick) && nick["register"] === true && !nick["registerEmail"])
    return [missing("registerEmail", "register: true", [...at, "nickserv"])];
  return [];
}

function missing(key: string, other: string, path: ConfigPath): SchemaProblem {
  return refused("missing-key", path, "value", { key, with: other });
}
