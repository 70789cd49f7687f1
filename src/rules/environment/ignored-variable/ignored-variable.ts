import { defineCheck } from "../../../engine/rule.ts";
import { providerOf } from "../../../resolve/references/references.ts";

/** Variables that other programs read for a server's address, and OpenClaw does not. */
const IGNORED: readonly (readonly [name: string, provider: string])[] = [
  ["OLLAMA_BASE_URL", "ollama"],
  ["OLLAMA_HOST", "ollama"],
  ["OPENAI_API_BASE", "openai"],
];

const ollama = (block: string) => ({
  config: `{
  ${block}agents: { defaults: { model: { primary: "ollama/qwen3:14b" } } },
}`,
  env: { OLLAMA_BASE_URL: "http://oven.local:11434", OLLAMA_API_KEY: "any-word" },
});

export const check = defineCheck({
  id: "ignored-variable",
  summary: "a server address in a variable that OpenClaw does not read",
  severity: "info",
  needs: "names",
  wholeConfig: true,
  messages: {
    ignored: {
      message: "{name} is set, but OpenClaw does not read it; {provider} is asked at its usual address.",
      hint: "Set models.providers.{provider}.baseUrl.",
    },
  },
  docs: () => ({
    trigger:
      "A reference to a provider without a baseUrl in the config, while a variable such as OLLAMA_BASE_URL is set.",
    bad: ollama(""),
    good: ollama(
      'models: { providers: { ollama: { baseUrl: "http://oven.local:11434", api: "ollama", models: [{ id: "qwen3:14b", name: "Qwen 3" }] } } },\n  ',
    ),
    why: 'Addresses come from models.providers only. The model is then "unknown", since the server at the usual address does not have it.',
    ignore: "When the variable is for another program.",
  }),
  check({ references, providers, environment, report }) {
    for (const [name, provider] of IGNORED) {
      const reference = references.all.find((one) => one.kind !== "key" && providerOf(one) === provider);
      if (reference === undefined) continue;
      if (providers.some(({ key, block }) => key === provider && typeof block["baseUrl"] === "string"))
        continue;
      if (environment.target === "none" || environment.lookup(name).verdict !== "set") continue;
      report({ messageId: "ignored", data: { name, provider }, at: { path: reference.path } });
      return; // one word on the subject is enough
    }
  },
});
