import { type ConfigPath, isObject } from "../../core/config-path.ts";
import type { ConfiguredProvider } from "./configured-providers.ts";

/** A header as the config writes it. */
export interface WrittenHeader {
  readonly name: string;
  readonly value: unknown;
  readonly path: ConfigPath;
}

/** The headers of a provider, those of its `request` too. */
export function headersOf({ block, path }: ConfiguredProvider): readonly WrittenHeader[] {
  return [...headersIn(block, path), ...headersIn(block["request"], [...path, "request"])];
}

/** The headers that an object at a path has as its `headers`. */
export function headersIn(holder: unknown, path: ConfigPath): readonly WrittenHeader[] {
  const headers = isObject(holder) ? holder["headers"] : undefined;
  return isObject(headers)
    ? Object.entries(headers).map(([name, value]) => ({ name, value, path: [...path, "headers", name] }))
    : [];
}
