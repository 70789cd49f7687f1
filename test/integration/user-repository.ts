import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BAD, GOOD } from "../cli/run-cli.ts";
import { must, type Result, run } from "./tools.ts";

/** Somebody's repository that holds a config in two files, at a path with a space. */
export interface UserRepository {
  readonly path: string;
  readonly write: (name: string, text: string) => void;
  /** Stages everything. */
  readonly stage: () => void;
  readonly commit: (env?: Readonly<Record<string, string>>) => Result;
  readonly remove: () => void;
}

/** A config whose models stand in a file of their own; the second form of that file is one OpenClaw refuses. */
export const SPLIT = {
  config: '{ $include: ["./gateway/our models.json5"], gateway: { port: 18789 } }\n',
  include: "gateway/our models.json5",
  good: GOOD,
  bad: BAD,
};

export function userRepository(): UserRepository {
  const parent = mkdtempSync(join(tmpdir(), "clawlint user "));
  const path = join(parent, "my bakery");
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  write("openclaw.json", SPLIT.config);
  write(SPLIT.include, SPLIT.good);
  write("menu.json", '{ "rye": 3 }\n');
  write(".gitignore", "node_modules/\n");
  must("git", ["init", "--quiet", "--initial-branch=main"], { cwd: path });
  return {
    path,
    write,
    stage: () => must("git", ["add", "--all"], { cwd: path }),
    commit: (env) =>
      run("git", ["commit", "--message", "Change"], { cwd: path, ...(env === undefined ? {} : { env }) }),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
