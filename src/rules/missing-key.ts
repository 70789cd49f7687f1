import { toDotted } from "../core/config-path.ts";
import { bakery } from "./example-config.ts";
import { defineRule, words } from "./rule.ts";
import { factsOf, schemaReport } from "./schema-message.ts";

export const rule = defineRule({
  id: "missing-key",
  subject: "structure",
  summary: "a key that OpenClaw demands and that is not there",
  severity: "error",
  messages: {
    missing: { message: '{place} lacks "{key}".', hint: "Add it{example}." },
    withOther: { message: '{place} lacks "{key}", which is needed with {with}.', hint: "Add it{example}." },
    until: {
      message: '{place} lacks "{key}", which OpenClaw demands up to {until}.',
      hint: "Add it{example}, or update OpenClaw.",
    },
    reason: { message: '{place} lacks "{key}": {reason}.', hint: "Add it{example}." },
    custom: {
      message: '{place} lacks "{key}", which every provider needs that OpenClaw does not know by itself.',
      hint: "Add it{example}.",
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
  check({ schemaProblems, report }) {
    for (const problem of schemaProblems) {
      if (problem.kind !== "missing-key") continue;
      const facts = factsOf(problem);
      const key = facts.text("key") ?? "";
      const other = facts.text("with");
      const until = facts.text("until");
      const data = {
        place: words(toDotted(problem.path)),
        key,
        with: other ?? "",
        until: until ?? "",
        example: words(EXAMPLES[key] === undefined ? "" : `, such as ${EXAMPLES[key]}`),
        reason: words(facts.text("reason") ?? ""),
      };
      const custom =
        problem.path.length === 3 && problem.path[1] === "providers" && problem.path[0] === "models";
      report(
        schemaReport(
          problem,
          data.reason.words !== ""
            ? "reason"
            : until !== undefined
              ? "until"
              : other !== undefined
                ? "withOther"
                : custom
                  ? "custom"
                  : "missing",
          data,
        ),
      );
    }
  },
});

const EXAMPLES: Readonly<Record<string, string>> = {
  baseUrl: 'baseUrl: "https://host/v1"',
  models: 'models: [{ id: "model-id", name: "Model name" }]',
  name: 'name: "the name people see"',
  id: 'id: "the id the provider knows"',
  provider: 'provider: "default"',
  source: 'source: "env"',
};
