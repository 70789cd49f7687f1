import { SUBJECTS } from "../src/engine/rule.ts";

/**
 * The files of a new rule, by path from the top of the repository: the rule, a fixture with the fault and one without.
 * Throws an `Error` in words for an id or a subject that no rule may have.
 */
export function newRuleFiles(id: string, subject: string): ReadonlyMap<string, string> {
  if (!/^[a-z]+(?:-[a-z]+)+$/u.test(id))
    throw new Error("the id says the fault in small letters and hyphens, such as unknown-provider");
  if (!(SUBJECTS as readonly string[]).includes(subject))
    throw new Error(`the subject is one of ${SUBJECTS.join(", ")}`);
  return new Map([
    [`src/rules/${subject}/${id}.ts`, ruleText(id, subject)],
    [`fixtures/rules/${id}/bad-example/openclaw.json`, fixtureText(` // expect: ${id}`)],
    [`fixtures/rules/${id}/ok-example/openclaw.json`, fixtureText("")],
  ]);
}

const ruleText = (id: string, subject: string) => `import { bakery } from "../../engine/example-config.ts";
import { defineRule } from "../../engine/rule.ts";

export const rule = defineRule({
  id: "${id}",
  subject: "${subject}",
  summary: "",
  severity: "warning",
  messages: {
    fault: { message: "What is wrong with {name}.", hint: "What to do." },
  },
  docs: () => ({
    trigger: "",
    bad: bakery({}),
    good: bakery({}),
    why: "",
    ignore: "",
  }),
  check({ providers, isSound, report }) {
    for (const { id, path } of providers) {
      if (isSound(path)) report({ messageId: "fault", data: { name: id }, at: { path } });
    }
  },
});
`;

const fixtureText = (mark: string) => `{
  models: {
    providers: {
      ovenai: {${mark}
        baseUrl: "https://api.ovenai.example/v1",
        api: "openai-completions",
        apiKey: "\${OVENAI_API_KEY}",
        models: [{ id: "rye-2", name: "Rye" }],
      },
    },
  },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}
// env: OVENAI_API_KEY=test-not-a-key
`;
