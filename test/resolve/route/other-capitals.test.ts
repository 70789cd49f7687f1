import { describe, expect, test } from "vitest";
import { ownFindings, ownRoutes } from "../../../conformance/routes/own-routes.ts";

/** A block with one row, and a reference to it with other capitals. Agent turns of OpenClaw 2026.9.6 sent what is expected. */
function oven(
  id: string,
  block: Readonly<Record<string, unknown>>,
  row: Readonly<Record<string, unknown>>,
  reference: string,
) {
  const provider = { apiKey: "${OVEN_TOKEN}", ...block, models: [{ name: "Rye", ...row }] };
  return {
    config: {
      models: { providers: { [id]: provider } },
      agents: { defaults: { model: `${id}/${reference}` } },
    },
    env: { OVEN_TOKEN: "oven-test-not-a-key-1" },
  };
}

const OVEN = "https://api.ovenai.example/v1";
const GROQ = "https://api.groq.com/openai/v1";
const COMPLETIONS = "openai-completions";
const RESPONSES = "openai-responses";

describe("a row that a reference names with other capitals", () => {
  test.each([
    // At a server of the owner's own any name is asked for; the row's own URL counts nowhere.
    ["own, api of the block", { baseUrl: OVEN, api: COMPLETIONS }, {}, `${OVEN}/chat/completions`, "Rye-2"],
    [
      "own, apis of both",
      { baseUrl: OVEN, api: COMPLETIONS },
      { api: RESPONSES },
      `${OVEN}/chat/completions`,
      "Rye-2",
    ],
    ["own, api of the row", { baseUrl: OVEN }, { api: RESPONSES }, `${OVEN}/responses`, "Rye-2"],
    [
      "own, URL of the row",
      { baseUrl: OVEN, api: COMPLETIONS },
      { baseUrl: "https://row.ovenai.example/v1" },
      `${OVEN}/chat/completions`,
      "Rye-2",
    ],
    // At a vendor's the row makes the name known; where it leads elsewhere than its block, it is taken as it is.
    [
      "vendor, api of the block",
      { baseUrl: GROQ, api: COMPLETIONS },
      {},
      `${GROQ}/chat/completions`,
      "Rye-2",
    ],
    ["vendor, api of the row", { baseUrl: GROQ }, { api: RESPONSES }, `${GROQ}/responses`, "Rye-2"],
    [
      "vendor, apis of both",
      { baseUrl: GROQ, api: COMPLETIONS },
      { api: RESPONSES },
      `${GROQ}/responses`,
      "rye-2",
    ],
    [
      "vendor, URL of the row",
      { baseUrl: GROQ, api: COMPLETIONS },
      { baseUrl: "https://row.ovenai.example/v1" },
      "https://row.ovenai.example/v1/chat/completions",
      "rye-2",
    ],
    ["vendor, no api", { baseUrl: GROQ }, {}, undefined, undefined],
  ])("%s", (_, block, row, url, model) => {
    const [route] = ownRoutes(oven("ovenai", block, { id: "rye-2", ...row }, "Rye-2"), "2026.9.6");
    expect(route?.request?.url).toBe(url);
    expect(route?.request?.model).toBe(model);
  });
});

/** Sent as the reference has it, unless a plugin writes the id in its own way. */
describe("such a name is told where it goes out and differs from the row's", () => {
  const cases = [
    ["warning", "ovenai", OVEN, COMPLETIONS, "qwen3-30b", "qwen3-30B"],
    ["warning", "ovenai", OVEN, COMPLETIONS, "Qwen/Qwen3-32B", "qwen/qwen3-32b"],
    [
      "warning",
      "claude",
      "https://api.anthropic.com",
      "anthropic-messages",
      "claude-sonnet-5",
      "Claude-Sonnet-5",
    ],
    ["warning", "openai", "https://api.openai.com/v1", RESPONSES, "gpt-5.4", "GPT-5.4"],
    [
      "warning",
      "google",
      "https://generativelanguage.googleapis.com/v1beta",
      "google-generative-ai",
      "gemini-2.5-pro",
      "Gemini-2.5-Pro",
    ],
    ["info", "hearth", "http://192.168.1.4:1234/v1", COMPLETIONS, "qwen3-30b", "QWEN3-30B"],
    ["info", "ollama", "http://127.0.0.1:11434", "ollama", "qwen3:8b", "Qwen3:8B"],
    [
      undefined,
      "minimax",
      "https://api.minimax.io/anthropic",
      "anthropic-messages",
      "MiniMax-M3",
      "minimax-m3",
    ],
    [
      undefined,
      "openrouter",
      "https://openrouter.ai/api/v1",
      COMPLETIONS,
      "qwen/qwen3-32b",
      "Qwen/Qwen3-32B",
    ],
  ] as const;
  const releases = ["2026.6.11", "2026.7.35", "2026.9.6"];
  test.each(releases.flatMap((release) => cases.map((one) => [release, ...one] as const)))(
    "%s: %s at %s",
    (release, severity, id, baseUrl, api, row, reference) => {
      const one = oven(id, { baseUrl, api }, { id: row }, reference);
      const found = ownFindings(one, release).filter(({ severity: level }) => level !== "info" || severity);
      expect(found.map((finding) => [finding.severity, finding.messageId])).toEqual(
        severity === undefined ? [] : [[severity, "capitals"]],
      );
    },
  );
});
