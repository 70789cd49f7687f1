import type { RuleWords } from "../protocol.ts";
import { el, prose } from "./dom.ts";

/** A rule's page inside of this one. */
export function ruleView(
  { id, rule, trigger, why, ignore, bad, good }: RuleWords,
  back: () => void,
): HTMLElement {
  const part = (title: string, text: string): readonly Node[] => [
    el("h3", {}, title),
    ...text.split("\n").map((line) => el("p", {}, ...prose(line))),
  ];
  return el(
    "article",
    { class: "rule" },
    el("button", { type: "button", class: "plain back", click: back }, "Back to the findings"),
    el("h2", { tabindex: "-1" }, rule === id ? id : `${rule}: ${id}`),
    ...part("Trigger", trigger),
    ...part("Why", why),
    el("h3", {}, "Bad"),
    el("pre", { tabindex: "0", "aria-label": "Bad example" }, bad),
    el("h3", {}, "Good"),
    el("pre", { tabindex: "0", "aria-label": "Good example" }, good),
    ...part("When to ignore it", ignore),
    el("p", {}, el("a", { href: `rules/${rule}.html${rule === id ? "" : `#${id}`}` }, "The whole page")),
  );
}
