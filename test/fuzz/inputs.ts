import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linkedNode } from "../../src/schema/gate-table.ts";
import { gateNode, linkTo, ROOT_NODE } from "../../src/validate/gate-lookup.ts";
import { seeded } from "../parse/mutations.ts";

/** One thing to lint: the files of a machine in memory, and how its gateway starts. */
export interface FuzzInput {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly gateway: "shell" | "systemd" | "launchd" | "container" | "none";
  readonly serviceFile?: string;
  readonly envFiles?: readonly string[];
}

export const CONFIG = "/bakery/openclaw.json";

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const ROOT = join(import.meta.dirname, "../..");
const fixtures: readonly Buffer[] = readdirSync(join(ROOT, "fixtures"), { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:json5?|env|service|ya?ml)$/u.test(name))
  .sort()
  .map((name) => readFileSync(join(ROOT, "fixtures", name)));

/** Texts that mean something somewhere, and texts that break what looks at them without care. */
const TEXTS: readonly string[] = [
  ...[
    "",
    " ",
    "x",
    "ovenai",
    "ovenai/rye-2",
    "openai/gpt-5",
    "anthropic/claude-opus-5",
    "rye-2",
    "/",
    "a/b/c",
    "*",
    "openai/*",
  ],
  ...[
    "https://api.ovenai.example/v1",
    "http://localhost:11434",
    "https://gateway.ai.cloudflare.com/v1/a/b/anthropic",
    "://",
    "https://u:not-a-key@x.example/v1?key=not-a-key",
  ],
  ...[
    "openai-completions",
    "anthropic-messages",
    "openai",
    "merge",
    "env",
    "file",
    "exec",
    "default",
    "explicit",
    "api_key",
    "2026.2.9",
    "2026.9.6",
    "1.0",
  ],
  ...[
    "${OVENAI_API_KEY}",
    "$OVENAI_API_KEY",
    "${x",
    "$${A}",
    "${${A}}",
    "${A:-b}",
    "Bearer ${T}",
    "{{ A }}",
    "$(pass)",
    "__OPENCLAW_REDACTED__",
  ],
  ...[
    "sk-ant-api03-not-a-key-0123456789",
    "not-a-key",
    "YOUR_API_KEY",
    "<token>",
    "-----BEGIN PRIVATE KEY-----",
    "eyJnot-a-key-0123456789",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "$include",
    "\u0000",
    "\u001b[31m",
    "\u202e",
    "\u2028",
    "\ud800",
    "::error::x",
    "##[stop]",
    "🥐",
    "\ufeff",
  ],
  ...[
    "./part.json5",
    "../out.json5",
    "./openclaw.json",
    "/etc/passwd",
    "~/.openclaw/.env",
    "a".repeat(300),
    "a-".repeat(200),
    "sk-".repeat(100),
  ],
];
const KEYS = [
  ...TEXTS,
  "apiKey",
  "baseUrl",
  "baseURL",
  "api",
  "models",
  "providers",
  "id",
  "name",
  "headers",
  "agents",
  "defaults",
  "model",
  "primary",
  "fallbacks",
  "env",
  "vars",
  "auth",
  "order",
  "profiles",
  "secrets",
  "source",
  "provider",
];

function scalar(random: Random): unknown {
  const kind = random();
  if (kind < 0.6) return pick(random, TEXTS);
  if (kind < 0.8)
    return pick(random, [0, 1, -1, 0.5, 1e21, 200000, Number.NaN, Number.POSITIVE_INFINITY, -0]);
  return pick<unknown>(random, [true, false, null, {}, [], { toString: 1 }, { valueOf: { toString: null } }]);
}

/** A value for a place of the schema: mostly with the keys that the place has, sometimes with others. */
function value(random: Random, place: number, depth: number): unknown {
  const node = gateNode(place);
  if (depth > 9 || random() < 0.08) return scalar(random);
  if (node.i !== undefined && random() < 0.9) {
    const item = node.i;
    return Array.from({ length: Math.floor(random() * 4) }, () => value(random, item, depth + 1));
  }
  const keys = Object.keys(node.k ?? {});
  if (keys.length === 0 && node.r === undefined) {
    if (node.v !== undefined && random() < 0.7) return pick(random, Object.keys(node.v));
    return scalar(random);
  }
  const made: [string, unknown][] = [];
  for (let left = Math.floor(random() * 6); left > 0; left -= 1) {
    const key = keys.length > 0 && random() < 0.85 ? pick(random, keys) : pick(random, KEYS);
    const link = linkTo(node, key);
    made.push([
      key,
      link === undefined || link === 0 ? scalar(random) : value(random, linkedNode(link), depth + 1),
    ]);
  }
  return new Members(made);
}

