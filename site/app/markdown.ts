import { el } from "./dom.ts";

/** What the service says on hover, as elements: fences, paragraphs, lists, `code`, **bold** and links; no markup of the text's own. */
export function markdown(text: string): HTMLElement {
  const box = el("div", { class: "prose" });
  for (const [index, part] of text.split(/^(`{3,})\w*\n([\s\S]*?)\n\1$/mu).entries()) {
    // Of each fence the split gives its ticks, and what is in it.
    if (index % 3 === 2) box.append(el("pre", {}, part));
    else if (index % 3 === 0)
      for (const paragraph of part.split(/\n{2,}/u)) {
        if (paragraph.trim() !== "") box.append(el("p", {}, ...inline(paragraph.trim())));
      }
  }
  return box;
}

function inline(text: string): readonly (Node | string)[] {
  return text.split(/(`[^`\n]+`|\*\*[^*\n]+\*\*|\[[^\]\n]+\]\([^)\s]+\))/u).map((part) => {
    if (/^`.*`$/u.test(part)) return el("code", {}, part.slice(1, -1));
    if (/^\*\*.*\*\*$/u.test(part)) return el("strong", {}, part.slice(2, -2));
    const link = /^\[(.*)\]\((https:\/\/.*)\)$/u.exec(part);
    if (link !== null) return el("a", { href: link[2], rel: "noreferrer" }, link[1]);
    return part.replace(/\\([\\`*_{}[\]()#+.!<>~|-])/gu, "$1");
  });
}
