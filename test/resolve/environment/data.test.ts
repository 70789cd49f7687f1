import { expect, it } from "vitest";
import blocked from "../../../src/data/environment/blocked-names.json" with { type: "json" };
import prefixes from "../../../src/data/environment/key-prefixes.json" with { type: "json" };
import table from "../../../src/data/environment/provider-variables.json" with { type: "json" };
import filter from "../../../src/data/environment/working-folder-filter.json" with { type: "json" };
import { whyConfigDrops } from "../../../src/resolve/environment/blocked-names.ts";
import {
  expectedNames,
  providersReading,
  providerVariables,
} from "../../../src/resolve/environment/provider-variables.ts";
import { isEarlyRelease } from "../../../src/resolve/environment/release-line.ts";
import { shapeOf } from "../../../src/resolve/environment/value-verdict.ts";

it("has the numbers of OpenClaw 2026.9.6", () => {
  expect(blocked.names).toHaveLength(251);
  expect(filter.credentials).toHaveLength(86);
  expect(new Set(blocked.names).size).toBe(251);
});

it("gives every provider variables that are names, and a kind", () => {
  for (const [id, entry] of Object.entries(table.providers)) {
    expect(entry.names.length, id).toBeGreaterThan(0);
    for (const name of entry.names) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/u);
    expect(["bundled", "core", "external"]).toContain(entry.kind);
  }
});

it("does not expect names of external plugins, and knows who reads what", () => {
  expect(expectedNames("2026.9.6", []).has("CLOUDFLARE_AI_GATEWAY_API_KEY")).toBe(false);
  expect(expectedNames("2026.9.6", []).has("OPENAI_API_KEY")).toBe(true);
  expect(providersReading("KIMI_API_KEY", "2026.9.6")).toEqual([
    "kimi",
    "kimi-coding",
    "moonshot",
    "moonshot-ai",
    "moonshotai",
  ]);
  expect(providerVariables("openai", "2026.2.9")?.names).toEqual(["OPENAI_API_KEY"]);
});

it.each([
  ["AWS_PROFILE", false],
  ["aws_access_key_id", true],
  ["OPENCLAW_INCLUDE_ROOTS", true],
  ["TF_VAR_x", true],
  ["CARGO_TARGET_X86_64_RUNNER", true],
  ["BREAD_KEY", false],
])("env.vars drops %s: %s", (name, dropped) => expect(whyConfigDrops(name) !== undefined).toBe(dropped));

it.each([
  ["2026.2.9", true],
  ["2026.3.12", true],
  ["2026.3.13", false],
  ["2026.9.6", false],
  ["2027.1.1", false],
  ["nonsense", false],
])("%s is of the early era: %s", (release, early) => expect(isEarlyRelease(release)).toBe(early));

it("finds each vendor by its own prefix, never by a shorter one", () => {
  for (const { prefix, vendor } of prefixes.prefixes)
    expect(shapeOf(`${prefix}not-a-key`).vendor, prefix).toBe(vendor);
});
