type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | boolean | undefined | ((event: Event) => void)>>;

/** Makes an element. Texts become text nodes, so nothing of a config is ever read as markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAll(element, attributes, children);
  return element;
}

/** The same for a drawing. */
export function svg(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAll(element, attributes, children);
  return element;
}

function setAll(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
}

/** The element of the page with an id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as T;
}

/** A text in which `code` stands in backticks. */
export function prose(text: string): readonly (Node | string)[] {
  return text.split(/`([^`\n]+)`/u).map((part, index) => (index % 2 === 1 ? el("code", {}, part) : part));
}

/** A path, an address or a name that may be broken behind its marks. */
export function soft(text: string): readonly (Node | string)[] {
  return text.split(/(?<=[./_])(?=\w)/u).flatMap((part, index) => (index === 0 ? [part] : [el("wbr"), part]));
}

/** Arrow keys go from tab to tab, as in every tab list. */
export function arrowKeys(list: HTMLElement): void {
  list.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const tabs = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
    const at = tabs.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    event.preventDefault();
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next?.click();
    // A click may draw the tabs anew.
    const id = next?.id ?? "";
    (id === "" ? next : document.getElementById(id))?.focus();
  });
}
