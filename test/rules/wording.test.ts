import { expect, test } from "vitest";
import { runInMemory } from "../cli/run-in-memory.ts";

/** What a tired person reads: the words of hints that depend on what was written. One finding each. */
interface Case {
  readonly wrong: string;
  readonly config: string;
  readonly says: string;
}

const PROVIDER = (text: string) =>
  `{ models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", ${text} } } } }`;
const ROW = (text: string) =>
  PROVIDER(`api: "openai-completions", models: [{ id: "rye-2", name: "Rye 2", ${text} }]`);
const AGENTS = (text: string) => `{ agents: { defaults: { ${text} } } }`;

const cases: readonly Case[] = [
  {
    wrong: "an api named by its request path",
    config: PROVIDER('api: "chat-completions", models: []'),
    says: 'Did you mean "openai-completions"?',
  },
  {
    wrong: "a unit behind a number",
    config: ROW('contextWindow: "128k"'),
    says: "Write a number in digits, without quotes and unit.",
  },
  { wrong: "a number in quotes", config: ROW('contextWindow: "128000"'), says: "Take the quotes off." },
  {
    wrong: "text for a switch",
    config: PROVIDER('api: "openai-completions", models: [], authHeader: "x-api-key"'),
    says: "Write true or false.",
  },
  {
    wrong: "one price",
    config: ROW("cost: 0"),
    says: "Write { input: 0, output: 0 }, in USD for a million tokens.",
  },
  { wrong: "a price by another name", config: ROW("cost: { prompt: 1 }"), says: 'Did you mean "input"?' },
  { wrong: "a kind of input by another name", config: ROW('input: ["vision"]'), says: '"image"' },
  {
    wrong: "a list of models for the choice",
    config: AGENTS('model: ["ovenai/rye-2"]'),
    says: 'Write { primary: "provider/model", fallbacks: ["provider/model"] }.',
  },
  {
    wrong: "aliases the wrong way round",
    config: AGENTS('models: { rye: "ovenai/rye-2" }'),
    says: '"provider/model": { alias: "name" }',
  },
  {
    wrong: "a provider beside the model",
    config: AGENTS('provider: "anthropic", model: "anthropic/claude-opus-5"'),
    says: 'write model: "anthropic/claude-opus-5"',
  },
  {
    wrong: "a slash too many",
    config: AGENTS('model: "anthropic//claude-opus-5"'),
    says: 'Write "anthropic/claude-opus-5".',
  },
  {
    wrong: "a dot for the slash",
    config: AGENTS('model: "anthropic.claude-opus-5"'),
    says: 'Write "anthropic/claude-opus-5".',
  },
  {
    wrong: "a long name of the schema",
    config: PROVIDER('api: "openai-completions", models: [], enabled: true'),
    says: "injectNumCtxForOpenAICompat",
  },
  { wrong: "include without its sign", config: '{ models: { include: "a.json5" } }', says: '"$include"' },
  { wrong: "variables in a block of another name", config: "{ env: { variables: {} } }", says: '"vars"' },
  {
    wrong: "two agents that nobody owns",
    config: "{ agents: { entries: { baker: {}, till: {} } } }",
    says: 'ownership: "explicit"',
  },
  {
    wrong: "an object that is no SecretRef",
    config: PROVIDER('api: "openai-completions", models: [], apiKey: { env: "OVENAI_API_KEY" }'),
    says: 'id: "NAME_OF_THE_VARIABLE"',
  },
  {
    wrong: "a SecretRef with type",
    config: PROVIDER(
      'api: "openai-completions", models: [], apiKey: { type: "env", provider: "default", id: "OVENAI_API_KEY" }',
    ),
    says: 'Did you mean "source"?',
  },
  {
    wrong: "a SecretRef with a small name",
    config: PROVIDER(
      'api: "openai-completions", models: [], apiKey: { source: "env", provider: "default", id: "ovenai" }',
    ),
    says: "Write the variable's name: capitals",
  },
  {
    wrong: "a list for the first choice",
    config: AGENTS('model: { primary: ["ovenai/rye-2"] }'),
    says: 'Write one text, "provider/model"',
  },
  {
    wrong: "typographic quotes",
    config: AGENTS("model: “anthropic/claude-opus-5”"),
    says: "typographic quotes",
  },
  { wrong: "a hash for a comment", config: "{\n # hello\n}", says: "Write // in front" },
  { wrong: "Python's True", config: "{ a: True }", says: "Write true." },
  { wrong: "YAML", config: "agents:\n  defaults: {}\n", says: "looks like YAML" },
  { wrong: "text without quotes", config: "{ a: anthropic/claude }", says: "Put text in quotes." },
];

test.each(cases)("$wrong: $says", async ({ config, says }) => {
  const { stdout } = await runInMemory(
    [
      "openclaw.json",
      "--format",
      "json",
      "--gateway",
      "none",
      "--rule",
      "unused-provider=off",
      "--rule",
      "no-default-model=off",
    ],
    { files: new Map([["openclaw.json", config]]) },
  );
  const [file] = JSON.parse(stdout).files;
  expect(file.findings).toHaveLength(1);
  const [{ message, hint = "" }] = file.findings;
  expect(`${message} ${hint}`).toContain(says);
});

test("of a provider's variables, the one of its own name is asked for", async () => {
  const { stdout } = await runInMemory(["openclaw.json", "--format", "json"], {
    files: new Map([["openclaw.json", AGENTS('model: "openai/gpt-5.4"')]]),
  });
  expect(stdout).toContain("Put OPENAI_API_KEY=");
});

test("a variable that is set under a slightly other name is told, one of another vendor is not", async () => {
  const config = PROVIDER('api: "openai-completions", apiKey: "${OVENAI_API_KEY}", models: []');
  const files = new Map([["openclaw.json", config]]);
  const run = (env: Readonly<Record<string, string>>) =>
    runInMemory(["openclaw.json", "--format", "compact"], { files, env });
  expect((await run({ OVENAI_APIKEY: "test-not-a-key" })).stdout).toContain("OVENAI_APIKEY is.");
  expect((await run({ OPENAI_API_KEY: "test-not-a-key" })).stdout).not.toContain("OPENAI_API_KEY is.");
});

test("a choice that is written wrongly is not missing besides", async () => {
  const config = `{ models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1",
    api: "openai-completions", models: [{ id: "rye-2", name: "Rye 2" }] } } },
    agents: { defaults: { model: { primery: "ovenai/rye-2" } } } }`;
  const { stdout } = await runInMemory(["openclaw.json", "--format", "compact", "--gateway", "none"], {
    files: new Map([["openclaw.json", config]]),
  });
  expect(stdout).toContain("primery");
  expect(stdout).not.toContain("no-default-model");
});
