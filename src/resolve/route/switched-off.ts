import { isObject } from "../../core/config-path.ts";

/** Tells which bundled plugins the config switches off: then only what the config itself says of a provider counts. */
export function switchedOff(plugins: unknown): (pluginId: string) => boolean {
  const section = isObject(plugins) ? plugins : {};
  if (section["enabled"] === false) return () => true;
  const deny = new Set(Array.isArray(section["deny"]) ? section["deny"].map(String) : []);
  const entries = isObject(section["entries"]) ? section["entries"] : {};
  return (id) => {
    const entry = Object.hasOwn(entries, id) ? entries[id] : undefined;
    return deny.has(id) || (isObject(entry) && entry["enabled"] === false);
  };
}
