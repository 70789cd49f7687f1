/** A config with a value (JSON5 text) planted at one place, and the path that leads there. */
export type Place = readonly [path: string, plant: (json: string) => string];

const PROVIDER = (inside: string) => `{
  models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", ${inside},
    models: [{ id: "rye-2", name: "Rye" }] } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}`;

/** Places that hold secrets by the schema, or where the schema says nothing: hidden whatever stands there. */
export const SECRET_PLACES: readonly Place[] = [
  ["models.providers.ovenai.apiKey", (json) => PROVIDER(`apiKey: ${json}`)],
  ["models.providers.ovenai.apikey", (json) => PROVIDER(`apikey: ${json}`)],
  ["models.providers.ovenai.api_key", (json) => PROVIDER(`api_key: ${json}`)],
  ["models.providers.ovenai.token", (json) => PROVIDER(`token: ${json}`)],
  [
    "models.providers.ovenai.headers.Authorization",
    (json) => PROVIDER(`headers: { Authorization: ${json} }`),
  ],
  ["models.providers.ovenai.headers.x-oven", (json) => PROVIDER(`headers: { "x-oven": ${json} }`)],
  ["models.providers.ovenai.headers", (json) => PROVIDER(`headers: ${json}`)],
  [
    "models.providers.ovenai.request.auth.value",
    (json) => PROVIDER(`request: { auth: { mode: "header", headerName: "x", value: ${json} } }`),
  ],
  [
    "models.providers.ovenai.request.auth.token",
    (json) => PROVIDER(`request: { auth: { mode: "authorization-bearer", token: ${json} } }`),
  ],
  ["models.providers.ovenai.request.tls.key", (json) => PROVIDER(`request: { tls: { key: ${json} } }`)],
  ["models.providers.ovenai.request.headers.x", (json) => PROVIDER(`request: { headers: { x: ${json} } }`)],
  [
    "models.providers.ovenai.models.0.headers.x",
    (json) => PROVIDER(`apiKey: "\${A_KEY}"`).replace('name: "Rye"', `name: "Rye", headers: { x: ${json} }`),
  ],
  ["env.vars.OVENAI_API_KEY", (json) => `{ env: { vars: { OVENAI_API_KEY: ${json} } } }`],
  ["env.OVENAI_API_KEY", (json) => `{ env: { OVENAI_API_KEY: ${json} } }`],
  ["gateway.auth.password", (json) => `{ gateway: { auth: { password: ${json} } } }`],
  ["gateway.auth", (json) => `{ gateway: { auth: ${json} } }`],
  ["gateway.auth.token", (json) => `{ gateway: { auth: { mode: "token", token: ${json} } } }`],
  ["gateway.remote.password", (json) => `{ gateway: { remote: { password: ${json} } } }`],
  ["hooks.token", (json) => `{ hooks: { enabled: true, token: ${json} } }`],
  ["tools.web.search.apiKey", (json) => `{ tools: { web: { search: { apiKey: ${json} } } } }`],
  [
    "mcp.servers.oven.env.OVEN_KEY",
    (json) => `{ mcp: { servers: { oven: { command: "oven", env: { OVEN_KEY: ${json} } } } } }`,
  ],
  ["mcp.servers.oven.env", (json) => `{ mcp: { servers: { oven: { command: "oven", env: ${json} } } } }`],
  [
    "mcp.servers.oven.headers.x-oven",
    (json) =>
      `{ mcp: { servers: { oven: { url: "https://oven.example", headers: { "x-oven": ${json} } } } } }`,
  ],
  ["channels.slack.appToken", (json) => `{ channels: { slack: { appToken: ${json} } } }`],
  ["channels.discord.token", (json) => `{ channels: { discord: { token: ${json} } } }`],
  [
    "channels.discord.accounts.till.token",
    (json) => `{ channels: { discord: { accounts: { till: { token: ${json} } } } } }`,
  ],
  ["channels.telegram.webhookSecret", (json) => `{ channels: { telegram: { webhookSecret: ${json} } } }`],
  [
    "plugins.entries.oven.config.password",
    (json) => `{ plugins: { entries: { oven: { config: { password: ${json} } } } } }`,
  ],
  ["memory.search.remote.apiKey", (json) => `{ memory: { search: { remote: { apiKey: ${json} } } } }`],
  ["talk.provider", (json) => `{ talk: { provider: ${json} } }`],
  ["bindings.0.match.channel", (json) => `{ bindings: [{ agentId: "main", match: { channel: ${json} } }] }`],
  ["channels.telegram.botToken", (json) => `{ channels: { telegram: { botToken: ${json} } } }`],
  [
    "agents.defaults.memorySearch.remote.apiKey",
    (json) => `{ agents: { defaults: { memorySearch: { remote: { apiKey: ${json} } } } } }`,
  ],
  [
    "agents.entries.baker.sandbox.ssh.identityData",
    (json) => `{ agents: { entries: { baker: { sandbox: { ssh: { identityData: ${json} } } } } } }`,
  ],
  [
    "secrets.providers.vault.args.1",
    (json) =>
      `{ secrets: { providers: { vault: { source: "exec", command: "/usr/bin/vault", args: ["--token", ${json}, 7] } } } }`,
  ],
  ["oven.password", (json) => `{ oven: { password: ${json} } }`],
];

