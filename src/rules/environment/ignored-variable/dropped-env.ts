import { cloudflare } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { reportVariableFaults } from "../../../engine/variable-problem.ts";

export const check = defineCheck({
  id: "dropped-env",
  summary: "a key in the working folder's .env, where OpenClaw ignores it",
  severity: "error",
  wholeConfig: true,
  messages: {
    dropped: {
      message:
        "{name} stands in {layer}, but OpenClaw does not take it from there ({why}), so {needs} stays unresolved.",
      hint: "Move the line to ~/.openclaw/.env.",
    },
  },
  docs: () => ({
    trigger:
      "A variable that the config names and that only the .env of the working folder supplies, where OpenClaw drops its name: every provider's key, proxies, *_BASE_URL and the like.",
    bad: {
      ...cloudflare({ env: {} }),
      files: { ".env": "CLOUDFLARE_AI_GATEWAY_API_KEY=sk-ant-test-not-a-key\n" },
    },
    good: {
      ...cloudflare({ env: {} }),
      files: { "~/.openclaw/.env": "CLOUDFLARE_AI_GATEWAY_API_KEY=sk-ant-test-not-a-key\n" },
    },
    why: "OpenClaw trusts a project's folder less than its own state folder, and drops provider keys found there without a word.",
    ignore: "Never: the key is not used.",
  }),
  check(context) {
    reportVariableFaults(context, "blocked", ({ step }, data) =>
      step?.layer === "config-env" ? undefined : { messageId: "dropped", data },
    );
  },
});
