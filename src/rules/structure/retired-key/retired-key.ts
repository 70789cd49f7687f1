import { toDotted } from "../../../core/config-path.ts";
import { put, rewrite, takeOut } from "../../../engine/fixes.ts";
import { isAgentList, listFix } from "../../../engine/list-fix.ts";
import { moveFix, surroundings } from "../../../engine/move-target.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import { schemaReport } from "../../../engine/schema-message.ts";
import { type OtherForm, otherFormOf } from "../../../resolve/migration/other-forms.ts";
import { fateAt } from "../../../validate/mended.ts";

export const check = defineCheck({
  id: "retired-key",
  summary: "a key or value that left OpenClaw in an earlier release",
  severity: "error",
  fixable: true,
  messages: {
    keyMoved: {
      message: "{place} left OpenClaw in {goneIn}; {replacedBy} has its place.",
      hint: "Move it there{doctor}.",
    },
    keyOther: {
      message: "{place} left OpenClaw in {goneIn}; what replaces it has another form.",
      hint: "Run: openclaw doctor --fix.",
    },
    key: { message: "{place} left OpenClaw in {goneIn}; nothing replaces it.", hint: "Take it out{doctor}." },
    value: {
      message: '{place}: the value "{value}" left OpenClaw in {goneIn}.',
      hint: "Choose another value{doctor}.",
    },
    valueRenamed: { message: '{place}: "{value}" was renamed in {goneIn}.', hint: 'Write "{replacedBy}".' },
    shape: {
      message: "{place}: this way of writing it left OpenClaw in {goneIn}.",
      hint: "See the rule's page{doctor}.",
    },
  },
  docs: () => ({
    trigger: "A key, value or shape that some known release accepts and the judged one no longer does.",
    bad: { config: `{ agents: { defaults: { memorySearch: { enabled: true } } } }` },
    good: { config: `{ memory: { search: { enabled: true } } }` },
    why: "OpenClaw drops config keys almost weekly (over 200 in 2026.8.2) and refuses a config that still has one. Most are moved by `openclaw doctor --fix`.",
    ignore: "When the config is for an older OpenClaw: say so with --openclaw-version.",
  }),
  check({ schemaProblems, config, release, report }) {
    for (const problem of schemaProblems) {
      if (problem.kind !== "retired-key") continue;
      const { what, action = "", replacedBy, value = "", goneIn = "an earlier release" } = problem.data;
      const data = {
        place: words(toDotted(problem.path)),
        goneIn,
        replacedBy: replacedBy ?? "",
        value,
        doctor: words(/doctor/u.test(action) ? ", or run: openclaw doctor --fix" : ""),
      };
      const fate = fateAt(problem, config);
      const other = what === "key" ? otherFormOf(problem.path, config) : undefined;
      if (other !== undefined) {
        const around = { ...(other === "waits" ? {} : filledOf(other)), empties: fate?.empties };
        const fix = other === "waits" ? {} : { fix: takeOut("safe", around) };
        report({ ...schemaReport(problem, "keyOther", data), ...fix });
        continue;
      }
      if (what !== "key" && fate?.does === "removes") {
        const fix = takeOut("safe", surroundings(problem.path, fate));
        report({ ...schemaReport(problem, what === "value" ? "value" : "shape", data), fix });
        continue;
      }
      if (what !== "key" && fate?.value !== undefined && typeof fate.value !== "string") {
        const fix = put("write it as OpenClaw's own migration does", problem.path, fate.value, "safe");
        report({ ...schemaReport(problem, what === "value" ? "value" : "shape", data), fix });
        continue;
      }
      if (what === "value" && replacedBy !== undefined) {
        report({
          ...schemaReport(problem, "valueRenamed", data),
          fix: rewrite(replacedBy, "safe"),
        });
      } else if (problem.data.otherForm === true && what === "key") {
        const fix =
          fate?.writes === undefined ? undefined : takeOut("safe", surroundings(problem.path, fate));
        report({ ...schemaReport(problem, "keyOther", data), ...(fix === undefined ? {} : { fix }) });
      } else if (what === "value" || what === "shape") report(schemaReport(problem, what, data));
      else if (replacedBy === undefined) {
        const removes = action === "doctor removes";
        const fix = removes ? { fix: takeOut("safe", surroundings(problem.path, fate ?? {})) } : {};
        report({ ...schemaReport(problem, "key", data), ...fix });
      } else if (isAgentList(problem.path, replacedBy)) {
        report({ ...schemaReport(problem, "keyMoved", data), ...listFix(config, release) });
      } else {
        const safety = /doctor moves|moved on read/u.test(action) ? "safe" : "unsafe";
        report({
          ...schemaReport(problem, "keyMoved", data),
          ...moveFix(problem.path, replacedBy, safety, fate),
        });
      }
    }
  },
});

/** What is written in place of a key, without the lists that would be empty. */
function filledOf({ also, over }: OtherForm) {
  return { ...(also.length === 0 ? {} : { also }), ...(over.length === 0 ? {} : { over }) };
}
