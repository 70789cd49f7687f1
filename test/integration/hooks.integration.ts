import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GOOD } from "../cli/run-cli.ts";
import { fileSnippet } from "./doc-snippets.ts";
import { installPacked, linkTool } from "./packed.ts";
import { describeWith, must } from "./tools.ts";
import { SPLIT, type UserRepository, userRepository } from "./user-repository.ts";

/** A key with a vendor's prefix, and one without. */
const KEYS = ["sk-ant-test-not-a-key-51c2", "not0a1key2but3random4as5one6"] as const;

let user: UserRepository;
beforeEach(() => {
  user = userRepository();
  user.write("package.json", '{ "private": true }\n');
  installPacked(user.path);
});
afterEach(() => user.remove());

const snippet = (name: string) => user.write(name, fileSnippet("hooks.md", name));

/** What every hook must do. */
function passesGoodAndBlocksBad(): void {
  const first = user.commit();
  expect([first.code, first.words]).toEqual([0, expect.anything()]);
  user.write("shop one/openclaw.json", SPLIT.bad);
  user.stage();
  const bad = user.commit();
  expect(bad.code).toBe(1);
  expect(bad.words).toContain("shop one/openclaw.json:3:");
  user.write("shop one/openclaw.json", SPLIT.good);
  user.stage();
  expect(user.commit().code).toBe(0);
  user.write(SPLIT.include, SPLIT.bad);
  user.stage();
  const included = user.commit();
  expect(included.code).toBe(1);
  expect(included.words).toContain("gateway/our models.json5:3:");
  user.write(SPLIT.include, SPLIT.good);
  user.write("menu.json", "{ not JSON");
  user.stage();
  expect(user.commit().code).toBe(0);
  for (const key of KEYS) {
    user.write("till/openclaw.json", GOOD.replace("${OVENAI_API_KEY}", key));
    user.stage();
    const leaked = user.commit();
    expect([key, leaked.code]).toEqual([key, 1]);
    expect(leaked.words).toContain("[literal-secret]");
    expect(leaked.words).not.toContain(key);
  }
}

describeWith(["git", "npm", "lefthook"], "lefthook", () => {
  test("the page's lefthook.yml", () => {
    snippet("lefthook.yml");
    user.stage();
    must("lefthook", ["install"], { cwd: user.path });
    passesGoodAndBlocksBad();
  });
});

describeWith(["git", "npm", "husky", "lint-staged"], "husky and lint-staged", () => {
  test("the page's hook and list", () => {
    linkTool(user.path, "lint-staged", "bin/lint-staged.js");
    must("husky", [], { cwd: user.path });
    snippet(".husky/pre-commit");
    snippet(".lintstagedrc.json");
    user.stage();
    passesGoodAndBlocksBad();
  });
});

describeWith(["git", "npm"], "git alone", () => {
  test("the page's hook", () => {
    snippet(".git/hooks/pre-commit");
    chmodSync(join(user.path, ".git/hooks/pre-commit"), 0o755);
    user.stage();
    passesGoodAndBlocksBad();
  });
});
