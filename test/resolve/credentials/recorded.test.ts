import { describe, expect, it } from "vitest";
import { HOME, STATE } from "../environment/build-for-test.ts";
import { cases } from "../recorded/credential-cases.mjs";
import recorded from "../recorded/openclaw-2026.9.6.json" with { type: "json" };
import { credential } from "./credential-for-test.ts";

/**
 * Where OpenClaw's own check is wrong or says less, with what we say and why. `models status --check` exits 0 for
 * any text that stands at a key's place, also for one that no server takes.
 */
const ELSEWHERE: Readonly<Record<string, readonly [state: string, why: string]>> = {
  "bare unknown name": ["unusable", "it would send the name itself as the key"],
  placeholder: ["placeholder", "it would send the example text"],
  redacted: ["redacted", "it would send the redaction mark"],
  "template of redacted": ["redacted", "its audit finds it, and the gateway refuses the reference"],
  "state .env unexpanded": ["unexpanded", "it would send the reference as it stands in .env"],
};

/** What OpenClaw said of each case, by name. */
const results = new Map(Object.entries(recorded.results));

/**
 * Whether OpenClaw counts the model in use as having a key: its check exits with 0, or with 1 for reasons other than a
 * credential, and then names no provider and no route.
 */
function hasKey(name: string): boolean {
  const status = results.get(name)?.status;
  if (status === undefined) throw new Error(`no record of ${name}`);
  if (status.exit === 0) return true;
  return !status.error && status.missing.length === 0 && status.issues.length === 0;
}

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

describe("what OpenClaw 2026.9.6 said of the same config and environment", () => {
  it("was recorded for every case", () => {
    expect([...results.keys()]).toEqual(Object.keys(cases));
    expect(results.size).toBeGreaterThanOrEqual(60);
  });

  it.each(Object.keys(cases))("%s", (name) => {
    const state = stateOf(name);
    const ours = ELSEWHERE[name];
    if (ours !== undefined) expect(state).toBe(ours[0]);
    else expect(state === "ready" || state === "not-needed").toBe(hasKey(name));
  });
});
