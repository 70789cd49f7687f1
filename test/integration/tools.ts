import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** PATH with this project's development tools first. */
export const PATH = [join(ROOT, "node_modules/.bin"), process.env["PATH"] ?? ""].join(delimiter);

/** An empty home. */
const HOME = mkdtempSync(join(tmpdir(), "clawlint-home-"));

/** What a program gave. */
export interface Result {
  readonly code: number | null;
  /** stdout and stderr, as a person would see them. */
  readonly words: string;
  readonly stdout: string;
}

/** Runs a program to its end with a clean environment. */
export function run(
  file: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
    /** Lets npm reach the registry, which nothing else may. */
    readonly online?: true;
  },
): Result {
  const { cwd, env = {}, input, online } = options;
  const done = spawnSync(file, args, {
    cwd,
    encoding: "utf8",
    // The schema that the command prints is beyond the usual megabyte.
    maxBuffer: 16 * 1024 * 1024,
    input: input ?? "",
    env: { PATH, HOME, LANG: "C.UTF-8", ...GIT, ...(online ? REGISTRY : OFFLINE), ...env },
  });
  if (done.error !== undefined) throw done.error;
  return { code: done.status, words: done.stdout + done.stderr, stdout: done.stdout };
}

/** Runs a program that must succeed. */
export function must(...[file, args, options]: Parameters<typeof run>): Result {
  const result = run(file, args, options);
  if (result.code !== 0) throw new Error(`${file} ${args.join(" ")}: ${result.code}\n${result.words}`);
  return result;
}

/** git without this machine's settings. */
const GIT = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "Baker",
  GIT_AUTHOR_EMAIL: "baker@bakery.example",
  GIT_COMMITTER_NAME: "Baker",
  GIT_COMMITTER_EMAIL: "baker@bakery.example",
};

/** Nothing may be fetched: the registry is a port where nobody listens. */
const OFFLINE = { npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0" };

/** What npm was told about its registry here. */
const REGISTRY = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined &&
    /^(?:npm_config_(?:registry|userconfig|cafile)|NODE_EXTRA_CA_CERTS|https?_proxy)$/iu.test(name)
      ? [[name, value]]
      : [],
  ),
);

/** A group of tests that needs programs: skipped with the reason where one is absent, unless all must be there. */
export function describeWith(tools: readonly string[], name: string, body: () => void): void {
  const absent = tools.filter(
    (tool) => spawnSync("sh", ["-c", `command -v ${tool}`], { env: { PATH } }).status !== 0,
  );
  if (absent.length === 0) {
    describe(name, body);
  } else if (process.env["CLAWLINT_REQUIRE_TOOLS"] === "1") {
    throw new Error(`${name}: ${absent.join(", ")} must be installed`);
  } else {
    console.warn(`skipped: ${name}, since ${absent.join(", ")} is not installed`);
    describe.skip(name, body);
  }
}
