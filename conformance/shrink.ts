import { type ConfigPath, isObject } from "../src/core/config-path.ts";
import { removeAt } from "./settle.ts";

/**
 * The smallest config that still disagrees, found by taking keys and items away, large parts first.
 *
 * @param disagrees asked for each smaller config
 * @param most questions at most
 */
export async function shrink(
  config: unknown,
  disagrees: (smaller: unknown) => Promise<boolean>,
  most: number,
): Promise<unknown> {
  let smallest = config;
  let asked = 0;
  let progress = true;
  while (progress) {
    progress = false;
    for (const path of places(smallest)) {
      if (asked >= most) return smallest;
      const candidate: unknown = structuredClone(smallest);
      removeAt(candidate, path);
      asked++;
      if (!(await disagrees(candidate))) continue;
      smallest = candidate;
      progress = true;
      break;
    }
  }
  return smallest;
}

/** All places of a config, outer ones first. */
function places(config: unknown): ConfigPath[] {
  const found: ConfigPath[] = [];
  let level: { path: ConfigPath; value: unknown }[] = [{ path: [], value: config }];
  while (level.length > 0) {
    const next: { path: ConfigPath; value: unknown }[] = [];
    for (const { path, value } of level) {
      const children: [string | number, unknown][] = Array.isArray(value)
        ? [...value.entries()]
        : isObject(value)
          ? Object.entries(value)
          : [];
      for (const [key, child] of children) next.push({ path: [...path, key], value: child });
    }
    found.push(...next.map(({ path }) => path));
    level = next;
  }
  return found;
}
