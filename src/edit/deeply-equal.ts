import { isObject } from "../core/config-path.ts";

/** True for two plain JSON values that say the same; the order of keys does not count, -0 and NaN are themselves. */
export function deeplyEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, index) => deeplyEqual(one, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && deeplyEqual(a[key], b[key]))
  );
}
