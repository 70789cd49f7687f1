import { nearestOf } from "../../core/schema-problem.ts";
import { bakery } from "../../engine/example-config.ts";
import { put } from "../../engine/fixes.ts";
import { defineRule } from "../../engine/rule.ts";
import { unserved } from "../../resolve/providers/endpoints.ts";
import type { Route } from "../../resolve/route/route.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";

export const rule = defineRule({
  id: "missing-api",
  subject: "provider",
  summary: "a custom provider that does not say which API it speaks",
  severity: "error",
  fixable: true,
  messages: {
    missing: {
      message:
        'Provider "{provider}" does not say which API it speaks; OpenClaw takes openai-completions, up to 2026.4 no API at all.',
      hint: 'Add api: "{guess}".',
    },
  },
  docs: () => ({
    trigger:
      "An entry of models.providers that OpenClaw does not know by itself, with a baseUrl and models, and with no api on the provider or on one of its models.",
    bad: bakery({ api: "" }),
    good: bakery({}),
    why: 'A provider of OpenClaw\'s own brings its API; for a custom one OpenClaw 2026.9.6 takes openai-completions where there is a baseUrl, and older releases fail with "No API provider registered". A server that speaks anything else answers 404.',
    ignore: "When a plugin registers this provider id and its API.",
  }),
  check({ providers, usedProviders, schemaProblems, release, routes, report }) {
    const misspelt = new Set(
      schemaProblems.flatMap((problem) => (nearestOf(problem) === "api" ? [problem.path[2]] : [])),
    );
    let lost: ReadonlySet<string | undefined> | undefined;
    const isAskedInVain = (key: string): boolean => {
      lost ??= new Set(
        routes()
          .all()
          .filter(isLost)
          .map(({ provider }) => provider),
      );
      return lost.has(key);
    };
    for (const { id, key, path, block, models, known } of providers) {
      if (
        known !== undefined ||
        "api" in block ||
        typeof block["baseUrl"] !== "string" ||
        models.length === 0
      )
        continue;
      if (models.every(({ row }) => "api" in row)) continue;
      // It is there under a misspelt name.
      if (misspelt.has(path[2])) continue;
      const guess = guessApi(block["baseUrl"]);
      report({
        messageId: "missing",
        data: { provider: id, guess },
        at: { path, on: "key" },
        fix: put(`add api: ${guess}`, [...path, "api"], guess, "unsafe"),
        ...(usedProviders.has(key) && (!holdsIn("missing-api-is-completions", release) || isAskedInVain(key))
          ? {}
          : { severity: "warning" as const }),
      });
    }
  },
});

/** True for a request that its server cannot understand. */
function isLost({ request, provider = "" }: Route): boolean {
  return request !== undefined && unserved(request.url, request.api, provider)?.certain === true;
}

function guessApi(baseUrl: string): string {
  if (/:11434\/*$/u.test(baseUrl)) return "ollama";
  if (/anthropic/iu.test(baseUrl)) return "anthropic-messages";
  return "openai-completions";
}
