import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import nodeModule from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ownCacheFolder } from "../../src/host/code-cache.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "clawlint-cache-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe("the folder for compiled code", () => {
  test.runIf(process.platform === "linux")("lies in the user's cache, for nobody else", () => {
    const folder = ownCacheFolder({ HOME: home });
    expect(folder).toBe(join(home, ".cache/clawlint/compiled"));
    expect(statSync(folder ?? "").mode & 0o777).toBe(0o700);
  });

  test("is the one that CLAWLINT_CACHE names, or none", () => {
    expect(ownCacheFolder({ HOME: home, CLAWLINT_CACHE: join(home, "x") })).toBe(join(home, "x", "compiled"));
    expect(ownCacheFolder({ HOME: home, CLAWLINT_CACHE: "off" })).toBeUndefined();
    expect(existsSync(join(home, ".cache"))).toBe(false);
  });

  test.each([
    ["that others may write to", (path: string) => chmodSync(path, 0o777)],
    ["that others may read", (path: string) => chmodSync(path, 0o755)],
    [
      "that is a link",
      (path: string) => {
        rmSync(path, { recursive: true });
        symlinkSync(home, path);
      },
    ],
    [
      "that is a file",
      (path: string) => {
        rmSync(path, { recursive: true });
        writeFileSync(path, "");
      },
    ],
  ])("is not one %s", (_name, spoil) => {
    const path = join(home, "compiled");
    mkdirSync(path, { mode: 0o700 });
    spoil(path);
    expect(ownCacheFolder({ CLAWLINT_CACHE: home })).toBeUndefined();
  });

  test.each([
    ["a relative home", { HOME: "ovens" }],
    ["no home", {}],
  ])("is none with %s", (_name, env) => {
    expect(ownCacheFolder(env)).toBeUndefined();
  });
});

const cli = join(import.meta.dirname, "../../dist/cli.js");

describe.skipIf(!("enableCompileCache" in nodeModule))("a run", () => {
  const run = (cache: string) => {
    const config = join(home, "openclaw.json");
    writeFileSync(config, '{ agents: { defaults: { model: "openai/gpt-5.4" } } }');
    const env = { PATH: process.env["PATH"], HOME: home, CLAWLINT_CACHE: cache };
    return spawnSync(process.execPath, [cli, "--format", "json", config], { env, encoding: "utf8" }).stdout;
  };

  test("says the same with the cache, without it, and with a spoilt one", () => {
    const plain = run("off");
    const cache = join(home, "cache");
    expect(plain).toContain('"findings"');
    expect(run(cache)).toBe(plain);
    const [folder = ""] = readdirSync(join(cache, "compiled"));
    const kept = readdirSync(join(cache, "compiled", folder));
    expect(kept.length).toBeGreaterThan(0);
    expect(run(cache)).toBe(plain);
    for (const name of kept) writeFileSync(join(cache, "compiled", folder, name), "console.log('burnt')");
    expect(run(cache)).toBe(plain);
  });
});
