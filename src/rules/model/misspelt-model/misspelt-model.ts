import { distance } from "fastest-levenshtein";
import { bakery } from "../../../engine/example-config.ts";
import { rewriteReference } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { providerOfKey } from "../../../resolve/providers/configured-providers.ts";
import { makerOf, vendorOf } from "../../../resolve/providers/vendors.ts";
import { catalogueOf } from "../../../resolve/references/references.ts";

const agent = (model: string) => ({
  ...bakery({}),
  config: `{ agents: { defaults: { model: { primary: "${model}" } } } }`,
  env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
});

export const check = defineCheck({
  id: "misspelt-model",
  summary: "a model name one slip away from a real one",
  severity: "warning",
  fixable: true,
  wholeConfig: true,
  messages: {
    near: {
      message: 'OpenClaw knows no model "{model}" of {provider}; its models are spelt like "{known}".',
      hint: 'Did you mean "{provider}/{right}"?',
    },
    otherVendor: {
      message: '"{model}" is no model of {provider}, but one of {vendor}.',
      hint: 'Write "{right}", or a model of {provider}.',
    },
  },
  docs: () => ({
    trigger:
      "A model of another vendor (openai/claude-…), or a model id whose words (numbers aside) are misspelt by one or two letters, against the models that OpenClaw ships for this provider. Other numbers are taken for other versions and left alone.",
    bad: agent("anthropic/claude-sonet-5"),
    good: agent("anthropic/claude-sonnet-5"),
    why: "Providers grow new models daily, so OpenClaw lets any id through; a misspelt one fails on the first message.",
    ignore: "When the provider really has a model of that name.",
  }),
  check({ references, providers, report }) {
    for (const reference of references.all) {
      const { target, path, on, kind } = reference;
      if (target.state !== "open" || kind === "allow") continue;
      const catalogue = catalogueOf(target.provider);
      const known = catalogue?.models;
      if (known === undefined) continue;
      const model = target.model.toLowerCase();
      const own = providerOfKey(providers, target.provider)?.block["baseUrl"];
      const vendor = own === undefined ? otherMakerOf(model, target.provider) : undefined; // a proxy may serve anything
      if (vendor !== undefined) {
        const right = `${vendor}/${target.model.slice(model.lastIndexOf("/") + 1)}`;
        report({
          messageId: "otherVendor",
          data: { model: target.model, provider: target.provider, vendor, right },
          at: { path, on },
        });
        continue;
      }
      const all = [
        ...known,
        ...(catalogue?.deprecated ?? []),
        ...Object.keys(catalogue?.modelAliases ?? {}),
        ...Object.keys(catalogue?.retired ?? {}),
      ];
      if (all.some((id) => wordsOf(id).join("-") === wordsOf(model).join("-"))) continue;
      const near = all.find((id) => isSlip(wordsOf(model), wordsOf(id)));
      if (near === undefined) continue;
      const right = mended(model, wordsOf(near));
      report({
        messageId: "near",
        data: { model: target.model, provider: target.provider, known: near, right },
        at: { path, on },
        fix: rewriteReference(reference, `${target.provider}/${right}`, "unsafe"),
      });
    }
  },
});

/** The words of an id: versions, dates and sizes aside. */
function wordsOf(id: string): readonly string[] {
  return id.toLowerCase().match(/[a-z]+/gu) ?? [];
}

/** True when exactly one word differs, is long enough to be recognised, and is one letter off. */
function isSlip(written: readonly string[], right: readonly string[]): boolean {
  if (written.length !== right.length) return false;
  const wrong = written.flatMap((word, index) =>
    word === right[index] ? [] : [[word, right[index] ?? ""] as const],
  );
  const [only] = wrong;
  return wrong.length === 1 && only !== undefined && only[1].length >= 5 && distance(only[0], only[1]) === 1;
}

/** The written id with its one wrong word put right; numbers stay as they are. */
function mended(written: string, right: readonly string[]): string {
  let index = 0;
  return written.replace(/[a-z]+/gu, (word) => right[index++] ?? word);
}

/** The vendor whose model this is, where the provider is another vendor that serves only its own. */
function otherMakerOf(model: string, provider: string): string | undefined {
  if (vendorOf(provider)?.alone !== true) return undefined;
  const maker = makerOf(model.slice(model.lastIndexOf("/") + 1));
  return maker?.alone !== true || maker.id === provider ? undefined : maker.id;
}
