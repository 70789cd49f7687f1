import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenClawInstallation } from "./openclaw/install.ts";

const SKILL = join(import.meta.dirname, "../skills/clawlint");

/** What OpenClaw's loader of skills says of ours, with the command on the PATH and without it. */
export interface RecordedSkill {
  readonly openclaw: string;
  /** SHA-256 of the file that was loaded. */
  readonly file: string;
  readonly withCommand: Readonly<Record<string, unknown>>;
  readonly withoutCommand: Readonly<Record<string, unknown>>;
}

/** SHA-256 of the skill's file, in hex. */
export function skillHash(): string {
  return createHash("sha256")
    .update(readFileSync(join(SKILL, "SKILL.md")))
    .digest("hex");
}

/** `--skill`: puts the skill into a home of its own and asks `openclaw skills info`. */
export function askAboutSkill({ folder, node, version }: OpenClawInstallation): RecordedSkill {
  const home = mkdtempSync(join(tmpdir(), "clawlint-skill-"));
  const skills = join(home, ".openclaw", "skills");
  const bin = join(home, "bin");
  mkdirSync(skills, { recursive: true });
  mkdirSync(bin);
  cpSync(SKILL, join(skills, "clawlint"), { recursive: true });
  writeFileSync(join(bin, "clawlint"), "#!/bin/sh\n", { mode: 0o755 });
  const ask = (path: string): Readonly<Record<string, unknown>> => {
    const run = spawnSync(node, [join(folder, "openclaw.mjs"), "skills", "info", "clawlint", "--json"], {
      cwd: home,
      env: { HOME: home, OPENCLAW_HOME: home, PATH: path },
      encoding: "utf8",
      timeout: 120_000,
    });
    if (run.status !== 0) throw new Error(`openclaw skills info ended with ${run.status}: ${run.stderr}`);
    const said: unknown = JSON.parse(run.stdout.slice(run.stdout.indexOf("{")));
    // The paths are those of this home.
    return JSON.parse(JSON.stringify(said).replaceAll(home, "~"));
  };
  try {
    return {
      openclaw: version,
      file: skillHash(),
      withCommand: ask(`${bin}:/usr/bin:/bin`),
      withoutCommand: ask("/usr/bin:/bin"),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
