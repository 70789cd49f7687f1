import { spawn, spawnSync } from "node:child_process";
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
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createNodeWriter } from "../../src/host/node-writer.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawlint-write-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const writer = createNodeWriter();

/** Of each of two runs. */
const WRITES = 1000;

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

describe.skipIf(process.platform === "win32")("what a killed run left", () => {
  const lock = (pid: number, token: string) =>
    JSON.stringify({ clawlint: "lock", pid, host: hostname(), token });
  test("is taken away, with its new file, and a file of the user's with such a name is not", () => {
    writeFileSync(join(folder, "a.json"), "old");
    writeFileSync(join(folder, ".a.json.clawlint-999999"), "precious");
    writeFileSync(join(folder, ".a.json.clawlint-lock"), lock(999_999, "0123456789abcdef"));
    writeFileSync(join(folder, ".a.json.clawlint-999999-0123456789abcdef"), "half");
    expect(write("a.json", "old", "new")).toEqual({ ok: true });
    expect(readdirSync(folder)).toEqual([".a.json.clawlint-999999", "a.json"]);
  });
  test("never names a file elsewhere", () => {
    writeFileSync(join(folder, "a.json"), "old");
    writeFileSync(join(folder, "precious"), "");
    writeFileSync(join(folder, ".a.json.clawlint-lock"), lock(999_999, "/../precious"));
    utimesSync(join(folder, ".a.json.clawlint-lock"), 1, 1);
    expect(write("a.json", "old", "new")).toMatchObject({ ok: false, reason: "busy" });
    expect(existsSync(join(folder, "precious"))).toBe(true);
  });
});

test.skipIf(process.platform === "win32")("bytes that are no UTF-8 are the reason, where they are", () => {
  writeFileSync(join(folder, "a.json"), Uint8Array.of(0x7b, 0xff, 0x7d));
  expect(write("a.json", "{\ufffd}", "new")).toMatchObject({ ok: false, reason: "not-utf8" });
  expect(write("a.json", "{}", "new")).toMatchObject({ ok: false, reason: "changed" });
});

test.skipIf(process.platform === "win32")(
  "a backup that the disk cannot hold is not left behind in part",
  () => {
    const script = bundledWriter(folder);
    const big = "x".repeat(40_000);
    writeFileSync(join(folder, "a.json"), big);
    // The limit of a file's size stands for a full disk: a write past it fails half-way.
    const run = spawnSync(
      "bash",
      ["-c", `ulimit -f 16; exec "$0" "$@"`, process.execPath, script, join(folder, "a.json"), "backup"],
      { encoding: "utf8" },
    );
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: false, reason: "failed", code: "EFBIG" });
    expect(readdirSync(folder).sort()).toEqual(["a.json", "writer.mjs"]);
    expect(read("a.json")).toBe(big);
  },
);

test.skipIf(process.platform === "win32")(
  "of two runs that write one file, none loses what the other was told is written",
  async () => {
    const script = bundledWriter(folder);
    writeFileSync(join(folder, "a.json"), "");
    const runs = ["A", "B"].map(
      (name) =>
        new Promise<number>((done, fail) => {
          const child = spawn(
            process.execPath,
            [script, join(folder, "a.json"), "append", name, String(WRITES)],
            { stdio: ["ignore", "pipe", "inherit"] },
          );
          let said = "";
          child.stdout.setEncoding("utf8").on("data", (text: string) => {
            said += text;
          });
          child.on("error", fail);
          child.on("close", () => done(Number(said)));
        }),
    );
    const told = await Promise.all(runs);
    expect(told).toEqual([WRITES, WRITES]);
    const lines = read("a.json").split("\n").filter(Boolean);
    expect([lines.length, new Set(lines).size]).toEqual([2 * WRITES, 2 * WRITES]);
  },
  120_000,
);

/** A script around the writer: `FILE backup`, or `FILE append NAME COUNT`, which adds lines until COUNT are acknowledged. */
function bundledWriter(to: string): string {
  const outfile = join(to, "writer.mjs");
  buildSync({
    stdin: {
      contents: `
        import { createNodeWriter } from "./src/host/node-writer.ts";
        const fs = process.getBuiltinModule("node:fs");
        const [path, how, name, count] = process.argv.slice(2);
        const writer = createNodeWriter();
        const expected = fs.readFileSync(path);
        if (how === "backup")
          console.log(JSON.stringify(writer.write({ path, bytes: new Uint8Array(1), expected, backup: true })));
        else {
          let told = 0;
          while (told < Number(count)) {
            const expected = fs.readFileSync(path);
            const bytes = Buffer.concat([expected, Buffer.from(name + told + "\\n")]);
            const result = writer.write({ path, bytes, expected });
            if (result.ok) told += 1;
            else if (result.reason !== "changed") throw new Error(JSON.stringify(result));
          }
          console.log(told);
        }`,
      resolveDir: join(import.meta.dirname, "../.."),
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
  });
  return outfile;
}
