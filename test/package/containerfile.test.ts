import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { BAD } from "../cli/run-cli.ts";
import { run } from "../integration/tools.ts";

const ROOT = join(import.meta.dirname, "../..");

test("what the Containerfile copies is all that the command needs", () => {
  const folder = mkdtempSync(join(tmpdir(), "clawlint-container-"));
  const text = readFileSync(join(ROOT, "Containerfile"), "utf8");
  for (const [, words = ""] of text.matchAll(/^COPY (.+)$/gmu)) {
    const parts = words.split(" ");
    const to = join(folder, parts.at(-1) ?? "");
    for (const from of parts.slice(0, -1)) {
      const target = words.endsWith("/") ? join(to, basename(from)) : to;
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(ROOT, from), target, { recursive: true });
    }
  }
  const [, entry = ""] = /^ENTRYPOINT \["node", "--", "(.+)"\]$/mu.exec(text) ?? [];
  const clawlint = (args: readonly string[], input?: string) =>
    run(process.execPath, ["--", join(folder, entry), ...args], {
      cwd: folder,
      ...(input === undefined ? {} : { input }),
    });
  const checked = clawlint(["-", "--gateway", "none"], BAD);
  expect(checked.code).toBe(1);
  expect(checked.words).toContain("invalid-value");
  // What is read late: the parser of command lines, that of YAML, the schema.
  expect(clawlint(["--help"]).code).toBe(0);
  expect(clawlint(["schema"]).code).toBe(0);
  expect(clawlint(["explain", "unset-env"]).code).toBe(0);
  rmSync(folder, { recursive: true });
});
