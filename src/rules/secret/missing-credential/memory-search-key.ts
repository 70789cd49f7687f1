import { nearest } from "../../../core/text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import { wantedVariable } from "../../../resolve/credentials/credential-resolution.ts";
import { keyAnswer } from "../../../resolve/credentials/key-standing.ts";
import { EMBEDDING_PROVIDERS } from "../../../resolve/credentials/memory-search.ts";
import { suggestedVariable } from "../../../resolve/environment/provider-variables.ts";

const withSearch = (search: string) => {
  const example = bakery({});
  return {
    ...example,
    config: example.config.replace("{\n", `{\n  memory: { search: ${search} },\n`),
  };
};

export const check = defineCheck({
  id: "memory-search-key",
  summary: "a provider of the memory's search that has no key or is not known",
  severity: "warning",
  needs: "names",
  wholeConfig: true,
  messages: {
    missing: {
      message: 'The memory\'s search asks "{provider}", which has no key: {why}.',
      hint: "Put {first}=… into {home}, or set remote.apiKey beside it.",
    },
    searchPlaceholder: {
      message: "The memory's search has example text for its key.",
      hint: 'Write "${{first}}", and set {first}.',
    },
    unknown: {
      message: "OpenClaw has no provider of this name for the memory's search.",
      hint: "Write one of openai, gemini, voyage, mistral, ollama or local, or the id of a provider in models.providers.",
    },
    misspelt: {
      message: 'OpenClaw has no provider "{provider}" for the memory\'s search.',
      hint: 'Did you mean "{near}"?',
    },
  },
  docs: () => ({
    trigger:
      "memory.search.provider or fallback, of the whole or of an agent, that names a provider without a key: no remote.apiKey, no variable, no login, no key in models.providers; or that names none that OpenClaw has.",
    bad: withSearch('{ provider: "voyage" }'),
    good: {
      ...withSearch('{ provider: "voyage" }'),
      env: { ...bakery({}).env, VOYAGE_API_KEY: "pa-not-a-key" },
    },
    why: "The gateway starts and answers; only what it remembers is not searched by meaning, and no message says so to the user.",
    ignore: "When a plugin that clawlint does not know brings the provider.",
  }),
  check(context) {
    const { memorySearch, environment, usedProviders, isSound, report, home } = context;
    for (const { path, name, kind, remoteKey, remotePath, credential } of memorySearch) {
      if (!isSound(path)) continue;
      if (kind === "unknown") {
        const near = nearest(name, EMBEDDING_PROVIDERS);
        report({
          messageId: near === undefined ? "unknown" : "misspelt",
          data: { provider: name, near: near ?? "" },
          at: { path },
        });
        continue;
      }
      const first =
        credential === undefined ? undefined : (wantedVariable(credential) ?? suggestedVariable(name));
      if (remoteKey.kind === "placeholder") {
        report({
          messageId: "searchPlaceholder",
          data: { first: first ?? suggestedVariable(name) },
          at: { path: remotePath },
        });
        continue;
      }
      const own = remoteKey.kind !== "unset" && remoteKey.kind !== "empty";
      // What the models' provider lacks is told there.
      if (own || credential === undefined || environment.target === "none") continue;
      if (usedProviders.has(credential.provider) || credential.at !== undefined) continue;
      const { key, why } = keyAnswer(credential);
      if (key !== "no-key") continue;
      report({
        messageId: "missing",
        data: {
          provider: name,
          why: words(why),
          first: first ?? "",
          home: home(),
        },
        at: { path },
      });
    }
  },
});
