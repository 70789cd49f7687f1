// Makes the commit that a release tag stands on: this commit's files, dist/ with the build, and a package.json that asks
// for nothing. What installs clawlint from git (pre-commit, the Action, npm install -g git+https://…) installs
// development dependencies and runs scripts when it finds them; here it finds none, so it works at once and offline.
// Branches never hold dist/. The commit's parent is the source it was built from.
//
//   node scripts/release.mjs            builds, checks, says what would be tagged; changes no ref
//   npm run release -- --dry-run        rehearses all of it in temporary folders (rehearse-release.mjs)
//   node scripts/release.mjs --tag      makes the commit and the tags vX.Y.Z and vX (pushing them is up to you)
//   --repository DIR                    another repository to work in (tests)
//   --skip-build                        take dist/ as it is
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { rehearse } from "./rehearse-release.mjs";

const { values } = parseArgs({
  options: {
    tag: { type: "boolean", default: false },
    "dry-run": { type: "boolean", default: false },
    repository: { type: "string", default: join(import.meta.dirname, "..") },
    "skip-build": { type: "boolean", default: false },
  },
});
const root = resolve(values.repository);
if (values["dry-run"]) {
  rehearse(root);
  process.exit();
}
const scratch = mkdtempSync(join(tmpdir(), "clawlint-release-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** Runs git on an index of its own, so that neither the working tree nor the real index changes. */
function git(args, input) {
  const env = { ...process.env, GIT_INDEX_FILE: join(scratch, "index") };
  return execFileSync("git", args, {
    cwd: root,
    env,
    input,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
  }).trim();
}

function fail(words) {
  console.error(`release: ${words}`);
  process.exit(1);
}

const manifest = JSON.parse(git(["show", "HEAD:package.json"]));
const tag = `v${manifest.version}`;
if (
  execFileSync("git", ["status", "--porcelain", "--untracked-files=no"], { cwd: root, encoding: "utf8" }) !==
  ""
)
  fail("the working tree differs from the commit; commit or put it aside");
if (git(["tag", "--list", tag]) !== "") fail(`${tag} exists; raise the version in package.json`);
const changelog = git(["show", "HEAD:CHANGELOG.md"]);
if (!changelog.includes(`\n## ${manifest.version}`)) {
  const words = `CHANGELOG.md has no section "## ${manifest.version}"`;
  if (values.tag) fail(words);
  console.error(`release: ${words}; --tag will refuse`);
}

if (!values["skip-build"])
  execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { cwd: root, stdio: "inherit" });
const said = execFileSync(process.execPath, [join(root, "dist/cli.js"), "--version"], {
  encoding: "utf8",
}).trim();
if (said !== manifest.version) fail(`dist/cli.js says ${said}, package.json ${manifest.version}; build anew`);

const { devDependencies: _, scripts: __, ...released } = manifest;
const blob = git(["hash-object", "-w", "--stdin"], `${JSON.stringify(released, undefined, 2)}\n`);
git(["read-tree", "HEAD"]);
git(["add", "--force", "dist"]);
git(["update-index", "--cacheinfo", `100644,${blob},package.json`]);
git(["rm", "--quiet", "--cached", "--ignore-unmatch", "package-lock.json"]);
git(["update-index", "--chmod=+x", "dist/cli.js"]);
const tree = git(["write-tree"]);
const source = git(["rev-parse", "HEAD"]);
const message = join(scratch, "message");
writeFileSync(message, `clawlint ${manifest.version}\n\nBuilt from ${source}.\n`);
const commit = git(["commit-tree", tree, "-p", source, "-F", message]);
const size = git(["ls-tree", "-r", "-l", commit, "dist"])
  .split("\n")
  .reduce((sum, line) => sum + Number(line.split(/\s+/u)[3]), 0);
console.log(`release commit ${commit}`);
console.log(`  from ${source}`);
console.log(`  dist/ ${(size / 1024).toFixed(0)} KB`);

if (values.tag) {
  const annotation = readFileSync(message, "utf8");
  git(["tag", "--annotate", tag, commit, "--message", annotation]);
  const line = `v${manifest.version.split(".")[0]}`;
  git(["tag", "--annotate", "--force", line, commit, "--message", annotation]);
  console.log(`tagged ${tag} and ${line}; next: git push origin ${tag} && git push --force origin ${line}`);
} else console.log(`dry run: would tag it ${tag}; the commit hangs on nothing and git will drop it`);
