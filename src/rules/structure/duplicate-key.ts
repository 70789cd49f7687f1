import { defineRule } from "../../engine/rule.ts";
import { pathInConfig } from "../../expand/document-path.ts";

export const rule = defineRule({
  id: "duplicate-key",
  subject: "structure",
  summary: "a key that stands twice in one object, so that the first is lost",
  severity: "warning",
  fixable: true,
  messages: {
    lost: {
      message:
        'The key "{key}" stands twice in this object; OpenClaw uses only the later one and drops all of this.',
      hint: "Merge the two, or delete one.",
    },
  },
  docs: () => ({
    trigger: "Two equal keys in one object of one file.",
    bad: {
      config: `{
  models: { mode: "merge" },
  models: { providers: {} },
}`,
    },
    good: { config: `{ models: { mode: "merge", providers: {} } }` },
    why: "JSON5 lets the last key win. OpenClaw then never sees the first block, and says nothing.",
    ignore: "Never: one of the two does nothing.",
  }),
  check({ expanded, report }) {
    for (const document of expanded.documents) {
      for (const { lost, kept } of document.tree.duplicates) {
        report({
          messageId: "lost",
          data: { key: lost.key.name },
          at: {
            document,
            start: lost.key.start,
            end: lost.key.end,
            path: pathInConfig(expanded, document, lost.start),
          },
          fix: { title: "delete this one, which does nothing", safety: "unsafe", change: { kind: "remove" } },
          related: [
            { at: { document, start: kept.key.start, end: kept.key.end }, message: "this one counts" },
          ],
        });
      }
    }
  },
});
