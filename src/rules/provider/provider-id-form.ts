import { isTemplated } from "../../core/variable-text.ts";
import { bakery } from "../../engine/example-config.ts";
import { rewrite } from "../../engine/fixes.ts";
import { defineRule } from "../../engine/rule.ts";
import type { Reference } from "../../resolve/references/references.ts";

export const rule = defineRule({
  id: "provider-id-form",
  subject: "provider",
  summary: "a provider id that references cannot name",
  severity: "warning",
  fixable: true,
  messages: {
    empty: { message: "This provider has an empty id.", hint: "Give it a short name, such as ovenai." },
    slash: {
      message:
        'No reference can name the provider "{id}": the first slash of a reference already ends the provider.',
      hint: 'Rename it, for instance to "{right}".',
    },
    spaces: {
      message: 'The provider id "{id}" has spaces in it; references to it are easily misspelt.',
      hint: 'Rename it to "{right}".',
    },
    template: {
      message:
        'The provider id "{id}" holds a variable; OpenClaw fills variables only in values, never in keys.',
      hint: "Write the id itself.",
    },
    sameButCase: {
      message:
        'The provider ids "{id}" and "{other}" are the same to OpenClaw, which compares them without case.',
      hint: "Keep one of the two blocks.",
    },
  },
  docs: () => ({
    trigger:
      "A key of models.providers that is empty, holds a slash, spaces or a ${VARIABLE}, or differs from another one only by case.",
    bad: bakery({
      id: "Oven AI",
      model: "anthropic/claude-sonnet-5",
      env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
    }),
    good: bakery({}),
    why: "OpenClaw trims and lower-cases provider ids and splits references at the first slash. Everything else must match to the letter.",
    ignore: "When every reference spells the id in exactly this way.",
  }),
  check({ providers, references, report }) {
    const seen = new Map<string, string>();
    for (const { id, key, path } of providers) {
      const at = { path, on: "key" as const };
      const right = key.replace(/[\s/_]+/gu, "-").replace(/^-+|-+$/gu, "");
      const other = seen.get(key);
      if (key === "") report({ messageId: "empty", at });
      else if (isTemplated(id)) report({ messageId: "template", data: { id }, at });
      else if (id.includes("/")) report({ messageId: "slash", data: { id, right }, at });
      else if (other !== undefined) report({ messageId: "sameButCase", data: { id, other }, at });
      else if (/\s/u.test(id)) {
        const isFree = providers.every((one) => one.key !== right) && !references.all.some(names(key));
        const fix = isFree ? { fix: rewrite(right, "safe", "key") } : {};
        report({ messageId: "spaces", data: { id, right }, at, ...fix });
      }
      seen.set(key, id);
    }
  },
});

/** Tells references that name a provider. */
function names(key: string): (reference: Reference) => boolean {
  return ({ parsed }) => parsed.form === "qualified" && parsed.provider.trim().toLowerCase() === key;
}
