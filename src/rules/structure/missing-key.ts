import { toDotted, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import type { SchemaProblem, SchemaProblemOf } from "../../core/schema-problem.ts";
import { andList } from "../../core/text.ts";
import { bakery } from "../../engine/example-config.ts";
import { put } from "../../engine/fixes.ts";
import { defineRule, type ProblemFix, type Words, words } from "../../engine/rule.ts";
import { schemaReport } from "../../engine/schema-message.ts";
import type { References } from "../../resolve/references/references.ts";

type MissingKey = SchemaProblemOf<"missing-key">;

export const rule = defineRule({
  id: "missing-key",
  subject: "structure",
  summary: "a key that OpenClaw demands and that is not there",
  severity: "error",
  fixable: true,
  messages: {
    missing: { message: "{place} lacks {keys}.", hint: "Add {them}{example}." },
    withOther: { message: "{place} lacks {keys}, needed with {with}.", hint: "Add {them}{example}." },
    secretRef: {
      message: "{place} is no SecretRef: it lacks {keys}.",
      hint: "Write {form}{declared}.",
    },
    until: {
      message: "{place} lacks {keys}, which OpenClaw demands up to {until}.",
      hint: "Add {them}{example}, or update OpenClaw.",
    },
    reason: { message: "{place} lacks {keys}: {reason}.", hint: "Add {them}{example}." },
    custom: {
      message: "{place} lacks {keys}, which every provider needs that OpenClaw does not know by itself.",
      hint: "Add {them}{example}.",
    },
  },
  docs: () => ({
    trigger:
      "An object without a key that OpenClaw demands: a model without name, a custom provider without baseUrl or models.",
    bad: bakery({ models: '{ id: "rye-2" }' }),
    good: bakery({}),
    why: "OpenClaw refuses the whole config.",
    ignore: "Never: OpenClaw refuses the config.",
  }),
  check({ schemaProblems, config, references, report }) {
    for (const group of groups(schemaProblems)) {
      const [problem] = group;
      const keys = group.map(({ data }) => data.key);
      const examples = keys.flatMap((key) => exampleOf(key, problem) ?? []);
      const { with: other = "", until = "", reason = "" } = problem.data;
      const fix = fixFor(problem, keys, config, references);
      const told = schemaReport(problem, messageFor(problem), {
        place: words(toDotted(problem.path)),
        keys: words(andList(keys.map((key) => `"${key}"`))),
        them: words(keys.length === 1 ? "it" : "them"),
        with: other,
        until,
        example: words(examples.length === 0 ? "" : `, such as ${examples.join(", ")}`),
        reason: words(reason),
        ...secretForm(sourceOf(problem)),
      });
      report(fix === undefined ? told : { ...told, fix });
    }
  },
});

/** What can be added without a guess: a model's name, and the models that references ask of a provider. */
function fixFor(
  { path }: MissingKey,
  keys: readonly string[],
  config: unknown,
  references: References,
): ProblemFix | undefined {
  const [key] = keys;
  if (keys.length !== 1) return undefined;
  // What OpenClaw's own migration writes, once a list of agents has become entries.
  if (key === "ownership" && path.length === 1 && !Array.isArray(valueAt(config, ["agents", "list"])))
    return put('add ownership: "explicit"', [...path, key], "explicit", "safe");
  if (key === "name" && path.at(-2) === "models") {
    const id = valueAt(config, [...path, "id"]);
    return typeof id === "string" && id !== ""
      ? put("add its id as its name", [...path, key], id, "safe")
      : undefined;
  }
  if (key !== "models" || path.length !== 3 || path[1] !== "providers") return undefined;
  const provider = String(path[2]).trim().toLowerCase();
  const ids = references.all.flatMap(({ parsed }) =>
    parsed.form === "qualified" && !parsed.wildcard && parsed.provider.toLowerCase() === provider
      ? [parsed.model]
      : [],
  );
  const rows = [...new Set(ids)].map((id) => ({ id, name: id }));
  return put("add the models that references name", [...path, key], rows, "unsafe");
}

/** Keys that one object lacks for one reason are one fault: somebody left out half of it. */
function groups(problems: readonly SchemaProblem[]): readonly (readonly [MissingKey, ...MissingKey[]])[] {
  const byPlace = new Map<string, [MissingKey, ...MissingKey[]]>();
  for (const problem of problems) {
    if (problem.kind !== "missing-key") continue;
    const { with: other, until, reason } = problem.data;
    const place = JSON.stringify([problem.path, messageFor(problem), other, until, reason]);
    const group = byPlace.get(place);
    if (group === undefined) byPlace.set(place, [problem]);
    else group.push(problem);
  }
  return [...byPlace.values()];
}

function messageFor({ path, data }: MissingKey) {
  if (data.reason !== undefined) return "reason";
  if (data.strange === true) return "secretRef";
  if (data.until !== undefined) return "until";
  if (data.with !== undefined) return "withOther";
  return path.length === 3 && path[0] === "models" && path[1] === "providers" ? "custom" : "missing";
}

/** A SecretRef names its key; a model's row has the id that the provider knows. */
function exampleOf(key: string, problem: MissingKey): string | undefined {
  if (key !== "provider" && key !== "id") return ownValue(EXAMPLES, key);
  if (typeof problem.path.at(-1) === "number") return ownValue(EXAMPLES, key);
  const [provider, id] = OF_SOURCE[sourceOf(problem)];
  return key === "provider" ? `provider: "${provider}"` : `id: "${id}"`;
}

type Source = keyof typeof OF_SOURCE;

/** The source that a SecretRef names, or the most common one. */
function sourceOf({ data }: MissingKey): Source {
  const written = data.with?.replace("source: ", "");
  return written === "file" || written === "exec" ? written : "env";
}

/** What a SecretRef holds by its source: the name of what it is asked of, and what is asked. */
const OF_SOURCE = {
  env: ["default", "NAME_OF_THE_VARIABLE"],
  file: ["name-of-the-file", "value"],
  exec: ["name-of-the-program", "NAME_OF_THE_SECRET"],
} as const;

/** A whole SecretRef, and what has to be declared for it. */
function secretForm(source: Source): { readonly form: Words; readonly declared: Words } {
  const [provider, id] = OF_SOURCE[source];
  return {
    form: words(`{ source: "${source}", provider: "${provider}", id: "${id}" }`),
    declared: words(source === "env" ? "" : `, and declare ${provider} in secrets.providers`),
  };
}

const EXAMPLES: Readonly<Record<string, string>> = {
  baseUrl: 'baseUrl: "https://host/v1"',
  models: 'models: [{ id: "model-id", name: "Model name" }]',
  name: 'name: "the name people see"',
  id: 'id: "the id the provider knows"',
  source: 'source: "env"',
  ownership: 'ownership: "explicit"',
};