/** An object as it is written: keys may stand twice, `__proto__` among them. */
class Members {
  readonly list: readonly (readonly [string, unknown])[];
  constructor(list: readonly (readonly [string, unknown])[]) {
    this.list = list;
  }
}

function write(random: Random, one: unknown): string {
  if (one instanceof Members || (typeof one === "object" && one !== null && !Array.isArray(one))) {
    const list = one instanceof Members ? one.list : Object.entries(one);
    const members = list.map(([key, inner]) => {
      const bare = /^[A-Za-z_$][\w$]*$/u.test(key) && random() < 0.7;
      return `${bare ? key : JSON.stringify(key)}: ${write(random, inner)}`;
    });
    return `{${members.join(random() < 0.5 ? ", " : ",\n")}${random() < 0.2 && members.length > 0 ? "," : ""}}`;
  }
  if (Array.isArray(one)) return `[${one.map((item) => write(random, item)).join(", ")}]`;
  if (typeof one === "string") return JSON.stringify(one);
  return Object.is(one, -0) ? "-0" : String(one);
}

function configText(random: Random): string {
  // Where the rules look.
  const parts: [string, unknown][] = [];
  for (const key of ["models", "agents", "env", "auth", "secrets"]) {
    const link = linkTo(gateNode(ROOT_NODE), key);
    if (link !== undefined && link !== 0 && random() < 0.6)
      parts.push([key, value(random, linkedNode(link), 0)]);
  }
  const whole = random() < 0.3 ? value(random, ROOT_NODE, 0) : new Members(parts);
  let text = write(random, whole);
  if (random() < 0.1) text = text.replace("{", "{ // clawlint-ignore unset-env, x -- why until=2020-01-01\n");
  return text;
}

function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  let now = Buffer.from(bytes);
  for (let turns = 1 + Math.floor(random() * 4); turns > 0; turns -= 1) {
    const at = Math.floor(random() * (now.length + 1));
    const length = Math.floor(random() * 12);
    const other = pick(random, fixtures);
    const from = Math.floor(random() * other.length);
    const piece = pick(random, [
      () => Buffer.of(Math.floor(random() * 256)),
      () => Buffer.from(pick(random, TEXTS)),
      () => other.subarray(from, from + 1 + Math.floor(random() * 40)),
      () => Buffer.alloc(0),
      () =>
        Buffer.from(
          pick(random, [
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\n",
            '"',
            "'",
            "\\",
            "//",
            "/*",
            "$",
            "<<: *a",
            "&a ",
            "- ",
          ]).repeat(1 + Math.floor(random() * 3)),
        ),
    ])();
    now = Buffer.concat([now.subarray(0, at), piece, now.subarray(at + length)]);
  }
  return now;
}

const GOOD = `{ models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions",
  apiKey: "\${OVENAI_API_KEY}", models: [{ id: "rye-2", name: "Rye 2" }] } } },
  env: { shellEnv: { enabled: true }, vars: { TILL: "\${OVEN}" } },
  secrets: { providers: { vault: { source: "file", path: "/bakery/keys.json" } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2", fallbacks: ["openai/gpt-5"] } } } }`;
const HOME = "/home/baker";
const BINARY = Buffer.from(
  "YnBsaXN0MDDUAQIDBAUKCwxfEBRFbnZpcm9ubWVudFZhcmlhYmxlc1lLZWVwQWxpdmVVTGFiZWxfEBBXb3JraW5nRGlyZWN0b3J50gYHCAlWQ1JVTUJTXk9WRU5BSV9BUElfS0VZbQB6AHcAZQBpACAAQgByAPYAdABjAGgAZQBuXnRlc3Qtbm90LWEta2V5CV8QE2FpLm9wZW5jbGF3LmdhdGV3YXlXL2Jha2VyeQgRKDI4S1BXZoGQkacAAAAAAAABAQAAAAAAAAANAAAAAAAAAAAAAAAAAAAArw==",
  "base64",
);

