import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../src/cli/main.ts";
import type { Asker } from "../../src/core/asker.ts";
import { createNodeHost } from "../../src/host/node-host.ts";
import { createNodeWriter } from "../../src/host/node-writer.ts";

/** What a command line gave. */
export interface DiskRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder on the real disk with a home of its own, for commands that write. */
export interface BakeryOnDisk {
  readonly folder: string;
  readonly run: (
    args: readonly string[],
    options?: { readonly env?: Readonly<Record<string, string>>; readonly asker?: Asker },
  ) => Promise<DiskRun>;
  readonly write: (name: string, text: string) => void;
  readonly read: (name: string) => string;
  /** The names of all files below the folder, sorted. */
  readonly files: () => readonly string[];
  readonly remove: () => void;
}

/** Makes the folder; the home is its `home`. */
export function bakeryOnDisk(): BakeryOnDisk {
  const folder = mkdtempSync(join(tmpdir(), "clawlint-bakery-"));
  const home = join(folder, "home");
  return {
    folder,
    async run(args, { env = {}, asker } = {}) {
      const host = { ...createNodeHost(), cwd: folder, env: { HOME: home, ...env }, osHome: home };
      const said = { stdout: "", stderr: "" };
      const code = await main(
        args,
        {
          out: (text) => {
            said.stdout += text;
          },
          commands: (text) => {
            said.stdout += text;
          },
          error: (text) => {
            said.stderr += text;
          },
          colors: false,
          readStdin: async () => new Uint8Array(),
        },
        host,
        createNodeWriter,
        asker === undefined ? undefined : () => asker,
      );
      return { code, ...said };
    },
    write(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    read: (name) => readFileSync(join(folder, name), "utf8"),
    files: () =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
            .sort()
        : [],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
