import type { ProblemFix } from "./rule.ts";

/** For a header that says `Bearer:`, its repair, where all the rest is one variable; undefined for any other header. */
export function bearerColon(value: string): { readonly fix?: ProblemFix } | undefined {
  const [, rest] = /^\s*Bearer\s*:(.*)$/isu.exec(value) ?? [];
  if (rest === undefined) return undefined;
  const template = rest.trim();
  if (!/^\$\{[A-Z_][A-Z0-9_]*\}$/u.test(template)) return {};
  return {
    fix: {
      title: "take the colon out",
      safety: "safe",
      change: { kind: "set-text", text: `Bearer ${template}` },
    },
  };
}
