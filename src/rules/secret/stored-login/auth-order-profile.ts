import { isObject } from "../../../core/config-path.ts";
import { nearest } from "../../../core/text.ts";
import { rewrite, takeOut } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";

const auth = (order: string) => ({
  config: `{ auth: {
  profiles: { "openai:till": { provider: "openai", mode: "api_key" } },
  order: { openai: [${order}] },
} }`,
});

export const check = defineCheck({
  id: "auth-order-profile",
  summary: "an auth.order entry that auth.profiles does not have",
  severity: "warning",
  fixable: true,
  wholeConfig: true,
  messages: {
    unknown: {
      message: 'auth.order names the profile "{profile}", which auth.profiles does not have.',
      hint: "Take it out, or declare the profile.",
    },
    near: {
      message: 'auth.order names the profile "{profile}", which auth.profiles does not have.',
      hint: 'Did you mean "{right}"?',
    },
    otherProvider: {
      message: 'The profile "{profile}" belongs to {owner}, not to {provider}.',
      hint: "Move it to the order of its own provider.",
    },
  },
  docs: () => ({
    trigger:
      "A profile id in auth.order.<provider> that is not a key of auth.profiles, where auth.profiles declares any for that provider; or one that belongs to another provider.",
    bad: auth('"openai:oven"'),
    good: auth('"openai:till"'),
    why: "An explicit order uses only what it lists. Names of profiles that are gone shrink the rotation, down to none.",
    ignore: "When the profile exists only in OpenClaw's own store.",
  }),
  check({ config, report }) {
    const auth = config["auth"];
    if (!isObject(auth) || !isObject(auth["order"]) || !isObject(auth["profiles"])) return;
    const { profiles } = auth;
    const names = Object.keys(profiles);
    for (const [provider, order] of Object.entries(auth["order"])) {
      if (!Array.isArray(order)) continue;
      order.forEach((profile, index) => {
        if (typeof profile !== "string" || !isObject(profiles)) return;
        const at = { path: ["auth", "order", provider, index] };
        const declared = profiles[profile];
        if (!Object.hasOwn(profiles, profile)) {
          const right = nearest(profile, names);
          report(
            right === undefined
              ? { messageId: "unknown", data: { profile }, at, fix: takeOut("unsafe") }
              : { messageId: "near", data: { profile, right }, at, fix: rewrite(right, "unsafe") },
          );
        } else if (
          isObject(declared) &&
          typeof declared["provider"] === "string" &&
          declared["provider"].toLowerCase() !== provider.toLowerCase()
        ) {
          report({
            messageId: "otherProvider",
            data: { profile, owner: declared["provider"], provider },
            at,
          });
        }
      });
    }
  },
});
