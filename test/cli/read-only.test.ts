import { describe, expect, it } from "vitest";
import { runInMemory } from "./run-in-memory.ts";

const RETIRED = "{ gateway: { tailscale: { resetOnExit: true } } }";
const UNKNOWN = "{ gateway: { oven: true } }";

/** The one finding of a config, as the JSON report has it. */
async function finding(text: string, options: readonly string[], settings?: string) {
  const files = new Map([["openclaw.json", text]]);
  if (settings !== undefined) files.set("clawlint.config.json5", settings);
  const run = await runInMemory(
    ["check", "openclaw.json", "--gateway", "none", "--format", "json", ...options],
    { files },
  );
  const [found] = JSON.parse(run.stdout).files[0].findings;
  return { ...found, code: run.code };
}

describe("what the gateway mends at its start", () => {
  it.each<[string, string, string[], boolean, RegExp]>([
    [
      "a retired key",
      RETIRED,
      [],
      true,
      /repairs this at its next start; a read-only config does not start/u,
    ],
    [
      "the same in a config that it cannot write",
      RETIRED,
      ["--read-only"],
      false,
      /may not write this config does not start/u,
    ],
    ["an unknown key", UNKNOWN, [], false, /Keys allowed there/u],
  ])("%s", async (_name, text, options, mended, hint) => {
    const found = await finding(text, options);
    expect(found).toMatchObject({ severity: "error", refused: true, mendedAtStart: mended, code: 1 });
    expect(found.hint).toMatch(hint);
  });

  it("can be said in the settings", async () => {
    expect((await finding(RETIRED, [], "{ readOnly: true }")).mendedAtStart).toBe(false);
  });

  it("is not said of a release that mends nothing", async () => {
    const found = await finding('{ commands: { ownerDisplay: "hash" }, telemetry: {} }', [
      "--openclaw-version",
      "2026.7.35",
    ]);
    expect(found.mendedAtStart).toBe(false);
  });

  it("is not said where includes are, which OpenClaw does not write", async () => {
    const files = new Map([
      ["openclaw.json", '{ gateway: { $include: "gateway.json" } }'],
      ["gateway.json", "{ tailscale: { resetOnExit: true } }"],
    ]);
    const run = await runInMemory(["check", "openclaw.json", "--gateway", "none", "--format", "json"], {
      files,
    });
    const [found] = JSON.parse(run.stdout).files[0].findings;
    expect(found).toMatchObject({ rule: "retired-key", mendedAtStart: false });
  });
});

it("judges a release that is older or newer than any known by the nearest, with a word", async () => {
  for (const [version, nearest] of [
    ["2025.1.1", "2026.1.29"],
    ["2027.1.1", "2026.9.6"],
    ["2026.6.7", "2026.6.6"],
  ]) {
    const files = new Map([["openclaw.json", "{}"]]);
    const run = await runInMemory(
      [
        "check",
        "openclaw.json",
        "--gateway",
        "none",
        "--format",
        "json",
        "--openclaw-version",
        version ?? "",
      ],
      { files },
    );
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout).files[0].openclawVersion).toMatchObject({
      value: nearest,
      why: expect.stringContaining(version ?? ""),
    });
  }
});
