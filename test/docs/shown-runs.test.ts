import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pagesWithRuns } from "../../scripts/pictures.ts";
import { runInMemory } from "../cli/run-in-memory.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

test("what the README shows of the sample is what the command prints", async () => {
  const [, line = "", shown] = /^```\n\$ clawlint ([^\n]+)\n(.*?)^```$/msu.exec(read("README.md")) ?? [];
  const files = new Map([["sample/openclaw.json", read("sample/openclaw.json")]]);
  const { stdout } = await runInMemory(line.split(" "), { files });
  expect(stdout).toBe(shown);
});

test("what pages show of a run is what the command prints", async () => {
  for (const { path, text } of await pagesWithRuns(ROOT)) expect(text, path).toBe(read(path));
});

test("no run is shown that nobody makes anew", () => {
  const pages = ["README.md", ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`)];
  const loose = pages
    .filter((page) => page.endsWith(".md"))
    .filter((page) => /^\$ clawlint/mu.test(read(page).replace(/<!-- (\w+): .*?<!-- \/\1 -->/gsu, "")));
  expect(loose).toEqual([]);
});
