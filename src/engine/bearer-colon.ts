import { isBearer, readVariables } from "../core/variable-text.ts";
import type { ProblemFix } from "./rule.ts";

/** For a header that says `Bearer:`, its repair, where all the rest is one variable; undefined for any other header. */
export function bearerColon(value: string): { readonly fix?: ProblemFix } | undefined {
  const read = readVariables(value);
  if (!isBearer(read) || read.scheme?.colon !== true) return undefined;
  if (read.variable?.form !== "braces") return {};
  return {
    fix: {
      title: "take the colon out",
      safety: "safe",
      change: { kind: "set-text", text: `Bearer ${read.value}` },
    },
  };
}
