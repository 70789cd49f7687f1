import { main } from "../../src/cli/main.ts";
import { bakeryHost } from "../bakery-host.ts";

/** What a command line gave: exit code, both streams, and the text of all files it wrote. */
export interface MemoryRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: string;
}

/** Runs a command line on a machine in memory. Files below `home/` are those of the home folder. */
export async function runInMemory(
  args: readonly string[],
  options: { readonly files: ReadonlyMap<string, string>; readonly env?: Readonly<Record<string, string>> },
): Promise<MemoryRun> {
  const run = { stdout: "", stderr: "", written: "" };
  const take = ({ bytes }: { readonly bytes: Uint8Array }) => {
    run.written += new TextDecoder().decode(bytes);
    return { ok: true } as const;
  };
  const code = await main(
    args,
    {
      out: (text) => {
        run.stdout += text;
      },
      commands: (text) => {
        run.stdout += text;
      },
      error: (text) => {
        run.stderr += text;
      },
      colors: false,
      readStdin: async () => new Uint8Array(),
    },
    bakeryHost(options.files, options.env),
    () => ({ write: take, pour: (_, bytes) => take({ bytes }), refuses: () => undefined }),
  );
  return { code, ...run };
}
