import { defineRule } from "../../engine/rule.ts";

export const rule = defineRule({
  id: "ignore-comment",
  subject: "structure",
  summary: "a clawlint-ignore comment that lacks a reason, has lapsed, or silences nothing",
  severity: "warning",
  messages: {
    "no-rule": {
      message: "This comment does not say which rule to ignore.",
      hint: "Write // clawlint-ignore RULE -- reason.",
    },
    "no-reason": {
      message: "This comment ignores {rule} without a reason, so it does not count.",
      hint: "Write // clawlint-ignore {rule} -- and why.",
    },
    "unknown-rule": { message: 'There is no rule "{rule}".', hint: "Name one that clawlint rules lists." },
    "near-rule": { message: 'There is no rule "{rule}".', hint: 'Did you mean "{right}"?' },
    unused: {
      message: "This comment ignores {rule}, but there is nothing to ignore here.",
      hint: "Take it out.",
    },
    lapsed: { message: "This comment lapsed on {rule}.", hint: "Repair what it hid, or give it a new date." },
  },
  docs: () => ({
    trigger:
      "A clawlint-ignore comment without a rule or a reason, with an unknown rule, past its until= date, or on a line where the rule finds nothing.",
    bad: {
      config: `{
  // clawlint-ignore duplicate-key
  models: { mode: "merge" },
}`,
    },
    good: {
      config: `{
  // clawlint-ignore duplicate-key -- the second block is the one for the shop
  models: {},
  models: { mode: "merge" },
}`,
    },
    why: "A forgotten comment hides the next fault on its line.",
    ignore: "Never: correct the comment.",
  }),
  // The engine reports these after all other rules ran, since only then it knows what was silenced.
  check() {},
});
