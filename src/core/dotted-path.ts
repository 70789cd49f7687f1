import { fromPointer } from "./config-path.ts";

/**
 * Reads a config path as people write it: `models.providers.x.models[0].id`, `models.providers["my.id"].apiKey`, or a
 * JSON Pointer. Undefined when it is none. Every segment comes back as a string.
 */
export function fromDotted(text: string): string[] | undefined {
  if (text.startsWith("/")) return fromPointer(text);
  const segments: string[] = [];
  const step = /\.?(?:([^.[\]"']+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\])/uy;
  let at = 0;
  while (at < text.length) {
    step.lastIndex = at;
    const match = step.exec(text);
    if (match === null) return undefined;
    const [all, name, index, double, single] = match;
    segments.push(name ?? index ?? (double ?? single ?? "").replaceAll(/\\(.)/gu, "$1"));
    at += all.length;
  }
  return segments.length === 0 ? undefined : segments;
}
