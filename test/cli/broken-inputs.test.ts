import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import JSON5 from "json5";
import { afterAll, expect, test, vi } from "vitest";
import { mutations, seeded } from "../parse/mutations.ts";
import { GOOD, runCli, temporaryFolder } from "./run-cli.ts";

const { path: cwd, remove } = temporaryFolder({});
afterAll(remove);

function isWhole(text: string): boolean {
  try {
    JSON5.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Five hundred things that are no config. Most are files; each gets exit 1 or 3, and a word. */
function makeBrokenInputs(): readonly string[] {
  const names: string[] = [];
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(cwd, name), content);
    names.push(name);
  };
  const random = seeded(7);
  for (let cut = 0; cut < 200; cut += 1)
    file(`truncated-${cut}.json`, GOOD.slice(0, 1 + Math.floor(random() * (GOOD.length - 4))));
  let made = 0;
  for (const text of mutations([GOOD], 4000, 11)) {
    if (made >= 150) break;
    if (isWhole(text)) continue;
    file(`mutated-${made}.json`, text);
    made += 1;
  }
  for (let index = 0; index < 100; index += 1) {
    file(
      `binary-${index}.json`,
      Uint8Array.from({ length: 300 }, () => Math.floor(random() * 256)),
    );
  }
  file("empty.json", "");
  file("utf-16.json", Buffer.from(`\ufeff${GOOD}`, "utf16le"));
  file("list.json", "[]");
  file("text.json", '"bakery"');
  file("deep.json", "{a:".repeat(50_000));
  file("deep-list.json", "[".repeat(1_000_000));
  file("long-line.json", `{ a: "${"x".repeat(3_000_000)}`);
  file("many-errors.json", "{".repeat(1500) + "@ ".repeat(100_000));
  file("too-large.json", Buffer.alloc(17 * 1024 * 1024, 0x20));
  file("nul.json", Buffer.alloc(4096));
  file("bad-utf8.json", Uint8Array.of(0x7b, 0xc3, 0x28, 0x7d));
  file("include-self.json", "{ $include: './include-self.json' }");
  file("include-many.json", `{ a: { $include: [${"'./no.json5',".repeat(2000)}] } }`);
  for (let index = names.length; index < 495; index += 1)
    file(`garbage-${index}.json`, `${"}{][,:".charAt(index % 6)}${index}`);
  mkdirSync(join(cwd, "folder.json"));
  symlinkSync("nowhere", join(cwd, "broken-link.json"));
  symlinkSync("loop.json", join(cwd, "loop.json"));
  execFileSync("mkfifo", [join(cwd, "pipe.json")]);
  return [...names, "folder.json", "broken-link.json", "loop.json", "pipe.json", "/dev/zero"];
}

// json5 warns on stderr about U+2028 in strings.
vi.spyOn(console, "warn").mockImplementation(() => {});

test("500 broken inputs: exit 1 or 3, a clear word, no trace, no hang", async () => {
  const names = makeBrokenInputs();
  expect(names.length).toBeGreaterThanOrEqual(500);
  // All in one process: none hides another, and each is named.
  const all = await runCli(["check", ...names, "--format", "json"], { cwd, timeout: 60_000 });
  expect(all.signal).toBeNull();
  expect(all.code).toBe(3);
  expect(all.stderr).not.toMatch(/^\s+at /mu);
  const report = JSON.parse(all.stdout) as { files: { path: string; findings: { severity: string }[] }[] };
  const silent = report.files.filter(
    ({ findings }) => !findings.some(({ severity }) => severity === "error"),
  );
  expect(silent.map(({ path }) => path)).toEqual([]);
  const seen = new Set(report.files.map(({ path }) => path));
  for (const name of names) if (!seen.has(name)) expect(all.stderr, name).toContain(`${name}: `);

  // And a sample one by one, as people do it.
  for (const name of names.filter((_, index) => index % 60 === 0 || index > names.length - 30)) {
    const run = await runCli([name], { cwd });
    expect([1, 3], name).toContain(run.code);
    expect(run.stdout + run.stderr, name).not.toMatch(/^\s+at |bug in clawlint/mu);
    expect((run.stdout + run.stderr).length, name).toBeGreaterThan(20);
  }
}, 120_000);
