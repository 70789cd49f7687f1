import { describe, expect, test } from "vitest";
import { credential } from "./credential-for-test.ts";

const HOSTS = [
  "http://127.0.0.1:11434",
  "http://192.168.1.5:11434",
  "http://oven:11434",
  "http://ovens.local:11434",
  "http://host.docker.internal:11434",
  "http://oven.example:11434",
];

/**
 * Whether a turn of OpenClaw had a key for a provider without one: `+` or `-` for each of the hosts, in their order.
 * (`npm run conformance` has the worker; a turn whose host has no address, but a key, counts as `+`.)
 */
const TURNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "2026.4.15": {
    ollama: "++++++",
    lmstudio: "++++++",
    vllm: "+-----",
    sglang: "+-----",
    litellm: "+-----",
    till: "+-----",
  },
  "2026.5.5": { ollama: "++++--", lmstudio: "++++++" },
  "2026.6.11": { ollama: "+++++-", lmstudio: "++++++" },
  "2026.7.35": { ollama: "+++++-", lmstudio: "++++++" },
  "2026.8.2": { ollama: "++-++-", lmstudio: "++-++-" },
  "2026.9.6": { ollama: "++-++-", lmstudio: "++-++-" },
};

describe("local servers without a key, by release", () => {
  const rows = Object.entries(TURNS).flatMap(([release, providers]) =>
    Object.entries(providers).flatMap(([provider, marks]) =>
      HOSTS.map((host, index) => [release, provider, host, marks[index] === "+"] as const),
    ),
  );
  test.each(rows)("%s: %s at %s: %s", (release, provider, host, works) => {
    const block = {
      baseUrl: provider === "ollama" ? host : `${host}/v1`,
      api: provider === "ollama" ? "ollama" : "openai-completions",
      models: [{ id: "rye-1", name: "Rye 1" }],
    };
    expect(credential(provider, block, { release }).state).toBe(works ? "not-needed" : "unset");
  });

  // The same with the marker that stands for no key, at 127.0.0.1, a name without a dot and a far host.
  const MARKERS: Readonly<Record<string, readonly (readonly [string, string, string, string])[]>> = {
    "++-": [
      ["2026.5.5", "ollama", "ollama", "ollama-local"],
      ["2026.7.35", "till", "ollama", "ollama-local"],
    ],
    "+++": [["2026.7.35", "lmstudio", "openai-completions", "lmstudio-local"]],
    "+--": [
      ["2026.7.35", "till", "openai-completions", "ollama-local"],
      ["2026.8.2", "ollama", "ollama", "ollama-local"],
      ["2026.8.2", "lmstudio", "openai-completions", "lmstudio-local"],
    ],
  };
  test.each(
    Object.entries(MARKERS).flatMap(([marks, cases]) => cases.map((one) => [...one, marks] as const)),
  )("%s: %s, %s with %s: %s", (release, provider, api, apiKey, marks) => {
    const said = [HOSTS[0], HOSTS[2], HOSTS[5]].map((baseUrl) => {
      const block = { baseUrl, api, apiKey, models: [{ id: "rye-1", name: "Rye 1" }] };
      return credential(provider, block, { release }).state === "not-needed" ? "+" : "-";
    });
    expect(said.join("")).toBe(marks);
  });

  // The packages' code: the block has to say something, and LM Studio's its models.
  test.each([
    ["ollama", { baseUrl: "http://oven.example:11434" }, "not-needed"],
    ["ollama", {}, "unset"],
    ["ollama", { baseUrl: "http://oven.example:11434", auth: "token" }, "undecidable"],
    ["lmstudio", { baseUrl: "http://oven.example/v1", api: "openai-completions", models: [] }, "unset"],
    [
      "lmstudio",
      { models: [{ id: "rye-1", name: "Rye 1" }], headers: { Authorization: "Bearer x" } },
      "undecidable",
    ],
  ])("2026.4.15: %s with %j", (provider, block, state) => {
    expect(credential(provider, block, { release: "2026.4.15" }).state).toBe(state);
  });

  test.each([
    ["2026.3.2", "unset"],
    ["2026.3.7", "not-needed"],
    ["2026.4.25", "not-needed"],
    ["2026.4.26", "unset"],
  ])("Ollama far away in %s", (release, state) => {
    const block = { baseUrl: "http://oven.example:11434", api: "ollama", models: [{ id: "a", name: "A" }] };
    expect(credential("ollama", block, { release }).state).toBe(state);
  });
});
