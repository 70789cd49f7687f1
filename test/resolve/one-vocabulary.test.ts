import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runInMemory } from "../cli/run-in-memory.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8");

test("the verdicts of a key are those of the glossary", () => {
  const source = read("src/resolve/environment/verdict.ts");
  const [, type = ""] = /export type Verdict =([^;]*);/u.exec(source) ?? [];
  const glossary = read("docs/glossary.md");
  const [, table = ""] =
    /\| verdict of a key \|[^\n]*\n\|---\|---\|\n((?:\|[^\n]*\n)*)/u.exec(glossary) ?? [];
  const words = [...type.matchAll(/"([^"]+)"/gu)].map(([, word]) => word);
  expect(words).toHaveLength(10);
  expect([...table.matchAll(/^\| (\S+) \|/gmu)].map(([, word]) => word)).toEqual(words);
});

test("what scripts read of env --format json keeps the words of version 1", async () => {
  const config = `{
    models: { providers: {
      ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}", models: [] },
      ryeai: { baseUrl: "https://api.ryeai.example/v1", api: "openai-completions", apiKey: "\${RYEAI_API_KEY}", models: [] },
    } },
  }`;
  const { stdout } = await runInMemory(["env", "--format", "json", "openclaw.json"], {
    files: new Map([["openclaw.json", config]]),
    env: { OVENAI_API_KEY: "test-not-a-key" },
  });
  const { variables, providers } = JSON.parse(stdout);
  const answers = variables[1].gateways[0].trail.map(({ answer }: { readonly answer: string }) => answer);
  expect(new Set(answers)).toEqual(new Set(["absent"]));
  expect(
    providers[0].providers.map((one: Record<string, unknown>) => [one["provider"], one["state"]]),
  ).toEqual([
    ["ovenai", "ready"],
    ["ryeai", "missing"],
  ]);
});
