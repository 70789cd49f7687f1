import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
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
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createNodeWriter } from "../../src/host/node-writer.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawlint-write-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const writer = createNodeWriter();

function write(name: string, from: string | undefined, to: string, backup = false) {
  const expected = from === undefined ? undefined : bytes(from);
  return writer.write({ path: join(folder, name), bytes: bytes(to), expected, backup });
}
const read = (name: string) => readFileSync(join(folder, name), "utf8");

describe.skipIf(process.platform === "win32")("a file is replaced", () => {
  test("with its mode, and nothing left beside it", () => {
    writeFileSync(join(folder, "a.json"), "old", { mode: 0o640 });
    expect(write("a.json", "old", "new")).toEqual({ ok: true });
    expect(read("a.json")).toBe("new");
    expect(statSync(join(folder, "a.json")).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["a.json"]);
  });
  test("through a link, which stays one", () => {
    writeFileSync(join(folder, "real.json"), "old");
    symlinkSync("real.json", join(folder, "a.json"));
    expect(write("a.json", "old", "new")).toEqual({ ok: true });
    expect(lstatSync(join(folder, "a.json")).isSymbolicLink()).toBe(true);
    expect(read("real.json")).toBe("new");
  });
  test("keeping the old one on request, each time under a new name", () => {
    writeFileSync(join(folder, "a.json"), "one", { mode: 0o600 });
    expect(write("a.json", "one", "two", true)).toEqual({ ok: true, backup: join(folder, "a.json.bak") });
    expect(write("a.json", "two", "three", true)).toEqual({ ok: true, backup: join(folder, "a.json.bak.1") });
    expect([read("a.json.bak"), read("a.json.bak.1"), read("a.json")]).toEqual(["one", "two", "three"]);
    expect(statSync(join(folder, "a.json.bak")).mode & 0o777).toBe(0o600);
  });
  test("or made, with its folder, for the owner alone", () => {
    expect(write("state/.env", undefined, "A=b\n")).toEqual({ ok: true });
    expect(statSync(join(folder, "state/.env")).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "state")).mode & 0o777).toBe(0o700);
  });
});

describe.skipIf(process.platform === "win32")("a file is left alone", () => {
  const refused = (name: string, from: string | undefined, reason: string) => {
    const before =
      existsSync(join(folder, name)) && statSync(join(folder, name)).isFile() ? read(name) : undefined;
    expect(write(name, from, "new")).toMatchObject({ ok: false, reason });
    if (before !== undefined) expect(read(name)).toBe(before);
    expect(readdirSync(folder).filter((one) => one.includes("clawlint"))).toEqual([]);
  };
  test("that was changed since it was read", () => {
    writeFileSync(join(folder, "a.json"), "newer");
    refused("a.json", "old", "changed");
    refused("a.json", undefined, "changed");
    refused("gone.json", "old", "changed");
  });
  test("that is read-only, also for root", () => {
    writeFileSync(join(folder, "a.json"), "old");
    chmodSync(join(folder, "a.json"), 0o444);
    refused("a.json", "old", "read-only");
  });
  test("that has a second name", () => {
    writeFileSync(join(folder, "a.json"), "old");
    linkSync(join(folder, "a.json"), join(folder, "b.json"));
    refused("a.json", "old", "hard-link");
  });
  test("that is a folder or a link to nothing", () => {
    mkdirSync(join(folder, "a.json"));
    refused("a.json", "old", "not-a-file");
    symlinkSync("nowhere", join(folder, "b.json"));
    refused("b.json", undefined, "dangling-link");
  });
});
