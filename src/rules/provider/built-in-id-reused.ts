import { bakery } from "../../engine/example-config.ts";
import { defineRule } from "../../engine/rule.ts";
import { canonicalProvider } from "../../resolve/providers/catalogue.ts";
import { readEndpoint } from "../../resolve/providers/endpoints.ts";
import { isAnywhere } from "../../resolve/providers/vendors.ts";

export const rule = defineRule({
  id: "built-in-id-reused",
  subject: "provider",
  summary: "a provider id of OpenClaw's own, pointed at somebody else's server",
  severity: "warning",
  messages: {
    other: {
      message: 'Provider "{id}" is OpenClaw\'s own, but this URL belongs to {vendor}.',
      hint: 'Use the id "{vendor}", or one of your own such as "my-{vendor}", and change the references to it.',
    },
  },
  docs: () => ({
    trigger:
      "An entry of models.providers under a vendor's id whose baseUrl is the host (or the well-known port) of another vendor.",
    bad: bakery({
      id: "openai",
      baseUrl: "http://127.0.0.1:11434/v1",
      apiKey: '"ollama"',
      models: '{ id: "qwen3:14b", name: "Qwen 3" }',
      model: "openai/qwen3:14b",
      env: {},
    }),
    good: bakery({
      id: "ollama",
      baseUrl: "http://127.0.0.1:11434",
      api: "ollama",
      apiKey: '"ollama-local"',
      models: '{ id: "qwen3:14b", name: "Qwen 3" }',
      model: "ollama/qwen3:14b",
      env: {},
    }),
    why: "OpenClaw merges its own catalogue, variables and sign-in of that id into the block: a real key of the vendor may be sent to the other server, and the vendor's own models stop working.",
    ignore: "When the redirect is meant and no real key of the vendor is around.",
  }),
  check({ providers, report }) {
    for (const { id, path, block, known } of providers) {
      const baseUrl = block["baseUrl"];
      const endpoint = typeof baseUrl === "string" ? readEndpoint(baseUrl) : undefined;
      const vendor = endpoint?.known?.vendor;
      if (endpoint === undefined || known === undefined || vendor === undefined || isAnywhere(known.id))
        continue;
      const own = canonicalProvider(id)?.id ?? known.id;
      if (sameFamily(own, vendor)) continue;
      report({ messageId: "other", data: { id, vendor }, at: { path: [...path, "baseUrl"] } });
    }
  },
});

/** `minimax` and `minimax-portal`, `opencode` and `opencode-go`, `qwen` and its plans are one vendor's. */
function sameFamily(a: string, b: string): boolean {
  if (a.startsWith(b) || b.startsWith(a)) return true;
  const pairs = [
    ["bailian-token-plan", "qwen"],
    ["alibaba", "qwen"],
    ["kimi", "moonshot"],
    ["zai", "z-ai"],
    ["codex", "openai"],
  ];
  return pairs.some(([one, two]) => (a === one && b === two) || (a === two && b === one));
}
