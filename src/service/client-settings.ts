import { isObject } from "../core/config-path.ts";
import { GATEWAY_TARGETS } from "../resolve/environment/environment.ts";
import { ruleNames } from "../rules/rule-names.ts";
import { releaseFault } from "../schema/release-fault.ts";
import { LEVELS, type Level } from "../settings/settings.ts";
import type { ClientSettings } from "./environment-choice.ts";

/** A client's settings from what it sent; what has not the right form is left out. */
export function readClientSettings(section: Readonly<Record<string, unknown>>): ClientSettings {
  const text = (name: string): string | undefined => {
    const value = section[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const texts = (name: string): readonly string[] | undefined => {
    const value = section[name];
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : undefined;
  };
  const levels: Record<string, Level> = {};
  const given = section["rules"];
  for (const [id, value] of Object.entries(isObject(given) ? given : {})) {
    const level = LEVELS.find((one) => one === value);
    if (level !== undefined && ruleNames.has(id)) levels[id] = level;
  }
  const gateway = text("gateway");
  const release = text("openclawVersion");
  return {
    gateway: GATEWAY_TARGETS.find((one) => one === gateway) ?? (gateway === "auto" ? "auto" : undefined),
    openclawVersion: release !== undefined && releaseFault(release) === undefined ? release : undefined,
    envNames: texts("envNames"),
    envFiles: texts("envFiles"),
    serviceFile: text("serviceFile"),
    service: text("service"),
    stateDir: text("stateDir"),
    rules: levels,
  };
}
