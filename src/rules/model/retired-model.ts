import since from "../../data/retired-since.json" with { type: "json" };
import { rewriteReference } from "../../engine/fixes.ts";
import { defineRule } from "../../engine/rule.ts";
import { findProvider } from "../../resolve/providers/catalogue.ts";
import { migratedModel } from "../../resolve/references/migrated-models.ts";
import { compareReleases } from "../../schema/releases.ts";

const agent = (model: string) => ({
  config: `{ agents: { defaults: { model: { primary: "${model}" } } } }`,
  env: { GEMINI_API_KEY: "AIza-test-not-a-key" },
});

export const rule = defineRule({
  id: "retired-model",
  subject: "model",
  summary: "a model that its vendor has switched off",
  severity: "error",
  fixable: true,
  messages: {
    refused: {
      message: '"{text}" is no longer served, and OpenClaw refuses a config that names it.',
      hint: "Name another model of {provider}.",
    },
    refusedFor: {
      message: '"{text}" is no longer served, and OpenClaw refuses a config that names it.',
      hint: 'Write "{successor}", which OpenClaw names as its successor.',
    },
    gone: {
      message: '"{text}" is no longer served; this OpenClaw still asks for it and gets an error.',
      hint: 'Write "{successor}", its successor, if this release knows it.',
    },
  },
  docs: () => ({
    trigger:
      "A reference whose provider and model stand on OpenClaw's list of models that are gone (111 Gemini ids, some Grok and GPT ids).",
    bad: agent("google/gemini-1.5-flash"),
    good: agent("google/gemini-3.1-pro-preview"),
    why: "It is the one thing about models that OpenClaw's validation checks: the gateway does not start. Releases from before a model was switched off ask for it and get the vendor's error.",
    ignore: "Never: OpenClaw refuses the config, or the vendor the request.",
  }),
  check({ references, release, report }) {
    for (const reference of references.all) {
      const { text, path, on, kind, collected, parsed } = reference;
      if (!collected || parsed.form !== "qualified") continue;
      const retired = findProvider(parsed.provider)?.retired;
      const model = parsed.model.toLowerCase();
      if (retired === undefined || !Object.hasOwn(retired, model)) continue;
      const migrated = migratedModel(parsed, release);
      const next = migrated ?? retired[model] ?? undefined;
      const successor = next === undefined || next.includes("/") ? next : `${parsed.provider}/${next}`;
      const refused = isRefused(`${parsed.provider.toLowerCase()}/${model}`, release);
      // Without a successor the model never left its vendor: only later releases cannot speak to it.
      if (!refused && successor === undefined) continue;
      const data = { text, provider: parsed.provider, successor: successor ?? "" };
      report({
        messageId: !refused ? "gone" : successor === undefined ? "refused" : "refusedFor",
        data,
        at: { path, on },
        refused,
        // A model that may be chosen, and is not, is asked for nothing.
        ...(!refused && (kind === "key" || kind === "allow") ? { severity: "warning" } : {}),
        // What OpenClaw's own migration writes, the gateway writes at its start.
        ...(refused && migrated !== undefined ? { mendedAtStart: true } : {}),
        ...(successor === undefined
          ? {}
          : { fix: rewriteReference(reference, successor, migrated === undefined ? "unsafe" : "safe") }),
      });
    }
  },
});

function isRefused(model: string, release: string): boolean {
  const models: Readonly<Record<string, string>> = since.models;
  const first = Object.hasOwn(models, model) ? models[model] : undefined;
  return compareReleases(release, first ?? since.since) >= 0;
}
