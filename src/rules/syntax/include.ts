import { defineRule } from "../../engine/rule.ts";
import type { IncludeKind } from "../../expand/include-problem.ts";

const messages: Record<IncludeKind | "missingNear", { message: string; hint?: string }> = {
  "not-a-string": {
    message: "$include takes a file name or a list of file names.",
    hint: 'Write $include: "./providers.json5".',
  },
  missing: {
    message: "$include names {target}, which does not exist.",
    hint: "Correct the name: it is relative to the file it stands in.",
  },
  missingNear: {
    message: "$include names {target}, which does not exist.",
    hint: "Did you mean {detail}?",
  },
  outside: {
    message: "$include names {target}, which lies outside the config's folder.",
    hint: "Move the file beside the config, or list its folder in OPENCLAW_INCLUDE_ROOTS in the gateway's real environment.",
  },
  "symlink-outside": {
    message: "$include names {target}, a link that leads outside the config's folder.",
    hint: "Put the file itself beside the config, or list the real folder in OPENCLAW_INCLUDE_ROOTS.",
  },
  "null-byte": { message: "$include names a file with a NUL character in its name." },
  "too-long": { message: "$include names a path of 4096 characters or more." },
  "not-a-file": { message: "$include names {target}, which is no regular file.", hint: "Name a file." },
  "hard-link": {
    message: "$include names {target}, a file with several hard links, which OpenClaw refuses.",
    hint: "Make a copy with a name of its own: cp FILE FILE.new && mv FILE.new FILE.",
  },
  "too-large": { message: "$include names {target}, which is larger than 2 MiB.", hint: "Split the file." },
  unreadable: { message: "$include names {target}, which cannot be read.", hint: "Check its permissions." },
  "utf-16": { message: "$include names {target}, which is UTF-16.", hint: "Save it as UTF-8." },
  syntax: {
    message: "This included file is not JSON5 from here on.",
    hint: "Correct the text; OpenClaw refuses the whole config for it.",
  },
  "too-deep": {
    message: "$include is nested more than {detail} deep here.",
    hint: "Include the file from a higher one.",
  },
  "too-many": {
    message: "The config includes more than 2000 files, or more than 64 MiB in all; no more are looked at.",
    hint: "Look for files that include each other many times.",
  },
  "too-nested": {
    message: "With {target}, objects and lists would be nested more than {detail} deep.",
    hint: "Include the file further up: no config needs that.",
  },
  cycle: { message: "$include goes round in a circle: {detail}.", hint: "Take one of these includes out." },
  "not-an-object": {
    message: "$include stands beside other keys, so {target} must hold an object; it holds something else.",
    hint: "Put the $include into an object of its own.",
  },
};

export const rule = defineRule({
  id: "include",
  subject: "syntax",
  summary: "an $include that OpenClaw cannot or will not follow",
  severity: "error",
  onBrokenText: true,
  messages,
  docs: () => ({
    trigger:
      "An $include whose file is missing, unreadable, too large, outside the config's folder, part of a circle, or not JSON5.",
    bad: { config: `{ models: { $include: "./providers.json5" } }` },
    good: {
      config: `{ models: { $include: "./providers.json5" } }`,
      files: { "providers.json5": `{ mode: "merge" }` },
    },
    why: "OpenClaw refuses the whole config for one bad include, and names neither the file nor the line it stands in.",
    ignore: "Never: the gateway does not start.",
  }),
  check({ expanded, report }) {
    for (const { kind, document, start, end, target, detail } of expanded.problems) {
      const site = kind === "syntax" ? expanded.sites.find((one) => one.included === document) : undefined;
      report({
        messageId: kind === "missing" && detail !== undefined ? "missingNear" : kind,
        data: { target, detail: detail ?? "" },
        at: { document, start, end },
        refused: kind !== "too-many" && kind !== "too-nested",
        ...(site === undefined ? {} : { related: [{ at: { ...site }, message: "included here" }] }),
      });
    }
  },
});
