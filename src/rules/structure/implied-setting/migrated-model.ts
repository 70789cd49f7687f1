import { valueAt } from "../../../core/config-path.ts";
import { put, rewrite, takeOut } from "../../../engine/fixes.ts";
import { defineCheck, type ProblemFix } from "../../../engine/rule.ts";
import {
  findMigratedPlaces,
  lackedOf,
  type MigratedPlace,
  mergedRows,
} from "../../../resolve/migration/migrated-places.ts";

const agent = (model: string) => ({
  config: `{ agents: { defaults: { model: { primary: "${model}" } } } }`,
  env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
});

export const check = defineCheck({
  id: "migrated-model",
  summary: "a model that OpenClaw's own migration replaces with a newer one",
  severity: "info",
  fixable: true,
  wholeConfig: true,
  forRepair: true,
  messages: {
    replaced: {
      message: 'OpenClaw\'s own migration writes "{successor}" in place of "{text}".',
      hint: 'Write "{successor}".',
    },
    merged: {
      message: 'OpenClaw\'s own migration takes "{text}" into "{successor}", which is there too.',
      hint: 'Move what "{successor}" lacks into it, and take "{text}" out.',
    },
  },
  docs: () => ({
    trigger:
      "A model on the list of those that OpenClaw's own migration replaces (older Claude, GPT, Gemini, Grok and Groq ids), wherever it looks for one. Only --fix asks, and a check where the level of this check is set.",
    bad: agent("anthropic/claude-opus-4-5"),
    good: agent("anthropic/claude-opus-4-7"),
    why: "openclaw doctor --fix, and a gateway that repairs its config at its start, go over to the newer model, which may cost or answer differently; --fix comes to the same config. By itself OpenClaw 2026.9.6 knows the older ones of Anthropic and OpenAI no longer: it sends nothing.",
    ignore: "When the older model is the one that is meant.",
  }),
  check({ config, release, report }) {
    const lists = new Set<unknown>();
    for (const place of findMigratedPlaces(config, release)) {
      const { path, text, becomes, how } = place;
      // The rows of a provider are taken together at once, and are told with the first of them.
      const isTaken = how === "merged" && isRow(place) && lists.has(path[2]);
      if (how === "merged" && isRow(place)) lists.add(path[2]);
      const fix = isTaken ? undefined : fixOf(place, config, release);
      report({
        messageId: how === "merged" || how === "waits" ? "merged" : "replaced",
        data: { text, successor: becomes },
        at: { path, on: isRow(place) || how === "value" ? "value" : "key" },
        ...(fix === undefined ? {} : { fix }),
      });
    }
  },
});

/** The row of a provider stands in a list: its place there hangs on the rows before it. */
function isRow({ path }: MigratedPlace): boolean {
  return typeof path.at(-2) === "number" && path.at(-1) === "id";
}

function fixOf(
  place: MigratedPlace,
  config: Readonly<Record<string, unknown>>,
  release: string,
): ProblemFix | undefined {
  const { path, becomes, how } = place;
  if (how === "waits") return undefined;
  if (how !== "merged") return rewrite(becomes, "safe", how);
  if (isRow(place)) {
    const at = path.slice(0, -2);
    const rows = valueAt(config, at);
    return Array.isArray(rows)
      ? put("take the rows together", at, mergedRows(String(path[2]), rows, release), "safe")
      : undefined;
  }
  const there = [...path.slice(0, -1), becomes];
  const also = lackedOf(valueAt(config, there), valueAt(config, path), there);
  return takeOut("safe", also.length === 0 ? {} : { also });
}
