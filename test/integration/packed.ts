import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { must } from "./tools.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Packs this checkout as npm would publish it; gives the tarball's path. */
export function pack(folder: string): string {
  const { stdout } = must("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: ROOT,
  });
  // npm's own output, one entry for the one package.
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  if (packed === undefined) throw new Error("npm pack gave nothing");
  return join(folder, packed.filename);
}

/** Installs the packed checkout into a repository, from the tarball alone. */
export function installPacked(repository: string): void {
  const tarball = pack(repository);
  must("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", tarball], {
    cwd: repository,
  });
  must("rm", [tarball], { cwd: repository });
}

/** Puts a development tool of this project into a repository, as if it were installed there. */
export function linkTool(repository: string, name: string, bin: string): void {
  mkdirSync(join(repository, "node_modules/.bin"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules", name), join(repository, "node_modules", name));
  symlinkSync(join("..", name, bin), join(repository, "node_modules/.bin", name));
}
