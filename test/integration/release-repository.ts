import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { version } from "../../src/core/version.ts";
import { must } from "./tools.ts";

const ROOT = join(import.meta.dirname, "../..");

/** A repository with a release tag, made by the release script from the files of this checkout. */
export interface ReleaseRepository {
  readonly path: string;
  readonly tag: string;
  readonly remove: () => void;
}

export function releaseRepository(): ReleaseRepository {
  const parent = mkdtempSync(join(tmpdir(), "clawlint release "));
  const path = join(parent, "claw lint");
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "" && !name.startsWith("conformance/"))) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    cpSync(join(ROOT, file), join(path, file), { force: true, errorOnExist: false });
  }
  const changelog = join(path, "CHANGELOG.md");
  const text = readFileSync(changelog, "utf8");
  if (!text.includes(`\n## ${version}`)) writeFileSync(changelog, `${text}\n## ${version}\n`);
  must("git", ["init", "--quiet", "--initial-branch=main"], { cwd: path });
  must("git", ["add", "--all"], { cwd: path });
  must("git", ["commit", "--quiet", "--message", "All"], { cwd: path });
  cpSync(join(ROOT, "dist"), join(path, "dist"), { recursive: true });
  must(process.execPath, ["scripts/release.mjs", "--tag", "--skip-build", "--repository", path], {
    cwd: path,
  });
  return { path, tag: `v${version}`, remove: () => rmSync(parent, { recursive: true, force: true }) };
}
