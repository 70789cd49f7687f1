import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";

/** Tokens that one service gives out and nobody chooses: to it, any other text is refused by construction. */
const GIVEN_OUT: Readonly<Record<string, readonly string[]>> = {
  telegram: ["botToken"],
  discord: ["token"],
  slack: ["botToken", "appToken", "userToken"],
};

/** True for a token that the channel's service has given out. */
function isGivenOut([section, channel, ...rest]: ConfigPath): boolean {
  const [holder] = rest;
  const isOwn = rest.length === 1 || (rest.length === 3 && holder === "accounts");
  return (
    section === "channels" &&
    isOwn &&
    ownValue(GIVEN_OUT, String(channel))?.includes(String(rest.at(-1))) === true
  );
}

/** True for the gateway's own secret. */
export function isGatewayAuth([section, key, ...rest]: ConfigPath): boolean {
  return section === "gateway" && key === "auth" && rest.length === 1;
}

/**
 * True where nothing uses a secret: its channel, account or section is switched off, or the gateway asks for another.
 * (Gateways of 2026.6.11, 2026.7.35 and 2026.9.6 say so of an inactive surface, and start.)
 */
export function isIdle(config: unknown, path: ConfigPath): boolean {
  if (isGatewayAuth(path)) return isOtherMode(valueAt(config, ["gateway", "auth", "mode"]), String(path[2]));
  return path.some((_, depth) => {
    const holder = valueAt(config, path.slice(0, depth));
    return isObject(holder) && holder["enabled"] === false;
  });
}

/** Whether the gateway asks for another secret than its token or password. A proxy's word is backed by the password. */
function isOtherMode(mode: unknown, key: string): boolean {
  return mode !== undefined && mode !== key && !(mode === "trusted-proxy" && key === "password");
}

/** True for a channel's token that its service gives out, and that is asked for. */
export function isAskedFor(config: unknown, path: ConfigPath): boolean {
  return isGivenOut(path) && !isIdle(config, path) && !isPassedOver(config, path);
}

/** A token in a file goes before one that is written, and one that all accounts have of their own before the channel's. */
function isPassedOver(config: unknown, path: ConfigPath): boolean {
  const key = String(path.at(-1));
  const block = blockAt(config, path.slice(0, -1));
  if (typeof block["tokenFile"] === "string") return true;
  const accounts = Object.values(isObject(block["accounts"]) ? block["accounts"] : {});
  return accounts.length > 0 && accounts.every((one) => isObject(one) && (key in one || "tokenFile" in one));
}

/** True for a secret of a search that is off, or another's. */
function isOtherSearch(config: unknown, [section, entries, plugin, inside, search]: ConfigPath): boolean {
  if (section !== "plugins" || entries !== "entries" || inside !== "config" || search !== "webSearch")
    return false;
  const { enabled, provider }: { readonly enabled?: unknown; readonly provider?: unknown } = blockAt(config, [
    "tools",
    "web",
    "search",
  ]);
  return enabled === false || (typeof provider === "string" && provider !== plugin);
}

function isOfNoWebhook(config: unknown, path: ConfigPath): boolean {
  return path.at(-1) === "webhookSecret" && blockAt(config, path.slice(0, -1))["webhookUrl"] === undefined;
}

function blockAt(config: unknown, path: ConfigPath): Readonly<Record<string, unknown>> {
  const block = valueAt(config, path);
  return isObject(block) ? block : {};
}

/** What switching off did not make idle in releases up to 2026.7.35 (run in 2026.6.11 and 2026.7.35). */
const KEPT_ON: ReadonlySet<unknown> = new Set(["cron", "plugins"]);

function isRemote(path: ConfigPath): boolean {
  return path[0] === "gateway" && path[1] === "remote";
}

/** True for a secret that nothing in the config keeps from being asked for. */
export function isActive(config: unknown, path: ConfigPath, release: string): boolean {
  // What asks another gateway is resolved with its address (run in 2026.6.11, 2026.7.35, 2026.8.2 and 2026.9.6).
  if (isRemote(path))
    return path.length === 3 && typeof blockAt(config, ["gateway", "remote"])["url"] === "string";
  const isKeptOn = KEPT_ON.has(path[0]) && holdsIn("unresolved-reference-stops", release);
  if (isIdle(config, path) && !isKeptOn) return false;
  if (isOtherSearch(config, path) || isOfNoWebhook(config, path)) return false;
  return !isGivenOut(path) || isAskedFor(config, path);
}

/**
 * True where nothing usable can come back without a secret: the gateway does not start, or its channel does not.
 *
 * @param isTemplate it is written as `${NAME}`, which OpenClaw fills before it reads the config
 */
export function isNeeded(config: unknown, path: ConfigPath, isTemplate: boolean, release: string): boolean {
  if (!isActive(config, path, release)) return false;
  if (isRemote(path) || isGivenOut(path) || holdsIn("unresolved-reference-stops", release)) return true;
  if (!isGatewayAuth(path)) return false;
  if (!isTemplate) return holdsIn("unresolved-gateway-secret-stops", release);
  // Without a mode it makes itself a token.
  return (
    valueAt(config, ["gateway", "auth", "mode"]) !== undefined &&
    holdsIn("unfilled-gateway-secret-stops", release)
  );
}
