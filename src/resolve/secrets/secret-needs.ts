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
export function isGivenOut([section, channel, ...rest]: ConfigPath): boolean {
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
 * True where nothing uses a secret: its channel, account or plugin is switched off, or the gateway asks for another.
 * (Gateways of 2026.6.11, 2026.7.35 and 2026.9.6 say so of an inactive surface, and start.)
 */
export function isIdle(config: unknown, path: ConfigPath): boolean {
  if (isGatewayAuth(path)) {
    const mode = valueAt(config, ["gateway", "auth", "mode"]);
    return mode !== undefined && mode !== path[2];
  }
  return path.some((_, depth) => {
    const holder = valueAt(config, path.slice(0, depth));
    return isObject(holder) && holder["enabled"] === false;
  });
}

/**
 * True where nothing usable can come back without a secret: the gateway does not start, or its channel does not.
 *
 * @param isTemplate it is written as `${NAME}`, which OpenClaw fills before it reads the config
 */
export function isNeeded(config: unknown, path: ConfigPath, isTemplate: boolean, release: string): boolean {
  // What a gateway elsewhere asks for is no concern of this one's start.
  if (isIdle(config, path) || (path[0] === "gateway" && path[1] === "remote")) return false;
  return (
    isGivenOut(path) ||
    holdsIn("unresolved-reference-stops", release) ||
    (isGatewayAuth(path) &&
      holdsIn(isTemplate ? "unfilled-gateway-secret-stops" : "unresolved-gateway-secret-stops", release))
  );
}
