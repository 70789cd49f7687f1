// Rehearses a release whole, in temporary folders, from the commit that is checked out: the tag with its build, what npm
// would publish installed in an empty folder, pre-commit and the Action from the tag, the VS Code extension, and the page
// once there is one. Changes nothing here but dist/ and editors/vscode; fetches nothing.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A config with one fault, and what a good run of it says. */
const CONFIG = `{
  models: { providers: { ovenai: { baseURL: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "none",
    models: [{ id: "rye-2", name: "Rye 2" }] } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}
`;

/**
 * Runs the rehearsal. In: the repository. Out: nothing; sets the exit code to 1 when a step fails. Every step says what
 * it did and how long it took.
 */
export function rehearse(root) {
  const scratch = mkdtempSync(join(tmpdir(), "clawlint-rehearsal-"));
  let failed = 0;
  const env = { ...process.env, npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0" };
  const run = (file, args, cwd, more = {}) => {
    const done = spawnSync(file, args, { cwd, encoding: "utf8", env: { ...env, ...more } });
    return {
      code: done.status,
      words: `${done.stdout ?? ""}${done.stderr ?? ""}`,
      stdout: done.stdout ?? "",
    };
  };
  const must = (file, args, cwd, more) => {
    const done = run(file, args, cwd, more);
    if (done.code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${done.code}\n${done.words}`);
    return done;
  };
  const step = (name, body) => {
    const start = performance.now();
    let words = "";
    let verdict = "ok";
    try {
      words = body() ?? "";
    } catch (error) {
      failed += 1;
      verdict = "FAILED";
      words = `\n${error.message}`;
    }
    const time = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${verdict.padEnd(6)} ${name} (${time} s)${words === "" ? "" : `: ${words}`}`);
  };
  const expect = (condition, words) => {
    if (!condition) throw new Error(words);
  };

  const { version, scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const clone = join(scratch, "clawlint");
  const tag = `v${version}`;
  const bad = join(scratch, "bad");
  mkdirSync(bad);
  writeFileSync(join(bad, "openclaw.json"), CONFIG);

  step("build", () => {
    must(process.execPath, ["scripts/build.mjs"], root);
  });
  step(`tag ${tag}`, () => {
    must("git", ["clone", "--quiet", "--no-hardlinks", root, clone], scratch);
    const author = ["-c", "user.name=Baker", "-c", "user.email=baker@bakery.example"];
    const changelog = join(clone, "CHANGELOG.md");
    const text = readFileSync(changelog, "utf8");
    const isReady = text.includes(`\n## ${version}`);
    if (!isReady) {
      writeFileSync(changelog, `${text}\n## ${version}\n`);
      must("git", [...author, "commit", "--quiet", "--all", "--message", "Name the release"], clone);
    }
    cpSync(join(root, "dist"), join(clone, "dist"), { recursive: true });
    must(process.execPath, ["scripts/release.mjs", "--tag", "--skip-build", "--repository", clone], clone, {
      GIT_AUTHOR_NAME: "Baker",
      GIT_AUTHOR_EMAIL: "baker@bakery.example",
      GIT_COMMITTER_NAME: "Baker",
      GIT_COMMITTER_EMAIL: "baker@bakery.example",
    });
    return isReady
      ? ""
      : `CHANGELOG.md has no section "## ${version}" yet; the release itself refuses without it`;
  });
  step("npm pack, installed in an empty folder", () => {
    const empty = join(scratch, "empty");
    mkdirSync(empty);
    const { stdout } = must(
      "npm",
      ["pack", "--json", "--ignore-scripts", "--pack-destination", scratch],
      root,
    );
    const [{ filename }] = JSON.parse(stdout);
    const tarball = join(scratch, filename);
    must("npm", ["install", "--no-audit", "--no-fund", tarball], empty);
    const start = performance.now();
    const first = run("npx", ["--no", "clawlint", join(bad, "openclaw.json")], empty);
    const time = ((performance.now() - start) / 1000).toFixed(1);
    expect(
      first.code === 1 && first.words.includes("unknown-key"),
      `the first report is wrong:\n${first.words}`,
    );
    return `${(statSync(tarball).size / 1024 / 1024).toFixed(2)} MB, first report after ${time} s`;
  });
  step("npm install from the tag", () => {
    const folder = join(scratch, "from-tag");
    mkdirSync(folder);
    must("npm", ["install", "--no-audit", "--no-fund", `git+file://${clone}#${tag}`], folder);
    const said = must("npx", ["--no", "--", "clawlint", "--version"], folder).stdout.trim();
    expect(said === version, `it says ${said}`);
  });
  step("pre-commit from the tag", () => {
    if (run("pre-commit", ["--version"], scratch).code !== 0) return "left out: pre-commit is not installed";
    const user = join(scratch, "user");
    mkdirSync(user);
    must("git", ["init", "--quiet"], user);
    writeFileSync(join(user, "openclaw.json"), CONFIG);
    must("git", ["add", "--all"], user);
    const home = { PRE_COMMIT_HOME: join(scratch, "pre-commit") };
    const done = run("pre-commit", ["try-repo", clone, "clawlint", "--ref", tag, "--all-files"], user, home);
    expect(done.code === 1 && done.words.includes("unknown-key"), done.words);
  });
  step("the Action from the tag", () => {
    const action = join(scratch, "action");
    must("git", ["clone", "--quiet", "--branch", tag, "--depth", "1", `file://${clone}`, action], scratch);
    const files = { GITHUB_OUTPUT: join(scratch, "output"), GITHUB_STEP_SUMMARY: join(scratch, "summary") };
    for (const file of Object.values(files)) writeFileSync(file, "");
    const done = run(process.execPath, [join(action, "action/run.mjs")], bad, { ...files, INPUT_PATHS: "." });
    expect(done.code === 1 && done.words.includes("::error file=openclaw.json,line=2"), done.words);
    const outputs = readFileSync(files.GITHUB_OUTPUT, "utf8");
    expect(/^errors(?:=|<<\S+\n)1$/mu.test(outputs), `the outputs are wrong: ${outputs}`);
  });
  step("the VS Code extension", () => {
    must(process.execPath, ["scripts/build-editors.mjs"], root);
    const file = join(root, "editors/vscode/clawlint.vsix");
    expect(existsSync(file), "there is no clawlint.vsix");
    return `${(statSync(file).size / 1024 / 1024).toFixed(2)} MB`;
  });
  step("the page", () => {
    if (scripts.site === undefined) return "left out: there is no npm run site";
    must("npm", ["run", "--silent", "site"], root);
    return "";
  });
  rmSync(scratch, { recursive: true, force: true });
  console.log(failed === 0 ? `rehearsed ${tag}; nothing was tagged here` : `${failed} of the steps failed`);
  if (failed > 0) process.exitCode = 1;
}
