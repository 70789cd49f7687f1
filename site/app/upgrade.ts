import type { Questions } from "../protocol.ts";
import { el } from "./dom.ts";

/** What the view of an upgrade can do. */
export interface UpgradeDesk {
  ask(from: string, to: string): Promise<Questions["upgrade"]["answer"]>;
}

/** What becomes of the config in another release. */
export class UpgradeView {
  readonly element: HTMLElement;
  readonly #from: HTMLSelectElement;
  readonly #to: HTMLSelectElement;
  readonly #result = el("div", { class: "upgrade-result", "aria-live": "polite" });
  readonly #desk: UpgradeDesk;

  constructor(releases: readonly string[], desk: UpgradeDesk) {
    this.#desk = desk;
    const picker = (id: string): HTMLSelectElement =>
      el(
        "select",
        { id, change: () => void this.look() },
        ...releases.map((one) => el("option", { value: one }, one)),
      );
    this.#from = picker("upgrade-from");
    this.#to = picker("upgrade-to");
    this.element = el(
      "div",
      {},
      el("p", { class: "lead" }, "What becomes of this config when OpenClaw is upgraded."),
      el(
        "div",
        { class: "row pickers" },
        el("label", { for: "upgrade-from" }, "From"),
        this.#from,
        el("label", { for: "upgrade-to" }, "to"),
        this.#to,
      ),
      this.#result,
    );
    this.#from.value = "2026.2.9";
    this.#to.value = releases[0] ?? "";
  }

  set from(release: string) {
    this.#from.value = release;
    if (this.#from.value === "") this.#from.selectedIndex = 0;
  }

  async look(): Promise<void> {
    const told = await this.#desk.ask(this.#from.value, this.#to.value);
    this.#result.replaceChildren(
      ...("problem" in told
        ? [el("p", { class: "quiet" }, told.problem)]
        : [
            el("h2", { class: "upgrade-verdict" }, told.verdict),
            ...told.parts.map(({ title, lines }) =>
              el(
                "section",
                {},
                el("h3", {}, title),
                el(
                  "ul",
                  {},
                  ...lines.map(({ head, more }) =>
                    el("li", {}, head, ...more.map((line) => el("div", { class: "where" }, line))),
                  ),
                ),
              ),
            ),
            told.changed.length > 0 &&
              el(
                "section",
                {},
                el("h3", {}, "On the wire"),
                ...told.changed.map(({ head, before, after }) =>
                  el(
                    "dl",
                    {},
                    el("dt", {}, head),
                    before !== undefined && el("dd", {}, `before: ${before}`),
                    after !== undefined && el("dd", {}, `after: ${after}`),
                  ),
                ),
              ),
            el("p", { class: "where" }, told.wire),
          ].filter((one) => one !== false)),
    );
  }
}
