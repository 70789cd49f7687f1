import type { ConfigPath } from "../core/config-path.ts";
import { parse } from "../parse/parse.ts";
import { findMember } from "../parse/syntax-tree.ts";
import { type EditedText, nodeAt } from "./edit-text.ts";
import { renderKey } from "./render-value.ts";
import { removePart, type Splice, splice } from "./splices.ts";
import { readStyle } from "./text-style.ts";

/**
 * Turns a list of blocks with ids, or of names, into an object by id or name, in place: brackets become braces, the
 * list's key gets a new name (or keeps its own), each block its id as key, each name an empty block. Every comment stays
 * where it is.
 */
export function listToObject(text: string, path: ConfigPath, name: string): EditedText {
  const tree = parse(text);
  const list = tree.root === undefined ? undefined : nodeAt(tree.root, path);
  const parent = tree.root === undefined ? undefined : nodeAt(tree.root, path.slice(0, -1));
  if (tree.errors.length > 0) return { ok: false, reason: "broken-text" };
  if (list?.type !== "array" || parent?.type !== "object") return { ok: false, reason: "not-there" };
  const key = findMember(parent, String(path.at(-1)))?.key;
  if (key === undefined || (key.name !== name && findMember(parent, name) !== undefined))
    return { ok: false, reason: "taken" };
  const style = readStyle(text, tree);
  const { keyQuote, padding } = style;
  const gap = (at: number) => (/\s/u.test(text.charAt(at)) ? "" : padding);
  const splices: Splice[] = [
    { start: key.start, end: key.end, text: renderKey(name, key.quote, style) },
    { start: list.start, end: list.start + 1, text: `{${gap(list.start + 1)}` },
    { start: list.end - 1, end: list.end, text: `${gap(list.end - 2)}}` },
  ];
  const seen = new Set<string>();
  for (const item of list.items) {
    if (item.type === "string") {
      if (seen.has(item.value)) return { ok: false, reason: "duplicate-key" };
      seen.add(item.value);
      splices.push({
        start: item.start,
        end: item.end,
        text: `${renderKey(item.value, text.charAt(item.start) === "'" ? "'" : '"', style)}: {}`,
      });
      continue;
    }
    if (item.type !== "object") return { ok: false, reason: "no-object" };
    const ids = item.members.filter((member) => member.key.name === "id");
    const [id] = ids;
    if (ids.length !== 1 || id?.value?.type !== "string" || seen.has(id.value.value))
      return { ok: false, reason: "duplicate-key" };
    seen.add(id.value.value);
    splices.push({
      start: item.start,
      end: item.start,
      text: `${renderKey(id.value.value, keyQuote, style)}: `,
    });
    splices.push(...removePart(text, item, item.members.indexOf(id)));
  }
  return { ok: true, text: splice(text, splices) };
}
