import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeCheckArguments } from "../../src/cli/check-arguments.ts";
import { readLongRoute } from "../../src/cli/long-route.ts";
import { GOOD } from "../cli/run-cli.ts";
import { runInMemory } from "../cli/run-in-memory.ts";

const ROOT = join(import.meta.dirname, "../..");
const PAGES = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** The command lines of a page's blocks, without the shell around them. */
function commandsOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^```(?:sh|console)?\n(.*?)^```$/gmsu)].flatMap(([, block = ""]) =>
    block
      .replace(/\\\n\s*/gu, "")
      .split("\n")
      .map((line) => line.replace(/^\$ /u, ""))
      .filter((line) => /^clawlint(?: |$)/u.test(line))
      .map((line) => line.replace(/\s+#.*$|\s*(?:>>?|\|).*$/u, "")),
  );
}

/** Words as a shell would split them; enough for what pages show. */
function split(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)]
    .map(([, single, double, plain]) => single ?? double ?? plain ?? "")
    .slice(1);
}

const commands = PAGES.flatMap((page) => commandsOf(page).map((line) => [page, line] as const));

test("pages show commands", () => expect(commands.length).toBeGreaterThan(30));

describe("every command of every page is one that clawlint takes", () => {
  test.each(commands)("%s: %s", async (_, line) => {
    const words = split(line).filter((word) => word !== "..." && word !== "…");
    if (words[0] === "lsp") return;
    const command = await readLongRoute(words, () => undefined);
    if (command.name === "check") judgeCheckArguments(command.check);
    // A path with slashes is one; a bare word that is no command is a misspelt one.
    if (command.name === "check")
      expect(command.check.paths.filter((path) => /^[a-z]+$/u.test(path))).toEqual([]);
  });
});

describe("the quick start, word for word", () => {
  const files = new Map([
    ["home/.openclaw/openclaw.json", GOOD],
    ["home/.openclaw/.env", "OVENAI_API_KEY=test-not-a-key\n"],
  ]);
  test.each(commandsOf("docs/quick-start.md").map((line) => [line] as const))("%s", async (line) => {
    const { code, stderr } = await runInMemory(split(line), { files });
    // Where nobody can be asked, onboarding says which options it needs; init leaves what is there.
    const wanted = line === "clawlint onboard" ? 2 : line === "clawlint init" ? 3 : 0;
    expect({ code, stderr: code === wanted ? "" : stderr }).toEqual({ code: wanted, stderr: "" });
  });
});

test("every link of every page leads somewhere", () => {
  const lost = PAGES.flatMap((page) => {
    const folder = join(ROOT, page, "..");
    const text = readFileSync(join(ROOT, page), "utf8").replace(/^```.*?^```$/gmsu, "");
    return [...text.matchAll(/\]\(([^)#\s]+)(?:#([^)\s]+))?\)/gu)].flatMap(([, target = "", mark]) => {
      if (/^https?:/u.test(target)) return [];
      const path = join(folder, target);
      try {
        const there = target.endsWith(".md")
          ? readFileSync(path, "utf8")
          : readdirSync(join(path, "..")).join("\n");
        const anchors = [...there.matchAll(/^#+ (.+)$/gmu)].map(([, words = ""]) =>
          words
            .toLowerCase()
            .replace(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-"),
        );
        return mark === undefined || !target.endsWith(".md") || anchors.includes(mark)
          ? []
          : [`${page}: ${target}#${mark}`];
      } catch {
        return [`${page}: ${relative(ROOT, path)}`];
      }
    });
  });
  expect(lost).toEqual([]);
});

test("nobody is sent to a name on npm that is not ours yet", () => {
  for (const page of PAGES)
    expect(readFileSync(join(ROOT, page), "utf8"), page).not.toMatch(
      /npx (?:--yes )?clawlint|npm (?:i|install)(?: -[-\w]+)* clawlint|clawlint@\d/u,
    );
});

test("the README fits two screens", () => {
  expect(readFileSync(join(ROOT, "README.md"), "utf8").split("\n").length).toBeLessThan(130);
});
