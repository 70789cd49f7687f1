import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { splitWords } from "../../src/resolve/environment/systemd/words.ts";
import recorded from "../resolve/recorded/systemd-252.json" with { type: "json" };

/** Texts that fit on one line and hold no specifier, which systemd resolves before it splits. */
const texts = recorded.cases
  .filter(({ kind }) => kind === "words")
  .map(({ text }) => text.trim())
  .filter((text) => text !== "" && !/[\n\r\0%]|\\$/u.test(text));

const hasTool = spawnSync("systemd-analyze", ["--version"]).status === 0;

test.skipIf(!hasTool)("systemd-analyze refuses the Environment= lines that we refuse", () => {
  expect(texts.length).toBeGreaterThan(50);
  const folder = mkdtempSync(join(tmpdir(), "clawlint-systemd-"));
  const unit = join(folder, "bakery.service");
  const head = ["[Service]", "Type=oneshot", "ExecStart=/bin/true"];
  writeFileSync(unit, [...head, ...texts.map((text) => `Environment=${text}`), ""].join("\n"));
  const { stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", unit], { encoding: "utf8" });
  rmSync(folder, { recursive: true });

  const refused = new Set<number>();
  for (const [, line = "0"] of stderr.matchAll(/bakery\.service:(\d+): Invalid syntax, ignoring/gu))
    refused.add(Number(line));
  const theirs = texts.filter((_, index) => refused.has(index + head.length + 1));
  expect(theirs.length).toBeGreaterThan(5);
  expect(theirs).toEqual(texts.filter((text) => splitWords(text) === undefined));
});
