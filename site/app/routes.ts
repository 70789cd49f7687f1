import type { PageRoute } from "../protocol.ts";
import { el, soft } from "./dom.ts";
import { drawing } from "./drawing.ts";

const VERDICTS = { sent: "sent", "not-sent": "not sent", unknown: "not known" } as const;

/** Where each model reference leads: drawn, and as a table. */
export function routesView(
  routes: readonly PageRoute[] | undefined,
  goTo: (file: string, from: number) => void,
): readonly Node[] {
  if (routes === undefined)
    return [el("p", { class: "quiet" }, "The config cannot be read yet; the findings say why.")];
  if (routes.length === 0) return [el("p", { class: "quiet" }, "No model reference to follow.")];
  const drawn = drawing(routes);
  const head = ["Reference", "Leads to"].map((words) => el("th", { scope: "col" }, words));
  return [
    el(
      "p",
      { class: "lead" },
      "For every model reference: what OpenClaw would send, and what it would not. Nothing is sent from here.",
    ),
    drawn === undefined
      ? el("span")
      : el(
          "div",
          { class: "scroll", tabindex: "0", role: "group", "aria-label": "Drawing of the routes" },
          drawn,
        ),
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-label": "Table of the routes" },
      el(
        "table",
        { class: "routes" },
        el("thead", {}, el("tr", {}, ...head)),
        el("tbody", {}, ...routes.map((one) => row(one, goTo))),
      ),
    ),
  ];
}

function row(route: PageRoute, goTo: (file: string, from: number) => void): HTMLElement {
  const { place, reference, verdict, words, url, wireModel, key, steps, implied, file, from } = route;
  return el(
    "tr",
    {},
    el(
      "th",
      { scope: "row" },
      el("button", { type: "button", class: "link mono", click: () => goTo(file, from) }, ...soft(reference)),
      el("div", { class: "where" }, ...soft(place), implied && " (by itself)"),
    ),
    el(
      "td",
      {},
      el("span", { class: `verdict ${verdict}` }, VERDICTS[verdict]),
      url === "" ? el("div", {}, words) : el("div", { class: "mono" }, "POST ", ...soft(url)),
      wireModel !== "" && el("div", { class: "where" }, "model ", el("span", { class: "mono" }, wireModel)),
      key !== "" && el("div", { class: "where" }, ...soft(key)),
      steps.length > 0 &&
        el(
          "details",
          {},
          el("summary", {}, "How this is known"),
          el("ul", {}, ...steps.map((step) => el("li", {}, step))),
        ),
    ),
  );
}
