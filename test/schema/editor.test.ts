import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { getLanguageService, type LanguageService, TextDocument } from "vscode-json-languageservice";

const URI = "file:///bakery/openclaw.json";
const schema: unknown = JSON.parse(
  readFileSync(new URL("../../schema/openclaw.schema.json", import.meta.url), "utf8"),
);
let service: LanguageService;

beforeAll(() => {
  service = getLanguageService({});
  service.configure({
    allowComments: true,
    schemas: [{ uri: "schema://openclaw", fileMatch: ["*"], schema: Object(schema) }],
  });
});

/** The text without its mark, and what the service needs to know about the place of the mark. */
function marked(text: string) {
  const offset = text.indexOf("|");
  const document = TextDocument.create(URI, "jsonc", 1, text.slice(0, offset) + text.slice(offset + 1));
  return { document, parsed: service.parseJSONDocument(document), position: document.positionAt(offset) };
}

async function completions(text: string): Promise<string[]> {
  const { document, parsed, position } = marked(text);
  const list = await service.doComplete(document, position, parsed);
  return (list?.items ?? []).map((item) => item.label);
}

async function hover(text: string): Promise<string> {
  const { document, parsed, position } = marked(text);
  return JSON.stringify((await service.doHover(document, position, parsed))?.contents ?? "");
}

async function complaints(text: string): Promise<string[]> {
  const document = TextDocument.create(URI, "jsonc", 1, text);
  const found = await service.doValidation(document, service.parseJSONDocument(document), {
    trailingCommas: "ignore",
    comments: "ignore",
  });
  return found.map(({ message }) => (typeof message === "string" ? message : message.value));
}

describe("completion", () => {
  it.each([
    ["the root", "{ | }", ["models", "agents", "env", "secrets", "auth", "$include", "$schema"]],
    ["models", '{ "models": { | } }', ["mode", "providers", "$include"]],
    [
      "provider ids",
      '{ "models": { "providers": { | } } }',
      ["anthropic", "openai", "cloudflare-ai-gateway", "cohere"],
    ],
    [
      "provider snippets",
      '{ "models": { "providers": { "bakery": | } } }',
      ["Cloudflare AI Gateway", "Cloudflare AI Gateway, authenticated"],
    ],
    [
      "provider keys",
      '{ "models": { "providers": { "bakery": { | } } } }',
      ["baseUrl", "apiKey", "api", "models", "$include"],
    ],
    [
      "api kinds",
      '{ "models": { "providers": { "bakery": { "api": | } } } }',
      ['"anthropic-messages"', '"openai-completions"'],
    ],
    [
      "model keys",
      '{ "models": { "providers": { "bakery": { "models": [{ | }] } } } }',
      ["id", "name", "contextWindow"],
    ],
    [
      "keys for secrets",
      '{ "models": { "providers": { "bakery": { "apiKey": | } } } }',
      ["${NAME}: from the environment", "SecretRef: file"],
    ],
    [
      "secret sources",
      '{ "models": { "providers": { "bakery": { "apiKey": { "source": | } } } } }',
      ['"env"', '"store"'],
    ],
    ["defaults", '{ "agents": { "defaults": { | } } }', ["model", "models", "modelPolicy", "heartbeat"]],
    [
      "model references",
      '{ "agents": { "defaults": { "model": | } } }',
      ['"anthropic/claude-sonnet-5"', "primary with fallbacks"],
    ],
    ["model keys of a choice", '{ "agents": { "defaults": { "model": { | } } } }', ["primary", "fallbacks"]],
    [
      "thinking levels",
      '{ "agents": { "entries": { "baker": { "thinkingDefault": | } } } }',
      ['"off"', '"ultra"'],
    ],
    [
      "secret provider kinds",
      '{ "secrets": { "providers": { "vault": { "source": | } } } }',
      ['"exec"', '"file"'],
    ],
    ["the root's other sections", "{ | }", ["channels", "gateway", "plugins", "tools", "cron"]],
    ["channels", '{ "channels": { | } }', ["telegram", "discord", "defaults", "$include"]],
    ["keys of a channel", '{ "channels": { "telegram": { | } } }', ["botToken", "dmPolicy", "accounts"]],
    [
      "values of a channel",
      '{ "channels": { "telegram": { "dmPolicy": | } } }',
      ['"pairing"', '"allowlist"', '"open"', '"disabled"'],
    ],
    [
      "keys of an account",
      '{ "channels": { "slack": { "accounts": { "shop": { | } } } } }',
      ["botToken", "appToken", "dmPolicy"],
    ],
    ["tools", '{ "tools": { | } }', ["profile", "allow", "deny", "exec", "web", "media"]],
    ["tool profiles", '{ "tools": { "profile": | } }', ['"minimal"', '"coding"']],
    ["the gateway", '{ "gateway": { | } }', ["bind", "port", "auth", "tailscale"]],
    ["where it binds", '{ "gateway": { "bind": | } }', ['"loopback"', '"lan"', '"tailnet"']],
    ["keys of its login", '{ "gateway": { "auth": { | } } }', ["mode", "token", "password"]],
    ["plugins", '{ "plugins": { | } }', ["enabled", "allow", "deny", "entries", "slots"]],
    ["plugins that come with OpenClaw", '{ "plugins": { "entries": { | } } }', ["anthropic", "memory-core"]],
    ["keys of a plugin", '{ "plugins": { "entries": { "shop": { | } } } }', ["enabled", "config"]],
  ])("offers %s", async (_name, text, wanted) => {
    const labels = await completions(text);
    for (const label of wanted) expect(labels).toContain(label);
  });

  it("offers nothing that has left", async () => {
    const keys = await completions('{ "agents": { "defaults": { | } } }');
    for (const gone of ["memorySearch", "cliBackends", "imageGenerationModel"])
      expect(keys).not.toContain(gone);
    const kinds = await completions('{ "models": { "providers": { "bakery": { "api": | } } } }');
    expect(kinds).not.toContain('"openai-codex-responses"');
  });
});

