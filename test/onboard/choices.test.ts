import { describe, expect, test } from "vitest";
import { applyToValue } from "../../src/edit/config-edit.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { lintConfig } from "../../src/lint.ts";
import { defaultModel, findChoice, onboardingChoices } from "../../src/onboard/choices.ts";
import { judgeInput } from "../../src/onboard/judge-input.ts";
import { planSetup } from "../../src/onboard/plan-setup.ts";
import { providerSetup } from "../../src/onboard/provider-setup.ts";
import { starterText } from "../../src/onboard/starter-text.ts";
import { providerVariables } from "../../src/resolve/environment/provider-variables.ts";
import { canonicalProvider } from "../../src/resolve/providers/catalogue.ts";
import { compareReleases, NEWEST_RELEASE, RELEASE_LINES } from "../../src/schema/releases.ts";

/** Answers that fit each form. */
const ANSWERS: Readonly<Record<string, string>> = {
  "cloudflare-account": "0123456789abcdef0123456789abcdef",
  "cloudflare-gateway": "bakery",
  "base-url": "https://llm.bakery.example/v1",
  "model-id": "rye-large",
  "vendor-model": "anthropic/claude-sonnet-4-5",
  "provider-id": "oven",
  compatibility: "openai",
};

const answersFor = (inputs: (typeof onboardingChoices)[number]["inputs"] = []) =>
  Object.fromEntries(inputs.map(({ name, form }) => [name, ANSWERS[form] ?? ""]));

describe("the list of choices", () => {
  test("has one word for each choice", () => {
    const words = onboardingChoices.flatMap(({ choice, also = [] }) => [choice, ...also]);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(findChoice(word)).toBeDefined();
  });

  test.each(onboardingChoices.map((one) => [one.choice, one] as const))("%s is whole", (_, choice) => {
    const sinces = choice.models.map(({ since }) => since);
    expect(RELEASE_LINES).toEqual(expect.arrayContaining(sinces));
    expect([...sinces].sort(compareReleases)).toEqual(sinces);
    expect(defaultModel(choice, NEWEST_RELEASE).id).toBe(choice.models.at(-1)?.id);
    if (choice.provider !== undefined) {
      expect(canonicalProvider(choice.provider)?.id).toBe(choice.provider);
      expect(providerVariables(choice.provider, NEWEST_RELEASE)?.names).toContain(choice.variable);
    }
    for (const { form, placeholder } of choice.inputs ?? []) {
      expect(judgeInput(form, ANSWERS[form] ?? "")).toBeUndefined();
      if (placeholder?.includes("<")) expect(judgeInput(form, placeholder)).toBeDefined();
    }
  });
});

/** Lints a config as the gateway of a bakery would have it, with the key in the state folder's `.env`. */
function findingsOf(config: string, variable: string, openclawVersion: string): readonly string[] {
  const host = createMemoryHost({
    files: {
      "/home/baker/.openclaw/openclaw.json": { content: config, mode: 0o600 },
      "/home/baker/.openclaw/.env": { content: `${variable}=sk-test-not-a-key\n`, mode: 0o600 },
    },
    env: { HOME: "/home/baker" },
    osHome: "/home/baker",
    cwd: "/home/baker",
  });
  const target = { path: "/home/baker/.openclaw/openclaw.json", file: "openclaw.json" };
  const result = lintConfig(host, target, { gateway: "shell", openclawVersion });
  if (!result.ok) throw new Error(result.failure);
  return result.report.findings.map(({ rule, message }) => `${rule}: ${message}`);
}

describe.each(RELEASE_LINES)("written for OpenClaw %s", (line) => {
  test.each(onboardingChoices.map((one) => [one.choice, one] as const))("%s has no fault", (_, choice) => {
    const setup = providerSetup({ choice, inputs: answersFor(choice.inputs), model: undefined }, line);
    const plan = planSetup({}, setup, {
      line,
      apiKey: `\${${setup.variable}}`,
      headers: {},
      setDefault: true,
      keepOld: true,
      setMode: true,
      kept: new Set(),
      force: false,
    });
    if (!plan.ok) throw new Error("taken");
    let config: unknown = {};
    for (const edit of plan.edits) {
      const next = applyToValue(config, edit);
      if (!next.ok) throw new Error(next.reason);
      config = next.value;
    }
    expect(config).toMatchObject({
      agents: { defaults: { model: { primary: `${setup.provider}/${setup.model.id}` } } },
      gateway: { mode: "local" },
    });
    expect(findingsOf(JSON.stringify(config), setup.variable, line)).toEqual([]);
  });

  test.each(onboardingChoices.map((one) => [one.choice, one] as const))("%s has a starter", (_, choice) => {
    const setup = providerSetup({ choice, inputs: answersFor(choice.inputs), model: undefined }, line);
    expect(findingsOf(starterText(setup, choice.label, line), setup.variable, line)).toEqual([]);
  });
});

test("the whole address of a gateway in place of one of its ids is told as that", () => {
  const address = "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/anthropic";
  expect(judgeInput("cloudflare-account", address)).toContain("the account id is the part behind /v1/");
  expect(judgeInput("cloudflare-gateway", address)).toContain(
    "the gateway id is the part behind the account id",
  );
});
