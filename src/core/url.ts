import { memo } from "./memo.ts";

/** A URL, or undefined. The answers are shared: who changes one copies it first. */
export const parseUrl = memo((text): Readonly<URL> | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
});

/** The text with its %-escapes read; as it is where they are broken. */
export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
