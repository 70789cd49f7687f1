import { bakery } from "../../engine/example-config.ts";
import { rewrite } from "../../engine/fixes.ts";
import { defineRule } from "../../engine/rule.ts";

export const rule = defineRule({
  id: "secret-marker",
  subject: "secret",
  summary: "a marker that only OpenClaw may write, or that it no longer reads",
  severity: "error",
  fixable: true,
  messages: {
    managed: {
      message:
        '"secretref-managed" is a mark that OpenClaw writes into its own files; in a config it is no key.',
      hint: 'Write the reference itself: "${NAME}", or { source, provider, id }.',
    },
    retired: {
      message: "OpenClaw no longer reads this marker; the text itself would be sent as the key.",
      hint: 'Write "${{name}}".',
    },
    retiredUnnamed: {
      message: "OpenClaw no longer reads this marker; the text itself would be sent as the key.",
      hint: 'Write "${NAME}" with the variable\'s name.',
    },
    local: {
      message:
        '"{name}" counts as no key, and OpenClaw goes without one only at localhost, a private address or *.local, in a block with baseUrl, api and models.',
      hint: 'Write the server\'s key; where it needs none, any other word will do, such as "none".',
    },
  },
  docs: () => ({
    trigger:
      "An apiKey that is secretref-managed, secretref-env:NAME or __env__:NAME, or a marker such as ollama-local on a provider that is not local.",
    bad: bakery({ apiKey: '"secretref-managed"' }),
    good: bakery({}),
    why: "Such text passes OpenClaw's validation and its secrets audit, and gives no key when a message is sent.",
    ignore: "Never: it is no key.",
  }),
  check({ credentials, usedProviders, report }) {
    for (const { provider, input, at, winner } of credentials.values()) {
      if (at === undefined) continue;
      const severity = usedProviders.has(provider) ? ("error" as const) : ("warning" as const);
      if (input.kind === "managed-marker") report({ messageId: "managed", at: { path: at }, severity });
      else if (input.kind === "retired-marker") {
        report({
          messageId: input.name === "" ? "retiredUnnamed" : "retired",
          data: { name: input.name },
          at: { path: at },
          severity,
          ...(input.name === "" ? {} : { fix: rewrite(`\${${input.name}}`, "safe") }),
        });
      } else if (
        input.kind === "local-marker" &&
        winner?.source === "config-key" &&
        winner.state === "unusable"
      ) {
        report({ messageId: "local", data: { name: input.name }, at: { path: at }, severity });
      }
    }
  },
});
