import type { Random } from "./random.ts";

/** References of all forms that a config may hold; no model in them is retired. */
const REFERENCES = [
  "anthropic/claude-opus-5",
  "anthropic/claude-sonnet-5",
  "openai/gpt-5.4-mini",
  "openrouter/anthropic/claude-opus-5",
  "oven/rye-1",
  "mixer/dough:7b",
  "bread",
  "google/gemini-3.1-pro-preview@work",
];
const URLS = ["https://oven.example/v1", "http://127.0.0.1:11434", "https://mixer.example/api/"];
const VARIABLES = ["BAKERY_API_KEY", "OVEN_KEY", "TILL_TOKEN"];

/** Texts that OpenClaw accepts under a key of that name. */
const BY_KEY: Readonly<Record<string, readonly string[]>> = {
  agentDir: ["~/agents/baker", "~/agents/till", "~/agents/night"],
  agentId: ["baker", "till", "main", "Baker"],
  alias: ["bread", "rolls", "Rye"],
  allow: REFERENCES.slice(0, 5).concat("anthropic/*", "openrouter/anthropic/*"),
  allowedHosts: ["oven.example", "api.mixer.example"],
  apiKey: ["sk-test-not-a-key", "$OVEN_KEY", "OVEN_KEY"],
  avatar: ["avatars/baker.png", "https://oven.example/baker.png", "data:image/png;base64,AAAA"],
  baseUrl: URLS,
  binds: ["/srv/bakery:/data", "/srv/flour:/flour:ro"],
  bypassHosts: ["oven.example", "127.0.0.1"],
  command: ["/opt/bakery/print-key"],
  end: ["22:00", "24:00", "23:59"],
  every: ["30m", "1h30m", "0", "15", "", "2h"],
  forceFlushTranscriptBytes: ["20mb", "512kb", "1000"],
  healthUrl: URLS,
  id: ["rye-1", "baker", "oven"],
  lastTouchedVersion: ["2026.2.9", "2026.6.11", "2026.9.6"],
  maxActiveTranscriptBytes: ["20mb", "512kb", "1000"],
  network: ["bridge", "none", "bakery"],
  path: ["/opt/bakery/keys.json"],
  pickerRuntimes: ["codex", "claude-cli"],
  primary: REFERENCES,
  fallbacks: REFERENCES,
  model: REFERENCES,
  start: ["08:00", "00:00"],
  target: ["last", "none", "telegram", "owner", "Discord"],
  trustedDirs: ["/opt/bakery"],
  url: URLS,
  userTimezone: ["Europe/Vienna"],
  workspace: ["~/bakery", "~/till"],
  worktreeRoot: ["~/trees", "/srv/bakery/trees", "~"],
};

/** Texts that OpenClaw may object to, somewhere. */
const ODD = [
  "",
  " ",
  "host",
  "*",
  "/",
  "a/b",
  "../crumbs",
  "./crumbs.png",
  "/etc/bakery",
  "25:00",
  "24:00",
  "soon",
  "-1",
  "1.5h",
  "20 mb",
  "unconfined",
  "container:oven",
  "anthropic/*",
  "*/x",
  "openrouter:auto",
  "a b",
  "http://oven.example",
  "ftp://oven.example",
  "constructor",
  "default",
  "BAKER",
  "night shift",
  "print-key --all",
  "file:///etc/bakery.png",
];

/** Texts for keys without a list of their own, and for what patterns ask. */
const PLAIN = ["baker", "till", "value", "default", "oven", "/rolls/0", "codex", "30m", "Rye bread."];
const SHAPED = [
  ...PLAIN,
  ...VARIABLES,
  ...REFERENCES,
  ...URLS,
  "auto",
  "20mb",
  "12:00",
  `ghp_${"0".repeat(32)}`,
];

/** Keys of maps, by the map's own name. */
const MAP_KEYS: Readonly<Record<string, readonly string[]>> = {
  entries: ["baker", "till", "night-shift", "main"],
  models: REFERENCES,
  byProvider: ["anthropic", "oven/rye-1", "openai"],
  vars: VARIABLES,
  env: VARIABLES,
  headers: ["X-Oven", "cf-aig-authorization"],
  order: ["anthropic", "openai"],
  profiles: ["anthropic:work", "openai:till"],
  reasoningEffortMap: ["low", "high"],
};
const PROVIDER_IDS = [
  "anthropic",
  "openai",
  "oven",
  "mixer",
  "OpenRouter",
  "cloudflare-ai-gateway",
  "ollama",
];
const ODD_KEYS = ["", " oven ", "a/b", "ANTHROPIC", "Baker", "constructor", "toString", "$x", "x.y"];

/** A text for a place. `odd` now and then gives one that OpenClaw may object to. */
export function textFor(path: readonly (string | number)[], pattern: unknown, odd: boolean, random: Random) {
  if (odd && random.once(3)) return random.pick(ODD);
  const key = String(path.findLast((segment) => typeof segment === "string") ?? "");
  const own = Object.hasOwn(BY_KEY, key) ? BY_KEY[key] : /model$/iu.test(key) ? REFERENCES : undefined;
  if (typeof pattern === "string") {
    const shape = new RegExp(pattern, "u");
    const fitting = [...(own ?? []), ...SHAPED].filter((text) => shape.test(text));
    return random.pick(fitting.length > 0 ? fitting : PLAIN);
  }
  return random.pick(own ?? PLAIN);
}

/** Keys for a map that takes any key. */
export function mapKeys(path: readonly (string | number)[], odd: boolean, random: Random): readonly string[] {
  const name = String(path.at(-1) ?? "");
  const named = Object.hasOwn(MAP_KEYS, name) ? MAP_KEYS[name] : undefined;
  const usual =
    name === "providers" && path[0] === "models" ? PROVIDER_IDS : (named ?? ["crumb", "flour", "oven"]);
  return odd && random.once(3) ? [...usual, ...ODD_KEYS] : usual;
}
