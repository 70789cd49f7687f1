import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ownCacheFolder } from "../../src/host/code-cache.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "clawlint-cache-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe("the folder for compiled code", () => {
  test.runIf(process.platform === "linux")("lies in the user's cache, for nobody else", () => {
    const folder = ownCacheFolder({ HOME: home }, "abc") ?? "";
    expect(folder).toBe(join(home, `.cache/clawlint/compiled/abc-${process.version}-${process.arch}`));
    expect(statSync(dirname(folder)).mode & 0o777).toBe(0o700);
  });

  test("is the one that CLAWLINT_CACHE names, or none", () => {
    const named = ownCacheFolder({ HOME: home, CLAWLINT_CACHE: join(home, "x") }, "abc");
    expect(dirname(named ?? "")).toBe(join(home, "x", "compiled"));
    expect(ownCacheFolder({ HOME: home, CLAWLINT_CACHE: "off" }, "abc")).toBeUndefined();
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
    expect(ownCacheFolder({ CLAWLINT_CACHE: home }, "abc")).toBeUndefined();
  });

  test.each([
    ["a relative home", { HOME: "ovens" }],
    ["no home", {}],
  ])("is none with %s", (_name, env) => {
    expect(ownCacheFolder(env, "abc")).toBeUndefined();
  });
});

const cli = join(import.meta.dirname, "../../dist/cli.js");

describe("a run", () => {
  const start = (cache: string, text = '{ agents: { defaults: { model: "openai/gpt-5.4" } } }') => {
    const config = join(home, "openclaw.json");
    writeFileSync(config, text);
    const env = { PATH: process.env["PATH"], HOME: home, CLAWLINT_CACHE: cache };
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "--format", "json", config], {
      env,
      encoding: "utf8",
    });
    return `${stdout}${stderr}${status}`;
  };
  const entries = (cache: string) => {
    const folder = join(cache, "compiled");
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile());
  };
  const change = (path: string, spoil: (bytes: Buffer) => Buffer) =>
    writeFileSync(path, spoil(readFileSync(path)));

  test("says the same with what is kept, and keeps it for this user alone", () => {
    const cache = join(home, "cache");
    const plain = start("off");
    expect(plain).toContain('"findings"');
    expect(start(cache)).toBe(plain);
    const kept = entries(cache);
    expect(kept.map((path) => basename(path))).toContain("command.js");
    for (const path of kept) expect(statSync(path).mode & 0o077).toBe(0);
    const written = kept.map((path) => statSync(path).mtimeMs);
    expect(start(cache)).toBe(plain);
    expect(entries(cache).map((path) => statSync(path).mtimeMs)).toEqual(written);
  });

  test("adds the functions of a run that ends in another way, once", () => {
    const cache = join(home, "cache");
    start(cache);
    const [command = ""] = entries(cache);
    const runs = () => readFileSync(command).toString("latin1", 0, 1024).trimEnd().split(" ").slice(1);
    expect(runs()).toHaveLength(1);
    start(cache, "{}");
    start(cache, "{}");
    expect(runs()).toEqual(expect.arrayContaining(["check:0", "check:1"]));
    expect(runs()).toHaveLength(2);
  });

  test.each<readonly [string, (bytes: Buffer) => Buffer]>([
    ["text", () => Buffer.from("console.log('burnt')")],
    ["nothing", () => Buffer.alloc(0)],
    ["its head alone", (bytes) => bytes.subarray(0, 1024)],
    ["one byte less", (bytes) => bytes.subarray(0, -1)],
    ["one byte behind its head", (bytes) => bytes.subarray(0, 1025)],
    ["half of it", (bytes) => bytes.subarray(0, bytes.length / 2)],
    ["other bytes of that length", (bytes) => Buffer.alloc(bytes.length, 0x55)],
    ["other bytes behind its head", (bytes) => Buffer.from(bytes).fill(0x55, 1024)],
    [
      "one other byte",
      (bytes) => {
        const other = Buffer.from(bytes);
        other[200_000] = (other[200_000] ?? 0) ^ 0x55;
        return other;
      },
    ],
    ["code of another build", (bytes) => Buffer.concat([Buffer.from("1".padEnd(20)), bytes.subarray(20)])],
  ])("says the same where an entry holds %s", (_name, spoil) => {
    const cache = join(home, "cache");
    const plain = start(cache);
    for (const path of entries(cache)) change(path, spoil);
    expect(start(cache)).toBe(plain);
    expect(start(cache)).toBe(plain);
  });

  test("goes on where nothing can be kept", () => {
    const cache = join(home, "cache");
    const plain = start(cache);
    for (const path of entries(cache)) {
      rmSync(path);
      mkdirSync(path);
    }
    expect(start(cache)).toBe(plain);
  });

  test("goes on where its folder is a file", () => {
    const cache = join(home, "cache");
    const plain = start(cache);
    const folder = dirname(entries(cache)[0] ?? "");
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "");
    expect(start(cache)).toBe(plain);
  });
});
