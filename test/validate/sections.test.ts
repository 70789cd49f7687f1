import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toPointer } from "../../src/core/config-path.ts";
import { fromDotted } from "../../src/core/dotted-path.ts";
import { disclosureOf, isDescribed } from "../../src/validate/disclosure.ts";
import { validateConfig } from "../../src/validate/validate.ts";

const told = (config: unknown, release = "2026.9.6") =>
  validateConfig(config, release).map(({ kind, path }) => `${kind} ${toPointer(path)}`);

describe("sections of the generated schema", () => {
  it.each<[string, unknown, string[]]>([
    ["a key with a slip", { gateway: { prot: 1 } }, ["unknown-key /gateway/prot"]],
    ["a number as text", { gateway: { port: "18789" } }, ["wrong-type /gateway/port"]],
    ["a port too high", { gateway: { port: 70000 } }, ["invalid-value /gateway/port"]],
    ["a choice", { gateway: { bind: "everywhere" } }, ["invalid-value /gateway/bind"]],
    [
      "a key that left",
      { gateway: { tailscale: { resetOnExit: true } } },
      ["retired-key /gateway/tailscale/resetOnExit"],
    ],
    ["a list for a map", { mcp: { servers: [] } }, ["wrong-type /mcp/servers"]],
    ["a section that is none", { channels: [] }, ["wrong-type /channels"]],
    ["null", { tools: null }, ["wrong-type /tools"]],
    [
      "a union by its deciding key",
      { accessGroups: { staff: { type: "message.senders" } } },
      ["missing-key /accessGroups/staff"],
    ],
    [
      "a union without its deciding key",
      { accessGroups: { staff: { members: {} } } },
      ["missing-key /accessGroups/staff"],
    ],
    [
      "a union of another kind",
      { accessGroups: { staff: { type: "bakers" } } },
      ["invalid-value /accessGroups/staff/type"],
    ],
    [
      "each fault once, at its place",
      { bindings: [{ agentId: "main", match: { channel: 7, peer: { kind: "oven", id: "1" } } }] },
      ["wrong-type /bindings/0/match/channel", "invalid-value /bindings/0/match/peer/kind"],
    ],
    [
      "a channel's own keys",
      { channels: { telegram: { botTokn: "x" } } },
      ["unknown-key /channels/telegram/botTokn"],
    ],
    [
      "an account's own keys",
      { channels: { telegram: { accounts: { till: { dmPolicy: "maybe" } } } } },
      ["invalid-value /channels/telegram/accounts/till/dmPolicy"],
    ],
    [
      "a plugin that does not come with OpenClaw",
      { plugins: { entries: { oven: { config: { heat: 230 } } } } },
      [],
    ],
    ["a variable in place of a text", { gateway: { customBindHost: "${BAKERY_HOST}" } }, []],
    [
      "a reference in place of a secret",
      { gateway: { auth: { token: { source: "env", provider: "default", id: "BAKERY_TOKEN" } } } },
      [],
    ],
    ["a name of every object", { gateway: { constructor: 1 } }, ["unknown-key /gateway/constructor"]],
  ])("%s", (_name, config, wanted) => {
    expect(told(config)).toEqual(wanted);
  });

  it("judges a key by the release that has it", () => {
    const config = { gateway: { tailscale: { resetOnExit: true } } };
    expect(told(config, "2026.5.28")).toEqual([]);
    expect(told({ telemetry: {} }, "2026.6.8")).toEqual(["future-key /telemetry"]);
  });

  it("takes between two measured lines what the release itself takes", () => {
    // Born between 2026.5.5 and 2026.6.11, which are measured by hand.
    const config = { models: { providers: { openai: { agentRuntime: { id: "auto" } } } } };
    expect(told(config, "2026.6.6")).toEqual([]);
    expect(told(config, "2026.4.15")).not.toEqual([]);
  });

  it("takes a second for the largest config and no more", () => {
    const accounts = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`till${index}`, { dmPolicy: index }]),
    );
    const start = performance.now();
    expect(told({ channels: { telegram: { accounts } } }).length).toBeGreaterThan(100);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe("what may be shown of them", () => {
  const { fields } = JSON.parse(
    readFileSync(new URL("facts/sensitive-fields.json", import.meta.url), "utf8"),
  ) as { fields: string[] };

  it("covers every field that OpenClaw calls sensitive", () => {
    const open = fields.filter((field) => {
      const path = field.replaceAll("[]", ".0").replaceAll("*", "till").split(".");
      return disclosureOf(path) === "open";
    });
    expect(open).toEqual([]);
    expect(fields.length).toBeGreaterThan(100);
  });

  it.each([
    ["gateway.port", "open"],
    ["gateway.bind", "open"],
    ["gateway.auth.token", "secret"],
    ["gateway.auth.token.id", "open"],
    ["gateway.customBindHost", "unknown"],
    ["channels.telegram.botToken", "secret"],
    ["channels.oven.anything", "unknown"],
  ])("%s is %s", (field, wanted) => {
    expect(disclosureOf(fromDotted(field) ?? [])).toBe(wanted);
  });

  it("knows which places are judged", () => {
    expect(isDescribed(["memory", "search"])).toBe(true);
    expect(isDescribed(["channels", "oven"])).toBe(false);
  });
});
