import { expect, test } from "vitest";
import type { Host } from "../../src/core/host.ts";
import { cachedHost } from "../../src/host/cached-host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

/** A host that counts what it is asked. */
function counting(): { readonly host: Host; readonly asked: string[] } {
  const machine = createMemoryHost({ files: { "/bakery/openclaw.json": "{}" }, cwd: "/bakery" });
  const asked: string[] = [];
  const count =
    <A extends readonly unknown[], T>(name: string, act: (...args: A) => T) =>
    (...args: A): T => {
      asked.push(`${name} ${String(args[0])}`);
      return act(...args);
    };
  const host: Host = {
    ...machine,
    stat: count("stat", machine.stat),
    lstat: count("lstat", machine.lstat),
    realpath: count("realpath", machine.realpath),
    readDirectory: count("readDirectory", machine.readDirectory),
    readFile: count("readFile", machine.readFile),
  };
  return { host, asked };
}

test("each question about a path reaches the machine once, failures too", () => {
  const { host, asked } = counting();
  const cached = cachedHost(host);
  for (let round = 0; round < 3; round += 1) {
    expect(cached.stat("/bakery/openclaw.json").kind).toBe("file");
    expect(cached.realpath("/bakery")).toBe("/bakery");
    expect(cached.readDirectory("/bakery")).toEqual([{ name: "openclaw.json", kind: "file" }]);
    expect(() => cached.lstat("/bakery/.env")).toThrow("ENOENT");
    expect(() => cached.readFile("/bakery/.env", 100)).toThrow("ENOENT");
  }
  expect(asked).toEqual([
    "stat /bakery/openclaw.json",
    "realpath /bakery",
    "readDirectory /bakery",
    "lstat /bakery/.env",
    "readFile /bakery/.env",
  ]);
});

test("texts are read anew, and a file too large for one limit may fit another", () => {
  const { host, asked } = counting();
  const cached = cachedHost(host);
  expect(() => cached.readFile("/bakery/openclaw.json", 1)).toThrow("ETOOBIG");
  expect(cached.readFile("/bakery/openclaw.json", 2)).toEqual(new TextEncoder().encode("{}"));
  expect(cached.readFile("/bakery/openclaw.json", 2)).toHaveLength(2);
  expect(asked).toHaveLength(3);
});
