import { el } from "./dom.ts";

/** One tab. */
export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly remove?: () => void;
  /** A file that is included and not there. */
  readonly isMissing?: boolean;
  /** With the number of findings beside it. */
  readonly count?: boolean;
}

/** A list of tabs; drawn anew only where something of it changed, so that nobody loses the focus. */
export class Tabs {
  readonly #list: HTMLElement;
  readonly #pick: (id: string) => void;
  #drawn = "";

  constructor(list: HTMLElement, pick: (id: string) => void) {
    this.#list = list;
    this.#pick = pick;
  }

  /** `panel`: the id of the one panel, or with a `-` at its end the beginning of each tab's own. */
  draw(tabs: readonly Tab[], active: string, panel: string): void {
    const now = JSON.stringify([tabs.map(({ id, label }) => [id, label]), active]);
    if (now === this.#drawn) return;
    this.#drawn = now;
    const count = document.getElementById("count")?.textContent ?? "";
    this.#list.replaceChildren(
      ...tabs.map((tab) => {
        const { id, label, isMissing = false } = tab;
        const isActive = id === active;
        return el(
          "button",
          {
            type: "button",
            role: "tab",
            id: `tab-${id}`,
            class: isMissing ? "tab missing" : "tab",
            "aria-selected": String(isActive),
            "aria-controls": panel.endsWith("-") ? `${panel}${id}` : panel,
            tabindex: isActive ? "0" : "-1",
            click: () => this.#pick(id),
            keydown: (event) => {
              if ((event as KeyboardEvent).key === "Delete") tab.remove?.();
            },
          },
          label,
          tab.count === true && el("span", { id: "count", class: "count" }, count),
        );
      }),
    );
    this.#list
      .querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const removable = tabs.find(({ id }) => id === active)?.remove;
    const remover = this.#list.parentElement?.querySelector<HTMLElement>(".remove");
    if (remover instanceof HTMLButtonElement) {
      remover.hidden = removable === undefined;
      remover.onclick = () => removable?.();
    }
  }
}
