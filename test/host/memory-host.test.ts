import { describe, expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { refusal } from "./refusal.ts";

const host = createMemoryHost({
  files: {
    "/home/baker/.openclaw/openclaw.json": "{}",
    "/home/baker/.env": { content: "A=1", mode: 0o600, uid: 7, links: 2 },
    "/srv/link": { symlink: "../home/baker" },
    "/srv/loop": { symlink: "loop" },
    "/srv/pipe": { kind: "other" },
    "/srv/locked": { content: "x", readable: false },
  },
  env: { HOME: "/home/baker" },
});

describe("createMemoryHost", () => {
  it("follows links in any part of a path", () => {
    expect(host.realpath("/srv/link/.openclaw/openclaw.json")).toBe("/home/baker/.openclaw/openclaw.json");
    expect(host.lstat("/srv/link").kind).toBe("symlink");
    expect(host.stat("/srv/link").kind).toBe("directory");
  });

  it("keeps what a file says of itself", () => {
    expect(host.stat("/home/baker/.env")).toEqual({ kind: "file", size: 3, mode: 0o600, uid: 7, links: 2 });
    expect(host.readDirectory("/home/baker")).toEqual([
      { name: ".env", kind: "file" },
      { name: ".openclaw", kind: "directory" },
    ]);
    expect(host.readDirectory("/srv")).toContainEqual({ name: "link", kind: "symlink" });
  });

  it("refuses with the codes of the real host", () => {
    expect(refusal(() => host.readFile("/none", 1))).toBe("ENOENT");
    expect(refusal(() => host.readFile("/srv", 1))).toBe("EISDIR");
    expect(refusal(() => host.readFile("/srv/loop", 1))).toBe("ELOOP");
    expect(refusal(() => host.readFile("/srv/pipe", 1))).toBe("ENOTFILE");
    expect(refusal(() => host.readFile("/srv/locked", 1))).toBe("EACCES");
    expect(refusal(() => host.readFile("/home/baker/.env", 2))).toBe("ETOOBIG");
    expect(refusal(() => host.readFile("/home/baker/.env/x", 2))).toBe("ENOTDIR");
  });
});
