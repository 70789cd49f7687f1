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

  // Asked of 2026.3.24, 3.31, 4.1 and 4.7.
  test.each([
    ["session.threadBindings.ttlHours", { session: { threadBindings: { ttlHours: 7 } } }, true],
    ["Discord's", { channels: { discord: { threadBindings: { ttlHours: 7 } } } }, false],
    ["Discord's speech", { channels: { discord: { voice: { tts: { openai: {} } } } } }, false],
    ["speech", { messages: { tts: { edge: {} } } }, true],
  ])("early in 2026.3.31 and 4.1: %s", (_, config, in7) => {
    expect(refused(config, "2026.3.31")).toEqual([]);
    expect(refused(config, "2026.4.1")).toEqual([]);
    expect(refused(config, "2026.4.7").length === 0).toBe(in7);
  });

  test("the core of two releases takes what their printed schema lacks", () => {
    const config = { channels: { irc: { heartbeat: {}, accounts: { till: { configWrites: true } } } } };
    for (const release of ["2026.3.24", "2026.3.31", "2026.4.1"])
      expect(refused(config, release)).toEqual([]);
    expect(refused(config, "2026.4.7")).not.toEqual([]);
  });

  test("what stands beside such a key is judged as ever", () => {
    expect(refused({ tools: { web: { search: { kimi: { bread: 1 } } } } }, "2026.4.15")).not.toEqual([]);
  });

  // Asked of 2026.4.9, 4.15, 4.29 (accepted where true) and of 2026.4.1 and 2026.5.5, which refuse each.
  test.each([
    [{ interruptOnSpeech: false, realtime: {} }, true],
    [{ realtime: {} }, false],
    [{ silenceTimeoutMs: 100, bread: 1 }, true],
    [{ silenceTimeoutMs: "a", bread: 1 }, false],
    [{ interruptOnSpeech: "x", bread: 1 }, false],
    [{ provider: "x", bread: 1 }, true],
    [{ providers: { x: {} }, bread: 1 }, false],
    [{ voiceId: "a", bread: 1 }, true],
    [{ apiKey: "a", bread: 1 }, true],
    [{ bread: 1 }, false],
  ])("a block that is put together anew loses what it does not know: %j", (talk, accepted) => {
    for (const release of ["2026.4.9", "2026.4.15", "2026.4.29"])
      expect([release, refused({ talk }, release).length === 0]).toEqual([release, accepted]);
    for (const release of ["2026.4.1", "2026.5.5"]) expect(refused({ talk }, release)).not.toEqual([]);
    if (!accepted) return;
    const dropped = validateConfig({ talk }, "2026.4.15");
    expect(dropped).toContainEqual(
      expect.objectContaining({
        kind: "migrated-key",
        data: expect.objectContaining({ action: "dropped on read" }),
      }),
    );
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
  const lifetimes = [...Object.values(data.places), ...Object.values(data.taken.places)].flat();
  for (const { since, until } of lifetimes) {
    expect(holdsIn("carries-over", since)).toBe(true);
    expect(holdsIn("carries-over", until)).toBe(true);
  }
});
