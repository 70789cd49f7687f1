import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GOOD } from "../cli/run-cli.ts";
import { fileSnippet } from "./doc-snippets.ts";
import { type ReleaseRepository, releaseRepository } from "./release-repository.ts";
import { describeWith, PATH, run } from "./tools.ts";
import { SPLIT, type UserRepository, userRepository } from "./user-repository.ts";

describeWith(["pre-commit", "git", "npm"], "pre-commit", () => {
  let release: ReleaseRepository;
  let user: UserRepository;
  const store = mkdtempSync(join(tmpdir(), "clawlint-pre-commit-"));
  const preCommit = (...args: readonly string[]) =>
    run("pre-commit", args, { cwd: user.path, env: { PRE_COMMIT_HOME: store } });

  beforeAll(() => {
    release = releaseRepository();
    user = userRepository();
    user.write(
      ".pre-commit-config.yaml",
      fileSnippet("hooks.md", ".pre-commit-config.yaml").replace(
        "https://github.com/clawlint/clawlint",
        JSON.stringify(release.path),
      ),
    );
    user.stage();
  });
  afterAll(() => {
    release.remove();
    user.remove();
    rmSync(store, { recursive: true, force: true });
  });

  test("passes on a good config, with the tag installed as pre-commit installs it and no network", () => {
    const first = preCommit("run", "--all-files", "--verbose");
    expect(first.words).toContain("Passed");
    expect(first.code).toBe(0);
    expect(preCommit("run", "--all-files").code).toBe(0);
  });

  test("fails on a bad config and says where", () => {
    user.write("shop/openclaw.json", SPLIT.bad);
    user.stage();
    const result = preCommit("run");
    expect(result.code).toBe(1);
    expect(result.words).toContain("shop/openclaw.json:3:");
    user.write("shop/openclaw.json", SPLIT.good);
    user.stage();
    expect(preCommit("run").code).toBe(0);
  });

  test("blocks the commit of a change to an included file alone; lets other JSON pass", () => {
    const env = { PRE_COMMIT_HOME: store };
    expect(preCommit("install").code).toBe(0);
    expect(user.commit(env).words).toContain("Passed");
    user.write(SPLIT.include, SPLIT.bad);
    user.stage();
    const blocked = user.commit(env);
    expect(blocked.code).toBe(1);
    expect(blocked.words).toContain("gateway/our models.json5:3:");
    user.write(SPLIT.include, `// better\n${SPLIT.good}`);
    user.stage();
    expect(user.commit(env).code).toBe(0);
    user.write("menu.json", '{ "rye": 4 ');
    user.stage();
    expect(user.commit(env).code).toBe(0);
  });

  test("blocks the commit of a key, with a vendor's prefix or without one", () => {
    for (const key of ["sk-ant-test-not-a-key-51c2", "not0a1key2but3random4as5one6"]) {
      user.write("till/openclaw.json", GOOD.replace("${OVENAI_API_KEY}", key));
      user.stage();
      const { code, words } = user.commit({ PRE_COMMIT_HOME: store });
      expect([key, code]).toEqual([key, 1]);
      expect(words).toContain("[literal-secret]");
      expect(words).not.toContain(key);
    }
    user.write("till/openclaw.json", GOOD);
    user.stage();
  });

  test("try-repo runs it from the release too", () => {
    const result = preCommit("try-repo", release.path, "clawlint", "--ref", release.tag, "--all-files");
    expect(result.words).toContain("Passed");
    expect(result.code).toBe(0);
  });

  test("clawlint-system takes the command on the PATH", () => {
    const bin = mkdtempSync(join(tmpdir(), "clawlint-bin-"));
    symlinkSync(join(release.path, "dist/cli.js"), join(bin, "clawlint"));
    const env = { PRE_COMMIT_HOME: store, PATH: `${bin}:${PATH}` };
    const args = ["try-repo", release.path, "clawlint-system", "--ref", release.tag, "--all-files"];
    const result = run("pre-commit", args, { cwd: user.path, env });
    rmSync(bin, { recursive: true });
    expect(result.words).toContain("Passed");
    expect(result.code).toBe(0);
  });
});