/** Files of a gateway's environment, each where its target looks for it. */
const ENVIRONMENTS: readonly (readonly [FuzzInput["gateway"], string, string | Uint8Array])[] = [
  [
    "shell",
    `${HOME}/.openclaw/.env`,
    "export A=b\nOVENAI_API_KEY='not-a-key'\nB=\"x\\ny\" # c\n\ufeffC=`d`\n",
  ],
  ["shell", "/bakery/.env", "OVENAI_API_KEY=not-a-key\r\nA: b\n"],
  [
    "shell",
    `${HOME}/.openclaw/agents/main/agent/auth-profiles.json`,
    '{"version":1,"profiles":{"openai:default":{"type":"api_key","provider":"openai","key":"not-a-key"}}}',
  ],
  ["shell", "/bakery/keys.json", '{"oven":{"key":"not-a-key"}}'],
  [
    "shell",
    "/bakery/.git/index",
    Buffer.concat([
      Buffer.from("DIRC\0\0\0\u0002\0\0\0\u0001"),
      Buffer.alloc(62),
      Buffer.from("openclaw.json\0\0\0\0\0"),
    ]),
  ],
  [
    "systemd",
    `${HOME}/.config/systemd/user/openclaw-gateway.service`,
    `[Service]\nExecStart=/usr/bin/node x\nEnvironment="A=b c" 'D=%h' \\\n  E=f\nEnvironmentFile=-${HOME}/*.env\nPassEnvironment=X\nUnsetEnvironment=Y\n`,
  ],
  ["systemd", `${HOME}/a.env`, "A=\"b\\\nc\"\n# x\nexport D=e\nF='g'h\n"],
  [
    "launchd",
    `${HOME}/Library/LaunchAgents/ai.openclaw.gateway.plist`,
    `<?xml version="1.0"?><plist version="1.0"><dict><key>Label</key><string>ai.openclaw.gateway</string><key>EnvironmentVariables</key><dict><key>OVENAI_API_KEY</key><string>not-a-key &amp; x</string></dict></dict></plist>`,
  ],
  ["launchd", `${HOME}/Library/LaunchAgents/ai.openclaw.gateway.plist`, BINARY],
  [
    "launchd",
    `${HOME}/.openclaw/service-env/ai.openclaw.gateway.env`,
    "export A='b'\"c\"\nexport OVENAI_API_KEY=$(pass)\n",
  ],
  [
    "container",
    "/bakery/compose.yaml",
    "x: &x {A: b}\nservices:\n  gateway:\n    image: openclaw:1\n    extends: {service: base}\n    env_file: [{path: a.env, required: false}]\n    environment: {<<: [*x], C: '${D:-e}', F: }\n    volumes: ['./s:/home/node/.openclaw']\n  base: {environment: [G=h]}\n",
  ],
  [
    "container",
    "/bakery/compose.yaml",
    "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: openclaw\n    image: openclaw\n    env: [{name: A, value: b}, {name: C, valueFrom: {secretKeyRef: {name: s, key: k}}}]\n    envFrom: [{secretRef: {name: s}}]\n---\nkind: Secret\nmetadata: {name: s}\ndata: {k: bm90LWEta2V5}\n",
  ],
];

/** The input of a number: the same for the same number, and independent of all others. */
export function fuzzInput(number: number): FuzzInput {
  const random = seeded(Math.imul(number, 2654435761) ^ (number >>> 7));
  const kind = random();
  if (kind < 0.55) {
    const files: Record<string, string> = { [CONFIG]: configText(random) };
    if (random() < 0.3) files["/bakery/part.json5"] = configText(random);
    return { files, gateway: pick(random, ["shell", "none", "systemd"]) };
  }
  if (kind < 0.8) {
    const files = {
      [CONFIG]: mutate(random, pick(random, fixtures)),
      "/bakery/part.json5": "{ mode: 'merge' }",
    };
    return { files, gateway: pick(random, ["shell", "none"]) };
  }
  const [gateway, path, content] = pick(random, ENVIRONMENTS);
  const changed = mutate(random, typeof content === "string" ? Buffer.from(content) : content);
  const unit = ENVIRONMENTS.find(([one]) => one === gateway && gateway === "systemd");
  return {
    files: { [CONFIG]: GOOD, ...(unit === undefined ? {} : { [unit[1]]: unit[2] }), [path]: changed },
    gateway,
    ...(random() < 0.1 ? { envFiles: [path] } : {}),
    ...(random() < 0.1 ? { serviceFile: path } : {}),
  };
}
