import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodeHost } from "../../src/host/node-host.ts";
import { refusal } from "./refusal.ts";

const host = createNodeHost();
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clawlint-host-"));
  writeFileSync(join(folder, "bread.json5"), "{ loaf: 1 }", { mode: 0o600 });
  linkSync(join(folder, "bread.json5"), join(folder, "hard.json5"));
  symlinkSync("bread.json5", join(folder, "soft.json5"));
  symlinkSync("round.json5", join(folder, "round.json5"));
  symlinkSync("nowhere.json5", join(folder, "broken.json5"));
  mkdirSync(join(folder, "oven"));
  if (process.platform !== "win32") execFileSync("mkfifo", [join(folder, "pipe")]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("createNodeHost", () => {
  it("reads a regular file, through a link too", () => {
    const text = new TextDecoder().decode(host.readFile(join(folder, "soft.json5"), 100));
    expect(text).toBe("{ loaf: 1 }");
  });

  it("reads exactly up to the limit and no byte more", () => {
    expect(host.readFile(join(folder, "bread.json5"), 11).length).toBe(11);
    expect(refusal(() => host.readFile(join(folder, "bread.json5"), 10))).toBe("ETOOBIG");
  });

  it("tells kind, mode, links and owner", () => {
    expect(host.lstat(join(folder, "soft.json5")).kind).toBe("symlink");
    const stat = host.stat(join(folder, "soft.json5"));
    expect(stat).toMatchObject({ kind: "file", size: 11, links: 2 });
    if (process.platform !== "win32") expect(stat.mode).toBe(0o600);
    if (host.uid !== undefined) expect(stat.uid).toBe(host.uid);
    const entries = host.readDirectory(folder);
    const names = entries.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    for (const { name, kind } of entries) expect(kind).toBe(host.lstat(join(folder, name)).kind);
  });

  it("names the reason of every refusal", () => {
    expect(refusal(() => host.readFile(join(folder, "none"), 10))).toBe("ENOENT");
    expect(refusal(() => host.readFile(join(folder, "oven"), 10))).toBe("EISDIR");
    expect(refusal(() => host.readFile(join(folder, "broken.json5"), 10))).toBe("ENOENT");
    expect(refusal(() => host.readFile(join(folder, "round.json5"), 10))).toBe("ELOOP");
    expect(refusal(() => host.readFile(join(folder, "bread.json5", "crumb"), 10))).toBe("ENOTDIR");
    expect(refusal(() => host.stat("/bakery\0"))).toBe("ENOENT");
    expect(refusal(() => host.readDirectory(join(folder, "bread.json5")))).toBe("ENOTDIR");
  });

  it.runIf(process.platform === "linux")("refuses pipes and devices without blocking", () => {
    expect(refusal(() => host.readFile(join(folder, "pipe"), 10))).toBe("ENOTFILE");
    expect(refusal(() => host.readFile("/dev/zero", 10))).toBe("ENOTFILE");
  });

  it.runIf(process.platform === "linux")("reads files whose size is not known beforehand", () => {
    expect(host.readFile("/proc/self/status", 1 << 20).length).toBeGreaterThan(0);
    expect(refusal(() => host.readFile("/proc/self/status", 5))).toBe("ETOOBIG");
  });
});
