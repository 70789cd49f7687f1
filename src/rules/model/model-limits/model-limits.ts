import type { ConfigPath } from "../../../core/config-path.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import type { Reference } from "../../../resolve/references/references.ts";
import { numberIn } from "../../../schema/run-time-facts.ts";

/** OpenClaw 2026.9.6 warns under this: its own prompt and an answer do not fit together. */
const CROWDED = 8_000;

export const check = defineCheck({
  id: "model-limits",
  summary: "context and token limits that contradict each other or are too small for an agent",
  severity: "warning",
  wholeConfig: true,
  messages: {
    belowFloor: {
      message: "A context window of {tokens} tokens is below {floor}, under which OpenClaw stops the turn.",
      hint: "Raise contextWindow to what the server really offers, or give the agent another model.",
    },
    tooSmall: {
      message:
        "A context window of {tokens} tokens is too small for an agent: OpenClaw's own prompt fills it.",
      hint: "Raise contextWindow to what the server really offers, or give the agent another model.",
    },
    output: {
      message: "maxTokens ({maxTokens}) is more than the whole context window ({contextWindow}).",
      hint: "Lower maxTokens: the longest answer must fit into the window beside the prompt.",
    },
    budget: {
      message:
        "contextTokens ({contextTokens}) is more than contextWindow ({contextWindow}), which it is meant to narrow.",
      hint: "Lower contextTokens, or take it out.",
    },
  },
  docs: () => ({
    trigger:
      "maxTokens or contextTokens above contextWindow; a context window under 4000 tokens (16000 up to 2026.4.29), or one under 8000 on a model that an agent runs on.",
    bad: bakery({ models: '{ id: "rye-2", name: "Rye 2", contextWindow: 2048, maxTokens: 1024 }' }),
    good: bakery({ models: '{ id: "rye-2", name: "Rye 2", contextWindow: 32768, maxTokens: 8192 }' }),
    why: `OpenClaw's own prompt fills a small window; it warns under 8000 tokens and stops under 4000 (older releases under 16000) with "context window too small". Contradictory limits are cut down without a word.`,
    ignore: "When the numbers are meant as a test of the limits.",
  }),
  check({ providers, references, release, report }) {
    const floor = numberIn("context-floor", release);
    const agents = new Set<ConfigPath>();
    const helpers = new Set<ConfigPath>();
    for (const reference of references.all) {
      if (reference.target.state !== "declared" || reference.kind === "key") continue;
      if (isAgentModel(reference)) agents.add(reference.target.row.path);
      else if (reference.role === "image") helpers.add(reference.target.row.path);
    }
    for (const { models } of providers) {
      for (const { row, path } of models) {
        const contextWindow = row["contextWindow"];
        const { contextTokens } = row;
        const maxTokens = row["maxTokens"];
        if (typeof contextWindow !== "number" || contextWindow <= 0 || !Number.isFinite(contextWindow))
          continue;
        const at = (key: string) => ({ path: [...path, key] });
        if (floor !== undefined && contextWindow < floor && (agents.has(path) || helpers.has(path))) {
          report({
            messageId: "belowFloor",
            data: { tokens: contextWindow, floor },
            at: at("contextWindow"),
            severity: agents.has(path) ? "error" : "warning",
          });
        } else if (contextWindow < CROWDED && agents.has(path)) {
          report({
            messageId: "tooSmall",
            data: { tokens: contextWindow },
            at: at("contextWindow"),
            severity: "error",
          });
        }
        if (typeof maxTokens === "number" && maxTokens > contextWindow) {
          report({ messageId: "output", data: { maxTokens, contextWindow }, at: at("maxTokens") });
        }
        if (typeof contextTokens === "number" && contextTokens > contextWindow) {
          report({ messageId: "budget", data: { contextTokens, contextWindow }, at: at("contextTokens") });
        }
      }
    }
  },
});

/** True where the model drives an agent's turns; helpers get shorter prompts. */
function isAgentModel({ path, role, kind }: Reference): boolean {
  return role === "text" && kind === "selector" && path.includes("model");
}
