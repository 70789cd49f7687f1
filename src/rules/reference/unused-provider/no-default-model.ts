import { nearestOf, type SchemaProblem } from "../../../core/schema-problem.ts";
import { bakery } from "../../../engine/example-config.ts";
import { put } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";

export const check = defineCheck({
  id: "no-default-model",
  summary: "custom providers, but no agent told to use them",
  severity: "info",
  fixable: true,
  wholeConfig: true,
  messages: {
    none: {
      message:
        "No model is chosen in agents.defaults.model, so agents start on OpenClaw's own default, not on {providers}.",
      hint: 'Add agents.defaults.model: { primary: "{example}" }.',
    },
  },
  docs: () => ({
    trigger: "Providers with models in models.providers, and no model set for the defaults or for any agent.",
    bad: { ...bakery({}), config: bakery({}).config.replace(/\n {2}agents.*\n/u, "\n") },
    good: bakery({}),
    why: "Declaring a provider does not make OpenClaw use it. Agents fall back to the built-in default model and ask for a key nobody set.",
    ignore: "When the model is chosen per session.",
  }),
  check({ providers, references, schemaProblems, report }) {
    const owner = providers.find((one) => one.known === undefined && one.models.length > 0);
    const model = owner?.models[0];
    if (owner === undefined || model === undefined) return;
    if (references.all.some(({ role, kind }) => role === "text" && kind === "selector")) return;
    if (schemaProblems.some(isAboutTheChoice)) return; // it is there, and written wrongly
    report({
      messageId: "none",
      data: { providers: providers.map((one) => one.id), example: `${owner.id}/${model.id}` },
      at: { path: ["agents", "defaults", "model"] },
      fix: put(
        `make ${owner.id}/${model.id} the default`,
        ["agents", "defaults", "model", "primary"],
        `${owner.id}/${model.id}`,
        "unsafe",
      ),
    });
  },
});

function isAboutTheChoice(problem: SchemaProblem): boolean {
  const { path, data } = problem;
  if (path[0] !== "agents") return "belongs" in data && data.belongs.startsWith("agents");
  return path.length <= 2 || path.includes("model") || nearestOf(problem) === "model";
}
