import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { fileSnippet } from "./doc-snippets.ts";
import { installPacked } from "./packed.ts";
import { releaseRepository } from "./release-repository.ts";
import { must, PATH, run } from "./tools.ts";
import { SPLIT, type UserRepository, userRepository } from "./user-repository.ts";

const ROOT = join(import.meta.dirname, "../..");
let user: UserRepository;
beforeEach(() => {
  user = userRepository();
  user.write("package.json", '{ "private": true }\n');
  installPacked(user.path);
});
afterEach(() => user.remove());

const env = () => ({ PATH: `${join(user.path, "node_modules/.bin")}:${PATH}` });
const shell = (script: string) => run("sh", ["-e", "-c", script], { cwd: user.path, env: env() });
const renamed = SPLIT.good.replace("OVENAI_API_KEY", "OVENAI_KEY");

/** The page's shell lines that hold a text. */
function pageLine(part: string): string {
  const text = readFileSync(join(ROOT, "docs/ci.md"), "utf8");
  const line = text.split("\n").find((one) => one.startsWith("clawlint ") && one.includes(part));
  if (line === undefined) throw new Error(`docs/ci.md has no line with ${part}`);
  return line;
}

describe("no secret in CI, yet a renamed variable is caught", () => {
  test("with the list the page makes", () => {
    expect(shell(pageLine("--required >"))).toMatchObject({ code: 0 });
    expect(readFileSync(join(user.path, ".env.example"), "utf8")).toBe("OVENAI_API_KEY=\n");
    const check = pageLine("@.env.example");
    expect(shell(check)).toMatchObject({ code: 0 });
    user.write(SPLIT.include, renamed);
    const caught = shell(check);
    expect(caught.code).toBe(1);
    expect(caught.words).toContain("[unset-env]");
    expect(caught.words).toContain("gateway/our models.json5:3:");
  });

  test("with the workflow that deploys", () => {
    const block = must("sh", ["-c", "clawlint env openclaw.json --required --format github"], {
      cwd: user.path,
      env: env(),
    }).stdout;
    user.write(".github/workflows/deploy.yml", `on: push\n${block}jobs: {}\n`);
    const check = pageLine("@.github/workflows/deploy.yml");
    expect(shell(check)).toMatchObject({ code: 0 });
    user.write(SPLIT.include, renamed);
    expect(shell(check).code).toBe(1);
  });
});

/** The lines a CI file runs, whatever the system. */
function scriptsOf(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown, key: string): void => {
    if (typeof value === "string" && (key === "run" || key === "script")) found.push(value);
    else if (Array.isArray(value)) for (const item of value) visit(item, key);
    else if (typeof value === "object" && value !== null)
      for (const [name, child] of Object.entries(value)) visit(child, name);
  };
  visit(parse(text), "");
  return found;
}

describe("the page's snippets, with the tag of a release made here", () => {
  const named = "github:clawlint/clawlint#v0.1.0";
  const release = releaseRepository();
  // npm takes no spaces in the address of a repository.
  const links = mkdtempSync(join(tmpdir(), "clawlint-link-"));
  symlinkSync(release.path, join(links, "release"));
  const here = (script: string) => {
    expect(script).toContain(`npx --yes ${named} check`);
    return script.replaceAll(named, `git+file://${join(links, "release")}#${release.tag}`);
  };
  afterAll(() => {
    release.remove();
    rmSync(links, { recursive: true });
  });

  test.each([".gitlab-ci.yml", ".forgejo/workflows/clawlint.yml"])("%s", (name) => {
    user.write(".env.example", "OVENAI_API_KEY=\n");
    const scripts = here(scriptsOf(fileSnippet("ci.md", name)).join("\n"));
    expect(shell(scripts)).toMatchObject({ code: 0 });
    user.write(SPLIT.include, renamed);
    expect(shell(scripts).code).toBe(1);
    if (name !== ".gitlab-ci.yml") return;
    const issues = JSON.parse(
      readFileSync(join(user.path, "gl-code-quality-report.json"), "utf8"),
    ) as object[];
    expect(issues).toHaveLength(1);
    expect(existsSync(join(user.path, "clawlint.xml"))).toBe(true);
  });

  test("ci.sh", () => {
    user.write("ci.sh", here(fileSnippet("ci.md", "ci.sh")));
    chmodSync(join(user.path, "ci.sh"), 0o755);
    expect(shell("./ci.sh")).toMatchObject({ code: 0 });
    user.write(SPLIT.include, SPLIT.bad);
    expect(shell("./ci.sh").code).toBe(1);
  });
});
