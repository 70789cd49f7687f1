import { describe, expect, test } from "vitest";
import { holdsIn } from "../../src/schema/run-time-facts.ts";
import { validateConfig } from "../../src/validate/validate.ts";

const refused = (config: unknown, release: string): readonly string[] =>
  validateConfig(config, release)
    .filter((one) => one.refused)
    .map(({ path }) => path.join("."));

/*
 * Old forms that releases of April 2026 carry over when they read a config, and later ones refuse. The whole list was
 * asked of OpenClaw 2026.4.15 (test/conformance/recorded/retired-2026.4.15.jsonl); here are the ends of its life.
 */
describe("what a release moves on reading", () => {
  test.each([
    ["a core key", { talk: { voiceId: "rye" } }, "2026.4.7", "2026.4.29", "2026.5.2"],
    [
      "a key of a search provider",
      { tools: { web: { search: { brave: { apiKey: "x" } } } } },
      "2026.4.7",
      "2026.4.29",
      "2026.5.2",
    ],
    [
      "a whole block of them",
      { tools: { web: { search: { kimi: { apiKey: "k", model: "m" } } } } },
      "2026.4.7",
      "2026.4.29",
      "2026.5.2",
    ],
    ["a value", { channels: { discord: { streaming: true } } }, "2026.4.9", "2026.4.29", "2026.5.2"],
    [
      "a key of an account",
      { channels: { slack: { accounts: { till: { chunkMode: "newline" } } } } },
      "2026.4.9",
      "2026.4.29",
      "2026.5.2",
    ],
  ])("%s", (_, config, first, last, after) => {
    expect(refused(config, first)).toEqual([]);
    expect(refused(config, last)).toEqual([]);
    expect(refused(config, after)).not.toEqual([]);
  });

  test("a channel's key is not moved yet in 2026.4.7", () => {
    expect(refused({ channels: { discord: { streaming: true } } }, "2026.4.8")).not.toEqual([]);
  });

  test("what stands beside such a key is judged as ever", () => {
    expect(refused({ talk: { voiceId: "rye", breadId: "x" } }, "2026.4.15")).toEqual(["talk.breadId"]);
    expect(refused({ tools: { web: { search: { kimi: { bread: 1 } } } } }, "2026.4.15")).not.toEqual([]);
  });

  test("its new name is told", () => {
    const [told] = validateConfig({ channels: { telegram: { streamMode: "off" } } }, "2026.4.15");
    expect(told).toMatchObject({
      kind: "migrated-key",
      refused: false,
      data: { replacedBy: "channels.telegram.streaming.mode" },
    });
  });
});

test("no place in the table lives outside of the releases in which it is looked at", async () => {
  const { default: data } = await import("../../src/data/read-moves.json", { with: { type: "json" } });
  for (const { since, until } of Object.values(data.places)) {
    expect(holdsIn("carries-over", since)).toBe(true);
    expect(holdsIn("carries-over", until)).toBe(true);
  }
});
