import { toDotted } from "../../core/config-path.ts";
import { defineRule, words } from "../../engine/rule.ts";

const SCHEMA = `{ "type": "object", "required": ["meta"] }`;

export const rule = defineRule({
  id: "own-schema",
  subject: "structure",
  summary: "something the schema of --schema refuses",
  severity: "error",
  wholeConfig: true,
  messages: {
    refused: { message: "{place}: {reason}.", hint: "See the schema given with --schema." },
  },
  docs: () => ({
    trigger:
      "With --schema FILE: whatever that JSON Schema has against the merged config. The output of openclaw config schema can be given as it is.",
    bad: { config: "{}", options: { schema: SCHEMA } },
    good: { config: `{ meta: { lastTouchedVersion: "2026.9.6" } }`, options: { schema: SCHEMA } },
    why: "A team may demand more than OpenClaw does, and plugins bring settings that clawlint does not know.",
    ignore: "When the schema is wrong.",
  }),
  check({ ownSchema, config, report }) {
    for (const { path, on, words: reason } of ownSchema?.(config) ?? []) {
      report({
        messageId: "refused",
        data: { place: words(toDotted(path)), reason: words(reason) },
        at: { path, on },
      });
    }
  },
});
