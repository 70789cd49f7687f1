import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeForOpenClaw, zodFolder } from "../../../conformance/openclaw/install.ts";
import { compareReleases } from "../../../src/schema/releases.ts";
import { composeSections, type RawSchema } from "./compose.ts";
import { readReleases, readSections, writeSections } from "./tables.ts";

/** What of a package is unpacked: its code and the manifests of its plugins. */
const PARTS = ["package/*.json", "package/dist/*.js", "package/dist/*.mjs"];

/** How all releases are taken in. */
export interface AllOptions {
  /** The top of the repository. */
  readonly root: string;
  /** Only these releases; absent: every stable one on the registry. */
  readonly only?: readonly string[] | undefined;
  /** A folder with packages that are there already, as `npm pack` names them. */
  readonly packages?: string | undefined;
  readonly say: (line: string) => void;
}

/**
 * Takes the schema of every stable release that is not in yet into schema/generated, one package on the disk at a time.
 * Each is written as soon as it is in, so that a run that was stopped goes on where it was.
 *
 * @returns the releases whose schema could not be taken
 */
export function takeAll({ root, only, packages, say }: AllOptions): readonly string[] {
  const all = readSections(root);
  const missing = (only ?? stableReleases()).filter((release) => !all.has(release));
  const failed: string[] = [];
  for (const release of missing) {
    try {
      all.set(release, composeSections(rawSchema(release, packages), release));
      writeSections(root, all);
      say(`${release} is in`);
    } catch (error) {
      failed.push(release);
      say(
        `${release} could not be taken: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`,
      );
    }
  }
  return failed;
}

/** The stable releases of the registry that are in, and those that are not, oldest first. */
export function statusOfAll(root: string): {
  readonly taken: readonly string[];
  readonly missing: readonly string[];
} {
  const taken = new Set(readReleases(root));
  const known = [...new Set([...stableReleases(), ...taken])].sort(compareReleases);
  return { taken: known.filter((one) => taken.has(one)), missing: known.filter((one) => !taken.has(one)) };
}

/** Every release that is no prerelease, oldest first; what came before the year's numbering is no OpenClaw. */
function stableReleases(): readonly string[] {
  const text = execFileSync("npm", ["view", "openclaw", "versions", "--json"], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const versions: unknown = JSON.parse(text);
  return (Array.isArray(versions) ? versions.map(String) : [])
    .filter((version) => /^20\d\d\.\d+\.\d+(?:-\d+)?$/u.test(version))
    .sort(compareReleases);
}

function rawSchema(release: string, packages: string | undefined): RawSchema {
  const folder = mkdtempSync(join(tmpdir(), "clawlint-release-"));
  try {
    const known = packages === undefined ? "" : join(packages, `openclaw-${release}.tgz`);
    const archive = existsSync(known) ? known : pack(release, folder);
    const unpacked = join(folder, "package");
    mkdirSync(unpacked);
    // tar asks for each pattern that it be there; which of them are differs from release to release.
    const listed = execFileSync("tar", ["-tzf", archive], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    }).split("\n");
    const wanted = PARTS.filter((part) => listed.some((name) => matches(part, name)));
    execFileSync("tar", ["-xzf", archive, "-C", unpacked, "--strip-components=1", "--wildcards", ...wanted]);
    return readRawSchema(unpacked, nodeForOpenClaw(), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Takes the schema out of an unpacked package.
 *
 * @param node the Node that runs its code
 * @param home an empty folder for it
 */
export function readRawSchema(unpacked: string, node: string, home: string): RawSchema {
  const target = join(home, "schema.json");
  const worker = fileURLToPath(new URL("worker.ts", import.meta.url));
  execFileSync(node, [worker, unpacked, zodFolder(), target], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", HOME: home },
  });
  // Written by the worker.
  return JSON.parse(readFileSync(target, "utf8")) as RawSchema;
}

function pack(release: string, folder: string): string {
  execFileSync("npm", ["pack", "--silent", `openclaw@${release}`], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    shell: process.platform === "win32",
  });
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (name === undefined) throw new Error("npm packed nothing");
  return join(folder, name);
}

/** True where a name matches a pattern as tar has it: `*` stands for slashes, too. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "u").test(name);
}
