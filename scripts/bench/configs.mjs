/** A valid config of about 10 KB: two providers, models with costs and limits, two agents. */
export function config(seed) {
  const models = Array.from({ length: 32 }, (_, index) => {
    const id = `rye-${seed}-${index}`;
    return `        {
          id: "${id}", name: "Rye ${index}", // dark, ${index * 100} g
          reasoning: ${index % 2 === 0}, input: ["text", 'image'],
          cost: { input: 0.${index + 10}, output: 1.${index}, cacheRead: 0, cacheWrite: 0 },
          contextWindow: ${128000 + index}, maxTokens: 8192,
        },`;
  }).join("\n");
  const allow = Array.from(
    { length: 32 },
    (_, index) => `        "ovenai/rye-${seed}-${index}": { alias: "rye${index}" },`,
  );
  return `// The bakery's gateway, config ${seed}.
{
  models: {
    mode: "merge",
    providers: {
      ovenai: {
        baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
        models: [
${models}
        ],
      },
      flourbank: {
        baseUrl: "https://api.flourbank.example", api: "anthropic-messages", apiKey: "\${FLOURBANK_API_KEY}",
        models: [{ id: "spelt-1", name: "Spelt 1" }],
      },
    },
  },
  agents: {
    defaults: {
      model: { primary: "ovenai/rye-${seed}-0", fallbacks: ["flourbank/spelt-1", "ovenai/rye-${seed}-1"] },
      models: {
        "flourbank/spelt-1": { alias: "spelt" },
${allow.join("\n")}
      },
    },
    entries: { baker: { default: true }, till: { model: "ovenai/rye-${seed}-2" } },
  },
}
`;
}

/** One place of the config above, repeated: what each file of the table of growth is full of. By name. */
export const growing = {
  providers: (count) => ({ providers: providers(count, () => "") }),
  "providers without api": (count) => ({ providers: providers(count, () => "", { api: undefined }) }),
  "unknown keys in providers": (count) => ({ providers: providers(count, () => 'baseURL: "x",') }),
  "wrong types in providers": (count) => ({ providers: providers(count, () => "timeoutSeconds: {},") }),
  "variables that are not there": (count) => ({
    providers: providers(count, (index) => `apiKey: "\${BAKERY_${index}}",`),
  }),
  "providers with example keys, each asked for": (count) =>
    asked(count, "https://api.ovenai.example/v1", "rye"),
  "providers behind one gateway, each asked for": (count) =>
    asked(
      count,
      "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/openai",
      "openai/rye",
    ),
  "fallbacks of many who are nobody": (count) => ({
    providers: providers(count, () => ""),
    fallbacks: list(count, (index) => `"till${index}/rye"`),
  }),
  "fallbacks that their provider does not list": (count) => ({
    models: list(count, (index) => `{ id: "rye-${index}", name: "Rye" }`),
    fallbacks: list(count, (index) => `"ovenai/spelt-${index}"`),
  }),
  "agents, each with a provider and a variable of its own": (count) => ({
    providers: providers(count, (index) => `apiKey: "\${BAKERY_${index}}",`),
    entries: list(count, (index) => `till${index}: { model: "oven${index}/rye" }`),
    allow: list(count, (index) => `"oven${index}/rye": { alias: "rye${index}" }`),
  }),
  "models of one provider": (count) => ({
    models: list(count, (index) => `{ id: "rye-${index}", name: "Rye" }`),
  }),
  "models with one id": (count) => ({ models: list(count, () => '{ id: "rye", name: "Rye" }') }),
  "unknown keys of one model": (count) => ({
    models: `{ id: "rye", name: "Rye", ${list(count, (index) => `k${index}: 1`)} }`,
  }),
  "unknown top-level keys": (count) => ({ top: list(count, (index) => `bread${index}: {}`) }),
  fallbacks: (count) => ({ fallbacks: list(count, (index) => `"ovenai/rye-${index}"`) }),
  "fallbacks that stand twice": (count) => ({ fallbacks: list(count, () => '"ovenai/rye-2"') }),
  "fallbacks of nobody": (count) => ({ fallbacks: list(count, (index) => `"nobody/rye-${index}"`) }),
  agents: (count) => ({ entries: list(count, (index) => `till${index}: { model: "ovenai/rye-2" }`) }),
  aliases: (count) => ({ allow: list(count, (index) => `"ovenai/rye-${index}": { alias: "rye${index}" }`) }),
  "one alias for all": (count) => ({
    allow: list(count, (index) => `"ovenai/rye-${index}": { alias: "rye" }`),
  }),
  "keys that stand twice": (count) => ({ allow: list(count, () => '"ovenai/rye-2": {}') }),
  "ignore comments": (count) => ({
    top: list(count, (index) => `// clawlint-ignore unknown-key -- ${index}\n  env: {}`),
  }),
  "env.vars": (count) => ({ top: `env: { vars: { ${list(count, (index) => `BREAD_${index}: "x"`)} } }` }),
};

const list = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join(", ");

function providers(count, more, { api = "openai-completions" } = {}) {
  const speaks = api === undefined ? "" : `api: "${api}",`;
  return list(
    count,
    (index) =>
      `oven${index}: { baseUrl: "https://api.ovenai.example/v1", ${speaks} ${more(index)} models: [] }`,
  );
}

/** Providers at one URL, each with a key that is none, and a fallback to each. */
function asked(count, baseUrl, model) {
  return {
    providers: list(
      count,
      (index) =>
        `oven${index}: { baseUrl: "${baseUrl}", api: "openai-completions", apiKey: "changeme", models: [{ id: "${model}", name: "Rye" }] }`,
    ),
    fallbacks: list(count, (index) => `"oven${index}/${model}"`),
  };
}

/** The text of a config that is full of something `growing` gives. */
export function grown({
  providers = "",
  models = '{ id: "rye-2", name: "Rye 2" }',
  fallbacks = "",
  entries = "",
  allow = "",
  top = "",
}) {
  return `{
  models: { providers: {
    ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", models: [${models}] },
    ${providers}
  } },
  agents: {
    defaults: { model: { primary: "ovenai/rye-2", fallbacks: [${fallbacks}] }, models: { ${allow} } },
    entries: { ${entries} },
  },
  ${top}
}
`;
}
