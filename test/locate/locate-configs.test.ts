import { describe, expect, test } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { locateConfigs } from "../../src/locate/locate-configs.ts";

const host = createMemoryHost({
  files: {
    "/bakery/openclaw.json": "{}",
    "/bakery/till/openclaw.json5": "{}",
    "/bakery/till/notes.json": "{}",
    "/bakery/shelf/notes.json": "{}",
    "/bakery/node_modules/oven/openclaw.json": "{}",
  },
  cwd: "/bakery",
});

describe("locateConfigs", () => {
  test("finds the configs below a folder, each once, installed packages left out", async () => {
    const { targets, failures } = locateConfigs(host, [".", "till"]);
    expect(targets.map(({ file }) => file)).toEqual(["openclaw.json", "till/openclaw.json5"]);
    expect(failures).toEqual([]);
  });

  test("says what led nowhere", async () => {
    const { failures } = locateConfigs(host, ["till/*.toml", "shelf"]);
    expect(failures).toEqual([
      { argument: "till/*.toml", reason: "no file matches" },
      {
        argument: "shelf",
        reason: "no openclaw.json, openclaw.json5, clawdbot.json or clawdbot.json5 in this folder",
      },
    ]);
  });

  test.each([".", "**/*.json"])("says when %s is too large to see all of it", async (argument) => {
    const sacks = Array.from({ length: 200_001 }, (_, index) => ({
      name: `sack-${index}`,
      kind: "file" as const,
    }));
    const full = { ...host, readDirectory: () => sacks };
    const { failures } = locateConfigs(full, [argument]);
    expect(failures).toMatchObject([{ argument, reason: expect.stringContaining("more than 200000") }]);
  });
});
