import { describe, expect, it } from "vitest";
import { HOME, STATE } from "../environment/build-for-test.ts";
import { type CommandsSaid, contradicts, opinions } from "../recorded/contradiction.mjs";
import { cases } from "../recorded/credential-cases.mjs";
import recorded from "../recorded/openclaw-2026.9.6.json" with { type: "json" };
import { credential } from "./credential-for-test.ts";

/** What OpenClaw said of a case, and what its gateway did. */
interface Said extends CommandsSaid {
  readonly gateway: {
    readonly start: string;
    /** Codes about secrets in its log. */
    readonly codes: readonly string[];
    /** The headers with a key of each distinct call; an empty text for a call without any. */
    readonly sent: readonly string[];
    /** Hosts to which it asked for a connection that cannot be read. */
    readonly tunnels: readonly string[];
  };
}

/** What OpenClaw said of each case, by name. */
const results = new Map<string, Said>(Object.entries(recorded.results));

function saidOf(name: string) {
  const said = results.get(name);
  if (said === undefined) throw new Error(`no record of ${name}`);
  return said;
}

/**
 * What the gateway does with the key of the model in use. Its commands only judge; this is what a server would see:
 * - stopped: it does not start
 * - key: the key was sent, or a connection to the provider was begun that cannot be read
 * - text: something else was sent in the key's place
 * - keyless: the provider was called without a key
 * - nothing: the provider was not called
 */
type GatewayVerdict = "stopped" | "key" | "text" | "keyless" | "nothing";

function gatewayVerdict(name: string): GatewayVerdict {
  const { start, sent, tunnels } = saidOf(name).gateway;
  if (start !== "ready") return "stopped";
  if (sent.some((headers) => headers.includes("<key>"))) return "key";
  if (sent.some((headers) => headers !== "")) return "text";
  if (sent.length > 0) return "keyless";
  return tunnels.length > 0 ? "key" : "nothing";
}

/** Where the gateway sends a text that is no key: what we say of it. */
const TEXTS: Readonly<Record<string, string>> = {
  "lower case": "unexpanded",
  "shell default": "unexpanded",
  "bare unknown name": "unusable",
  placeholder: "placeholder",
  redacted: "redacted",
  "template of redacted": "redacted",
  "state .env unexpanded": "unexpanded",
  // A server on the own machine takes any text or none.
  "local any word": "set",
  "ollama entry": "not-needed",
  // Only bedrock-converse-stream signs; with the case's api the gateway sends its own mark for the AWS SDK.
  "aws-sdk": "unusable",
};

const LOCAL: readonly string[] = ["local any word", "ollama entry"];

/** The key is there, but the gateway does not start for another reason, which is the finding of a rule. */
const STOPPED_BESIDES: Readonly<Record<string, string>> = { "env.vars second pass": "late-env" };

/** Where one command says that there is a key and another that there is none, or status gives no reason. */
const CONTRADICTING: readonly string[] = [
  "lower case",
  "shell default",
  "template of redacted",
  "header only",
  "env.vars second pass",
  "openai variable",
  "openai empty variable",
];

/** Where `models status --check` is not borne out by the gateway. */
const STATUS_WRONG: readonly string[] = [
  "bare unknown name",
  "placeholder",
  "redacted",
  "template of redacted",
  "state .env unexpanded",
  "env.vars second pass",
  "aws-sdk",
];

function stateOf(name: string): string {
  const setting = cases[name];
  if (setting === undefined) throw new Error(`no case ${name}`);
  const provider = setting.model.split("/")[0] ?? "";
  const home = (path: string): string => path.replace(/^~/u, HOME).replace(/^\.\//u, "/srv/shop/");
  const files = Object.fromEntries(
    Object.entries(setting.files ?? {}).map(([path, content]) => [
      home(path),
      { content, mode: setting.modes?.[path] ?? 0o600 },
    ]),
  );
  const machine = { env: setting.env ?? {}, files: { [STATE]: { kind: "directory" as const }, ...files } };
  const declared: unknown = Object.entries(setting.providers).find(([id]) => id === provider)?.[1];
  return credential(provider, declared, {
    ...machine,
    secrets: setting.secrets,
    configEnv: setting.configEnv,
  }).state;
}

describe("what OpenClaw 2026.9.6 did with the same config and environment", () => {
  it("was recorded for every case, by its three commands and by its gateway", () => {
    expect([...results.keys()]).toEqual(Object.keys(cases));
    expect(results.size).toBeGreaterThanOrEqual(60);
    for (const name of results.keys())
      expect(saidOf(name).gateway.start, name).toMatch(/^(?:ready|failed)$/u);
    expect(JSON.stringify(recorded)).not.toContain("<other>");
  });

  it("shows every kind of outcome, so that agreement means something", () => {
    const count = new Map<GatewayVerdict, number>();
    for (const name of results.keys())
      count.set(gatewayVerdict(name), (count.get(gatewayVerdict(name)) ?? 0) + 1);
    for (const verdict of ["stopped", "key", "text", "keyless", "nothing"] as const)
      expect(count.get(verdict) ?? 0, verdict).toBeGreaterThanOrEqual(4);
  });

  it("lists where its commands contradict one another or its gateway; docs/conformance.md tells of each", () => {
    const names = [...results.keys()];
    expect(names.filter((name) => contradicts(saidOf(name)))).toEqual(CONTRADICTING);
    const works = (name: string): boolean =>
      ["key", "keyless"].includes(gatewayVerdict(name)) || LOCAL.includes(name);
    const wrong = names.filter((name) => {
      const { status } = opinions(saidOf(name));
      return status !== undefined && status !== works(name);
    });
    expect(wrong).toEqual(STATUS_WRONG);
  });

  it.each(Object.keys(cases))("%s", (name) => {
    const state = stateOf(name);
    const has = state === "set" || state === "not-needed";
    const verdict = gatewayVerdict(name);
    if (verdict === "text") expect(state).toBe(TEXTS[name]);
    else if (STOPPED_BESIDES[name] !== undefined) expect([verdict, has]).toEqual(["stopped", true]);
    else expect(has, verdict).toBe(verdict === "key" || verdict === "keyless");
  });
});
