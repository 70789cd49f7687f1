import { toDotted } from "../../core/config-path.ts";
import { orList } from "../../core/text.ts";
import { defineRule, words } from "../../engine/rule.ts";
import { schemaReport, typeWords } from "../../engine/schema-message.ts";
import { OLDEST_RELEASE } from "../../schema/releases.ts";

export const rule = defineRule({
  id: "future-key",
  subject: "structure",
  summary: "a key, value or shape that comes only with a later release",
  severity: "error",
  messages: {
    key: {
      message: "{place} comes with OpenClaw {since}; {release} refuses it.",
      hint: "Update OpenClaw, or take it out.",
    },
    value: {
      message: '{place}: the value "{value}" comes with OpenClaw {since}; {release} refuses it.',
      hint: "Update OpenClaw, or choose another value{allowed}.",
    },
    shape: {
      message: "{place} may be written like this from OpenClaw {since} on; {release} wants {expected}.",
      hint: "Update OpenClaw, or write it the older way.",
    },
    limit: {
      message: "{place} is allowed this value from OpenClaw {since} on; {release} refuses it.",
      hint: "Update OpenClaw, or choose another value.",
    },
  },
  docs: () => ({
    trigger: "A key, value or shape that only releases after the judged one accept.",
    bad: {
      config: `{ agents: { defaults: { model: "anthropic/claude-opus-4-6" } } }`,
      env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
      options: { openclawVersion: OLDEST_RELEASE },
    },
    good: {
      config: `{ agents: { defaults: { model: { primary: "anthropic/claude-opus-4-6" } } } }`,
      env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
      options: { openclawVersion: OLDEST_RELEASE },
    },
    why: "An older OpenClaw refuses what it does not know yet.",
    ignore: "When the machine is about to be updated: say so with --openclaw-version.",
  }),
  check({ schemaProblems, release, report }) {
    for (const problem of schemaProblems) {
      if (problem.kind !== "future-key") continue;
      const { what, value, rule, allowed = [], expected = [] } = problem.data;
      const data = {
        place: words(toDotted(problem.path)),
        since: problem.data.since ?? "a later release",
        release: problem.release ?? release,
        value: value ?? "",
        allowed: words(allowed.length > 0 ? `: ${orList(allowed)}` : ""),
        expected: words(expected.length > 0 ? typeWords(expected) : "another form"),
      };
      const limited = rule !== undefined && value === undefined;
      const messageId = what === "shape" ? "shape" : limited ? "limit" : what === "value" ? "value" : "key";
      report(schemaReport(problem, messageId, data));
    }
  },
});