/** Any form a secret may have: words, passwords that look like a variable, numbers. What must not be seen stands second. */
export const SECRETS: readonly (readonly [json: string, seen: string])[] = [
  ['"kettlesecret"', "kettlesecret"],
  ['"$uperKettlepw"', "uperKettlepw"],
  ['"${kettlesecretpw}"', "kettlesecretpw"],
  ['"${kettlesecretpw:-kettlesecretpw}"', "kettlesecretpw"],
  ['"Bearer kettlesecret"', "kettlesecret"],
  ['"Bearer: kettlesecret"', "kettlesecret"],
  ['"Bearer $kettlesecret"', "kettlesecret"],
  ['" kettle secret "', "kettle secret"],
  ['"kettle\\u001b[31msecret"', "31msecret"],
  ['["kettlesecret"]', "kettlesecret"],
  ['{ value: "kettlesecret" }', "kettlesecret"],
  ["31415926535897", "31415926535897"],
  ['"env:kettlesecret"', "kettlesecret"],
  ['"KETTLE=kettlesecret"', "kettlesecret"],
  ['"x-api-key: kettlesecret"', "kettlesecret"],
];

/** Shapes of keys: hidden wherever they stand. */
export const SHAPED: readonly string[] = [
  "sk-kt7x2q",
  "sk-proj-kettleKETTLE00kettleKETTLE00",
  "gsk_KtTl1234",
  "550e8400-e29b-41d4-a716-446655440000",
  "9f86d081884c7d65",
  "a9f3c1d27be84f60b5d1e2c3a4f5b6c7",
  "kx4f-9aq2-mm3v-7tt1",
  "Xy9Tq2LmNoPqRsTuVwXyZ0123456789",
  "eyJhbGciOiJub25lIn0",
  "Bearer kettlesecret",
  "OVENAI_API_KEY=kettlesecret",
];

/** Places of names, choices, references and addresses, and keys of objects. */
export const OPEN_PLACES: readonly Place[] = [
  ["models.providers.ovenai.api", (json) => PROVIDER(`x: 1`).replace('"openai-completions"', json)],
  ["models.providers.ovenai.auth", (json) => PROVIDER(`auth: ${json}`)],
  [
    "models.providers.ovenai.apiKey.id",
    (json) => PROVIDER(`apiKey: { source: "env", provider: "default", id: ${json} }`),
  ],
  [
    "models.providers.ovenai.apiKey.provider",
    (json) => PROVIDER(`apiKey: { source: "exec", provider: ${json}, id: "x" }`),
  ],
  [
    "models.providers.ovenai.models.0.id",
    (json) => PROVIDER(`apiKey: "\${A_KEY}"`).replace('"rye-2", name', `${json}, name`),
  ],
  [
    "models.providers.ovenai.baseUrl",
    (json) => PROVIDER("x: 1").replace('"https://api.ovenai.example/v1"', json),
  ],
  [
    "models.providers.ovenai.baseUrl",
    (json) => PROVIDER("x: 1").replace("api.ovenai.example", `${text(json)}@api.ovenai.example`),
  ],
  [
    "models.providers.ovenai.baseUrl",
    (json) => PROVIDER("x: 1").replace("example/v1", `example/v1?client_secret=${text(json)}`),
  ],
  [
    "models.providers.ovenai.baseUrl",
    (json) => PROVIDER("x: 1").replace("example/v1", `example/${text(json)}/v1`),
  ],
  [
    "models.providers.ovenai.baseUrl",
    (json) => PROVIDER("x: 1").replace("example/v1", `example/v1#token=${text(json)}`),
  ],
  ["agents.defaults.model", (json) => `{ agents: { defaults: { model: ${json} } } }`],
  [
    "agents.defaults.model.primary",
    (json) =>
      `{ agents: { defaults: { model: { primary: ${json}, fallbacks: ["openai/${text(json)}"] } } } }`,
  ],
  [
    "agents.defaults.models",
    (json) => `{ agents: { defaults: { models: { ${json}: { alias: ${json} } } } } }`,
  ],
  ["models.providers", (json) => `{ models: { providers: { ${json}: { baseUrl: 5 } } } }`],
  ["models.mode", (json) => `{ models: { mode: ${json} } }`],
  ["models", (json) => `{ models: { ${json}: true } }`],
  ["agents.entries", (json) => `{ agents: { entries: { ${json}: { model: 5 } } } }`],
  [
    "secrets.providers.drawer.path",
    (json) => `{ secrets: { providers: { drawer: { source: "file", path: ${json} } } } }`,
  ],
  ["meta.lastTouchedVersion", (json) => `{ meta: { lastTouchedVersion: ${json} }, models: 5 }`],
];

/** What people leave behind when they paste a key; `"` stands around the key. */
export const BROKEN: readonly ((config: string, json: string) => string)[] = [
  (config, json) => config.replace(`: ${json}`, ` = ${text(json)}`),
  (config, json) => config.replace(`: ${json}`, ` ${text(json)}`),
  (config, json) => config.replace(`: ${json}`, `:: ${json}`),
  (config, json) => config.replace(`: ${json}`, `: "a" + ${json}`),
  (config, json) => config.replace(`: ${json}`, `: "pa"${text(json)}`),
  (config, json) => config.replace(`: ${json}`, `: plum ${text(json)}`),
  (config, json) => config.replace(`: ${json}`, `: "${text(json)}`),
  (config, json) => config.replace(json, text(json)),
  (config, json) => config.replace(json, `“${text(json)}”`),
  (config, json) => `${config} ${text(json)}`,
  (config) => config.slice(0, -2),
];

function text(json: string): string {
  return json.replace(/^"|"$/gu, "");
}
