import { toPointer } from "../../core/config-path.ts";
import { onceFor } from "../../core/once-for.ts";
import { nearest } from "../../core/text.ts";
import { bakery } from "../../engine/example-config.ts";
import { put, rewriteReference } from "../../engine/fixes.ts";
import { defineRule } from "../../engine/rule.ts";
import type { RuleContext } from "../../engine/rule-context.ts";
import type { ConfiguredProvider } from "../../resolve/providers/configured-providers.ts";
import { readEndpoint } from "../../resolve/providers/endpoints.ts";
import { isAlsoChosen } from "../../resolve/references/references.ts";
import type { Route } from "../../resolve/route/route.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";

export const rule = defineRule({
  id: "undeclared-model",
  subject: "reference",
  summary: "a model that its custom provider does not list",
  severity: "error",
  fixable: true,
  wholeConfig: true,
  messages: {
    undeclared: {
      message:
        'Provider "{provider}" lists no model "{model}"; it lists {models}. Its window and prices are then guesses.',
      hint: 'Add { id: "{model}", name: "…" } to models.providers.{provider}.models, or name one of those.',
    },
    near: {
      message: 'Provider "{provider}" lists no model "{model}".',
      hint: 'Did you mean "{provider}/{right}"?',
    },
    capitals: {
      message:
        'Provider "{provider}" lists "{right}"; OpenClaw takes "{model}" for the same and sends it as it is written here, which most servers do not know.',
      hint: 'Did you mean "{provider}/{right}"?',
    },
  },
  docs: () => ({
    trigger:
      "A reference to a provider of models.providers that OpenClaw does not know by itself, with a model that is not in the provider's models; to any provider with a model that its row writes with other capitals.",
    bad: bakery({ model: "ovenai/spelt-1" }),
    good: bakery({
      models: '{ id: "rye-2", name: "Rye 2" }, { id: "spelt-1", name: "Spelt 1" }',
      model: "ovenai/spelt-1",
    }),
    why: "OpenClaw asks the provider for the name as it is written, with a guessed context window and no prices; a misspelt one answers 404. An entry in agents.defaults.models does not add one.",
    ignore: "When a plugin adds models to this provider at run time.",
  }),
  check({ environment, references, schemaProblems, release, routes, report }) {
    const refused = listsOfRefused(schemaProblems);
    for (const reference of references.all) {
      const { target, path, on, kind, text } = reference;
      if (target.state === "declared" && target.row.id !== target.model && environment.target !== "none") {
        const sent = kind === "selector" ? sentInCapitals(target.row.id, routes().at(path)) : undefined;
        if (sent === undefined) continue;
        report({
          messageId: "capitals",
          data: { provider: target.provider, model: sent.id, right: target.row.id },
          at: { path, on },
          severity: sent.isLenient ? "info" : "warning",
          fix: rewriteReference(reference, `${target.provider}/${target.row.id}`, "unsafe"),
        });
        continue;
      }
      if (target.state !== "undeclared" || kind === "allow") continue;
      if (kind === "key" && isAlsoChosen(references, text)) continue;
      const { owner, model } = target;
      // A row that the schema refuses is most likely the one that is meant.
      if (refused.has(toPointer([...owner.path, "models"]))) continue;
      const ids = idsOf(owner);
      const right = nearest(model, ids);
      const data = { provider: owner.id, model, models: ids, right: right ?? "" };
      report({
        messageId: right === undefined ? "undeclared" : "near",
        data,
        at: { path, on },
        ...(kind === "key" || isSent(owner.block, release) ? { severity: "warning" as const } : {}),
        fix:
          right === undefined
            ? put(
                `declare ${model}`,
                [...owner.path, "models", ids.length],
                { id: model, name: model },
                "unsafe",
              )
            : rewriteReference(reference, `${owner.id}/${right}`, "unsafe"),
        related: [
          { at: { path: [...owner.path, "models"], on: "key" }, message: `the models of ${owner.id}` },
        ],
      });
    }
  },
});

const idsOf = onceFor(({ models }: ConfiguredProvider) => models.map(({ id }) => id));

/** The lists of models (JSON Pointers) in which the schema refuses something. */
function listsOfRefused(problems: RuleContext["schemaProblems"]): ReadonlySet<string> {
  const list = ["models", "providers", "*", "models"].length;
  return new Set(
    problems.filter(({ path }) => path.length > list).map(({ path }) => toPointer(path.slice(0, list))),
  );
}

/**
 * The name that goes out, where it differs from a row's id in its capitals alone. Vendors' ids are exact; programs on the
 * own machine, as Ollama and LM Studio, may take both.
 */
function sentInCapitals(
  id: string,
  route: Route | undefined,
): { readonly id: string; readonly isLenient: boolean } | undefined {
  const { request } = route ?? {};
  const sent = request?.model ?? route?.id;
  if (request === undefined || sent === undefined || sent === id) return undefined;
  if (sent.toLowerCase() !== id.toLowerCase()) return undefined;
  return { id: sent, isLenient: request.api === "ollama" || readEndpoint(request.url)?.known?.soft === true };
}

/** With a baseUrl of its own the provider is asked for any name (measured: agent turns of 2026.9.6). */
function isSent(block: Readonly<Record<string, unknown>>, release: string): boolean {
  const { baseUrl } = block;
  return typeof baseUrl === "string" && baseUrl.trim() !== "" && holdsIn("unlisted-model-is-sent", release);
}
