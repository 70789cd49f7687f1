import { describe, expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { openclawLocations } from "../../src/locate/openclaw-locations.ts";

const config = (path: string) => ({ [path]: "{}" });

describe("openclawLocations", () => {
  it("looks in the state folder, then under the older names", () => {
    const host = createMemoryHost({ env: { HOME: "/home/baker" } });
    expect(openclawLocations(host)).toMatchObject({
      home: "/home/baker",
      stateDir: "/home/baker/.openclaw",
      stateDirIsDefault: true,
      explicitConfig: undefined,
      configCandidates: [
        "/home/baker/.openclaw/openclaw.json",
        "/home/baker/.openclaw/clawdbot.json",
        "/home/baker/.clawdbot/openclaw.json",
        "/home/baker/.clawdbot/clawdbot.json",
      ],
    });
  });

  it("falls back to the older state folder only when it alone exists", () => {
    const env = { HOME: "/home/baker" };
    const older = createMemoryHost({ env, files: config("/home/baker/.clawdbot/clawdbot.json") });
    expect(openclawLocations(older).stateDir).toBe("/home/baker/.clawdbot");
    const both = createMemoryHost({
      env,
      files: {
        ...config("/home/baker/.clawdbot/clawdbot.json"),
        ...config("/home/baker/.openclaw/openclaw.json"),
      },
    });
    expect(openclawLocations(both).stateDir).toBe("/home/baker/.openclaw");
  });

  it("takes OPENCLAW_CONFIG_PATH alone, existing or not", () => {
    const host = createMemoryHost({
      env: { HOME: "/home/baker", OPENCLAW_CONFIG_PATH: " ~/bakery.json " },
      files: config("/home/baker/.openclaw/openclaw.json"),
    });
    expect(openclawLocations(host).configCandidates).toEqual(["/home/baker/bakery.json"]);
  });

  it("takes OPENCLAW_STATE_DIR first and the usual folders after it", () => {
    const host = createMemoryHost({ env: { HOME: "/home/baker", OPENCLAW_STATE_DIR: "~/till" } });
    const found = openclawLocations(host);
    expect(found.stateDir).toBe("/home/baker/till");
    expect(found.stateDirIsDefault).toBe(false);
    expect(found.configCandidates.slice(0, 3)).toEqual([
      "/home/baker/till/openclaw.json",
      "/home/baker/till/clawdbot.json",
      "/home/baker/.openclaw/openclaw.json",
    ]);
  });

  it.each([
    [{ OPENCLAW_HOME: "/bakery", HOME: "/home/baker" }, "/bakery"],
    [{ OPENCLAW_HOME: "~/oven", HOME: "/home/baker" }, "/home/baker/oven"],
    [{ OPENCLAW_HOME: "undefined", HOME: "/home/baker" }, "/home/baker"],
    [{ HOME: " ", USERPROFILE: "/users/baker" }, "/users/baker"],
    [{ PREFIX: "/data/data/com.termux/files/usr" }, "/data/data/com.termux/files/home"],
    [{}, "/os/home"],
  ])("finds the home of %o", (env, home) => {
    expect(openclawLocations(createMemoryHost({ env, osHome: "/os/home" })).home).toBe(home);
  });

  it("keeps profiles apart, `default` being none", () => {
    const till = createMemoryHost({ env: { HOME: "/h", OPENCLAW_PROFILE: "till" } });
    expect(openclawLocations(till)).toMatchObject({ profile: "till", stateDir: "/h/.openclaw-till" });
    const usual = createMemoryHost({ env: { HOME: "/h", OPENCLAW_PROFILE: "default" } });
    expect(openclawLocations(usual)).toMatchObject({ profile: undefined, stateDir: "/h/.openclaw" });
  });

  it("lets --state-dir stand for the state folder, relative to the working folder", () => {
    const host = createMemoryHost({ env: { HOME: "/h", OPENCLAW_CONFIG_PATH: "/x.json" }, cwd: "/srv" });
    expect(openclawLocations(host, { stateDir: "state" })).toMatchObject({
      stateDir: "/srv/state",
      explicitConfig: undefined,
      stateDirIsDefault: false,
    });
  });
});