describe("hover", () => {
  it.each([
    ['{ "models": { "providers": { "bakery": { "base|Url": "x" } } } }', "Root of the endpoint"],
    ['{ "models": { "providers": { "bakery": { "api": "anthropic-|messages" } } } }', "Anthropic Messages"],
    ['{ "agents": { "defaults": { "mod|el": "a/b" } } }', "provider/model"],
    ['{ "env": { "va|rs": {} } }', "Variables"],
    ['{ "agents": { "entries": { "baker": { "agent|Dir": "x" } } } }', "state"],
    ['{ "secrets": { "providers": { "vault": { "source": "exec", "com|mand": "/x" } } } }', "Program"],
    ['{ "gateway": { "bi|nd": "lan" } }', "Takes auto, lan, loopback, custom or tailnet"],
    ['{ "gateway": { "allowRealIp|Fallback": true } }', "Since OpenClaw 2026"],
    ['{ "channels": { "telegram": { "dm|Policy": "open" } } }', "DM policy"],
    ['{ "channels": { "discord": { "to|ken": "x" } } }', "A secret"],
    ['{ "tools": { "pro|file": "coding" } }', "minimal"],
    ['{ "plugins": { "entr|ies": {} } }', "Entries"],
  ])("explains %s", async (text, words) => {
    expect(await hover(text)).toContain(words);
  });
});

describe("diagnostics", () => {
  it.each([
    ['{ "models": { "providers": { "bakery": { "baseURL": "x", "models": [] } } } }', "baseURL"],
    ['{ "models": { "providers": { "bakery": { "models": [] } } } }', "baseUrl"],
    ['{ "models": { "providers": { "openai": { "models": [{ "id": "a" }] } } } }', "name"],
    ['{ "agents": { "defaults": { "maxConcurrent": "2" } } }', "integer"],
    ['{ "providers": {} }', "providers"],
    [
      '{ "models": { "providers": { "openai": { "apiKey": { "source": "env", "provider": "default", "id": "low" } } } } }',
      "pattern",
    ],
    ['{ "channels": { "telegram": { "bottoken": "x" } } }', "bottoken"],
    ['{ "channels": { "telegram": { "dmPolicy": "closed" } } }', "pairing"],
    ['{ "gateway": { "port": "18789" } }', "integer"],
    ['{ "gateway": { "bind": "localhost" } }', "loopback"],
    ['{ "gateway": { "tailscale": { "resetOnExit": true } } }', "resetOnExit"],
    ['{ "tools": { "exec": { "crumbs": 1 } } }', "crumbs"],
    ['{ "plugins": { "entry": {} } }', "entry"],
  ])("complains about %s", async (text, word) => {
    const messages = await complaints(text);
    expect(messages.join("\n")).toContain(word);
  });

  it.each([
    "{}",
    '{ "channels": { "shop": { "anything": 1 } }, "plugins": { "entries": { "shop": { "enabled": true } } } }',
    '{ "channels": { "telegram": { "$include": "./telegram.json5" }, "slack": { "accounts": { "$include": "./slack.json5" } } } }',
    '{ "gateway": { "$include": "./gateway.json5", "port": 18789 }, "tools": { "exec": { "$include": "./exec.json5" } } }',
    '{ "bindings": { "$include": "./bindings.json5" } }',
    '{ // comment\n "models": { "providers": { "bakery": { "baseUrl": "https://oven.example", "models": [], } } }, }',
    '{ "$include": "./base.json5", "models": { "$include": ["./a.json5", "./b.json5"] } }',
    '{ "models": { "providers": { "bakery": { "$include": "./bakery.json5" } } } }',
    '{ "models": { "providers": { "bakery": { "baseUrl": "x", "models": { "$include": "./models.json5" } } } } }',
    '{ "agents": { "entries": { "$include": "./agents.json5", "baker": { "model": { "$include": "./model.json5" } } } } }',
    '{ "models": { "providers": { "openai": { "apiKey": { "$include": "./key.json5" } } } } }',
    '{ "models": { "providers": { " OpenAI ": {} } } }',
  ])("says nothing about %s", async (text) => {
    expect(await complaints(text)).toEqual([]);
  });
});
