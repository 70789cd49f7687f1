import { describe, expect, test } from "vitest";
import { createMemoryHost } from "../../../src/host/memory-host.ts";
import { isTracked } from "../../../src/resolve/secrets/git-index.ts";

/** An index (gitformat-index) of entries without content; in version 4 each cuts all of the name before it but `keep`. */
function indexOf(version: 2 | 3 | 4, names: readonly string[], keep = 0): Uint8Array {
  const parts: Buffer[] = [];
  let previous = 0;
  for (const name of names) {
    const head = Buffer.alloc(version === 3 ? 64 : 62);
    if (version === 3) head.writeUInt16BE(0x4000, 60);
    const rest = Buffer.from(name);
    if (version === 4) {
      parts.push(head, varint(Math.max(0, previous - keep)), rest, Buffer.of(0));
      previous = Math.min(previous, keep) + rest.length;
    } else {
      const size = head.length + rest.length;
      parts.push(head, rest, Buffer.alloc(8 - (size % 8)));
    }
  }
  const start = Buffer.alloc(12);
  start.write("DIRC");
  start.writeUInt32BE(version, 4);
  start.writeUInt32BE(names.length, 8);
  return Buffer.concat([start, ...parts]);
}

/** git's "offset encoding". */
function varint(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) {
    rest -= 1;
    bytes.unshift(0x80 | (rest & 0x7f));
  }
  return Buffer.from(bytes);
}

function tracked(index: Uint8Array, name: string): boolean | undefined {
  const host = createMemoryHost({
    files: { "/shop/.git/HEAD": "", "/shop/.git/index": index },
    cwd: "/shop",
  });
  return isTracked(host, `/shop/${name}`);
}

describe.each([2, 3, 4] as const)("an index of version %i", (version) => {
  const names = ["a", "bakery/openclaw.json", "bakery/openclaw.json5", "z".repeat(300), "Bäckerei.json"];
  test("holds what it holds", () => {
    const index = indexOf(version, names);
    for (const name of names) expect([name, tracked(index, name)]).toEqual([name, true]);
    for (const name of ["b", "bakery", "bakery/openclaw.jso", "bakery/openclaw.json55", "zz"])
      expect([name, tracked(index, name)]).toEqual([name, false]);
  });

  test("cut anywhere is never a crash", () => {
    const index = indexOf(version, names);
    for (let end = 0; end < index.length; end += 1) tracked(index.subarray(0, end), "Bäckerei.json");
  });
});

test("names that are begun by the one before them are found", () => {
  const index = indexOf(4, ["conf", "ig/a", "ig/openclaw.json"], 4);
  expect(["conf", "config/a", "config/openclaw.json"].map((name) => tracked(index, name))).toEqual([
    true,
    true,
    true,
  ]);
  expect(["ig/a", "confi"].map((name) => tracked(index, name))).toEqual([false, false]);
});

test("forty thousand names, each the last one and 16 bytes more, are searched in no time", () => {
  const index = indexOf(
    4,
    Array.from({ length: 40_000 }, () => "x".repeat(16)),
    1e9,
  );
  const start = performance.now();
  expect(tracked(index, "openclaw.json")).toBe(false);
  expect(tracked(index, "x".repeat(3200))).toBe(true);
  expect(performance.now() - start).toBeLessThan(2000);
});
