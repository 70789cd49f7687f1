import { type ConfigPath, valueAt } from "../../../core/config-path.ts";
import { nearestOf, type SchemaProblem } from "../../../core/schema-problem.ts";
import { bakery } from "../../../engine/example-config.ts";
import { put } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";
import type { ConfiguredProvider } from "../../../resolve/providers/configured-providers.ts";
import { holdsIn } from "../../../schema/run-time-facts.ts";
import { holdsVariable } from "../../../validate/value-kind.ts";

export const check = defineCheck({
  id: "no-default-model",
  summary: "providers with models, and no model chosen",
  severity: "info",
  fixable: true,
  wholeConfig: true,
  messages: {
    first: {
      message: "No model is chosen in agents.defaults.model; agents without one of their own run on {model}.",
      hint: 'Add agents.defaults.model: { primary: "{model}" }.',
    },
    none: {
      message:
        "No model is chosen in agents.defaults.model, so agents start on OpenClaw's own default, not on {providers}.",
      hint: 'Add agents.defaults.model: { primary: "{example}" }.',
    },
  },
  docs: () => ({
    trigger: "Providers with models in models.providers, and no model set for the defaults.",
    bad: { ...bakery({}), config: bakery({}).config.replace(/\n {2}agents.*\n/u, "\n") },
    good: bakery({}),
    why: "Nothing says which model is meant: OpenClaw takes the first that models.providers lists, older releases their own default, for which nobody set a key. openclaw doctor --fix writes the first one down.",
    ignore: "When the model is chosen per session.",
  }),
  check({ config, providers, references, release, routes, schemaProblems, report }) {
    const place: ConfigPath = ["agents", "defaults", "model"];
    const chosen = valueAt(config, place);
    if (typeof chosen === "string" || valueAt(chosen, ["primary"]) !== undefined) return;
    if (schemaProblems.some(isAboutTheChoice)) return; // it is there, and written wrongly
    const writes =
      holdsIn("writes-default-model", release) &&
      valueAt(config, ["meta", "migrations", "utilityModelSeparation"]) !== true;
    const owner = providers.find((one) => (writes || one.known === undefined) && one.models.length > 0);
    const row = owner?.models[0] && `${owner.id}/${owner.models[0].id}`;
    const isUtilityChosen = isFilled(valueAt(config, ["agents", "defaults", "utilityModel"]));
    if (row === undefined && !(writes && isUtilityChosen)) return;
    const isAgentsChosen = references.all.some(({ role, kind }) => role === "text" && kind === "selector");
    if (isAgentsChosen && !writes) return;
    const implied = routes()
      .all()
      .find((one) => one.implied === true && one.path.length === 4 && one.path[1] === "defaults")?.reference;
    const takesFirst = holdsIn("first-row-is-default", release) && providers[0] === owner;
    const first = implied ?? (takesFirst ? row : undefined);
    const model = first ?? row;
    if (model === undefined) return;
    const isMigrated = writes && implied !== undefined && isPlain(implied, providers);
    const said =
      first === undefined
        ? ({ messageId: "none", data: { providers: providers.map(({ id }) => id), example: model } } as const)
        : ({ messageId: "first", data: { model } } as const);
    report({
      ...said,
      at: { path: place },
      fix: put(`make ${model} the default`, [...place, "primary"], model, isMigrated ? "safe" : "unsafe"),
    });
  },
});

function isFilled(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

/** What OpenClaw's own migration writes down: no login behind it, and no row whose id a variable has a part in. */
function isPlain(reference: string, providers: readonly ConfiguredProvider[]): boolean {
  const ids = [reference, ...providers.flatMap(({ models }) => models.map(({ id }) => id))];
  return !reference.includes("@") && !ids.some(holdsVariable);
}

function isAboutTheChoice(problem: SchemaProblem): boolean {
  const { path, data } = problem;
  if (path[0] !== "agents") return "belongs" in data && data.belongs.startsWith("agents");
  return path.length <= 2 || path.includes("model") || nearestOf(problem) === "model";
}
