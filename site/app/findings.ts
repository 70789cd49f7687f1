import { count } from "../../src/core/text.ts";
import type { PageFinding, PageRepair } from "../protocol.ts";
import { el } from "./dom.ts";

/** What a finding in the list can do. */
export interface FindingDesk {
  goTo(file: string, from: number): void;
  repair(finding: PageFinding, repair: PageRepair): void;
  explain(finding: PageFinding): void;
}

/** The findings as a list; each jumps to its place, with the name of the file where there are several. */
export function findingList(
  findings: readonly PageFinding[],
  hasFiles: boolean,
  desk: FindingDesk,
): HTMLElement {
  if (findings.length === 0)
    return el(
      "p",
      { class: "quiet" },
      "Nothing is wrong with this config, as far as it can be seen from here.",
    );
  return el("ol", { class: "findings" }, ...findings.map((one) => findingItem(one, hasFiles, desk)));
}

function findingItem(finding: PageFinding, hasFiles: boolean, desk: FindingDesk): HTMLElement {
  const { file, from, line, column, severity, rule, message, hint, refused, repairs, related } = finding;
  const place = `${hasFiles ? `${file}:` : ""}${line}:${column}`;
  return el(
    "li",
    { class: `finding ${severity}`, "data-from": String(from), "data-file": file, "data-rule": rule },
    el(
      "button",
      { type: "button", class: "jump", click: () => desk.goTo(file, from) },
      el(
        "span",
        { class: "head" },
        el("span", { class: "severity" }, severity),
        el("span", { class: "place" }, place),
      ),
      el("span", { class: "message" }, message),
    ),
    hint !== "" && el("p", { class: "hint" }, hint),
    refused && el("p", { class: "hint" }, "OpenClaw refuses the config for this."),
    ...related.map((one) =>
      el(
        "p",
        { class: "hint" },
        el(
          "button",
          { type: "button", class: "link", click: () => desk.goTo(one.file, one.from) },
          `${one.file}:${one.line}`,
        ),
        ` ${one.message}`,
      ),
    ),
    el(
      "div",
      { class: "actions" },
      ...repairs.map((repair) =>
        el(
          "button",
          {
            type: "button",
            class: repair.ignores ? "plain" : "fix",
            click: () => desk.repair(finding, repair),
          },
          repair.ignores ? "Ignore" : repair.title,
          !repair.isSafe && el("span", { class: "note" }, " look first"),
          repair.ignores && el("span", { class: "unseen" }, ` ${rule} here, with a comment`),
        ),
      ),
      rule !== "settings" &&
        el(
          "button",
          { type: "button", class: "plain", click: () => desk.explain(finding) },
          "Why",
          el("span", { class: "unseen" }, ` ${rule}`),
        ),
    ),
  );
}

/** "6 errors, 1 warning" */
export function countWords(findings: readonly PageFinding[]): string {
  const words = (["error", "warning", "info"] as const).flatMap((severity) => {
    const own = findings.filter((one) => one.severity === severity);
    return own.length === 0 ? [] : [count(own.length, severity)];
  });
  return words.length === 0 ? "Nothing found" : words.join(", ");
}
