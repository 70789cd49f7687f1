/**
 * What every text from outside (keys, values, names of files, words of other libraries) passes on its way out: nothing
 * in it may steer a terminal, reorder what a reader sees, break a line, or speak to a CI runner that reads along.
 */

/** Nothing but what is printed as it stands: most texts, and the engine takes a millisecond to make classes of Unicode. */
const HARMLESS = /^[ -~]*$/u;

/** A colour of our own palette, or a link to one of our rules' pages. All other escape sequences are text from outside. */
const OURS =
  /(\x1b\[(?:[0-4]|2[2-4]|3[0-79]|9[0-7])m|\x1b\]8;;(?:https:\/\/clawlint\.github\.io\/clawlint\/rules\/[a-z-]{1,60}\.html)?\x1b\\)/u;

/** Control, format (bidi, zero-width), line and paragraph separators, halves of surrogate pairs. */
function withoutSteering(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escaped);
}

/** The same, but for line feeds and tabs. */
function linesWithoutSteering(text: string): string {
  if (/^[ -~\n\t]*$/u.test(text)) return text;
  return text.replace(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\0-\x08\v-\x1f\x7f-\x9f]/gu, escaped);
}

/** A text as one line: characters that steer are written out as `\u001b`. */
export function visible(text: string): string {
  return HARMLESS.test(text) ? text : withoutSteering(text);
}

/** The same for a text of several lines, with the colours and links that a report may have. */
export function visibleLines(text: string, colours: boolean): string {
  if (!colours) return linesWithoutSteering(text);
  return text
    .split(OURS)
    .map((part, index) => (index % 2 === 1 ? part : linesWithoutSteering(part)))
    .join("");
}

/**
 * A text without commands for a runner that reads the log: GitHub and its relatives obey `::name::` at the start of a
 * line and `##[name]` anywhere in it (actions/runner, ActionCommand.cs), Azure `##vso[`. A space breaks them up; an IP
 * address in brackets keeps its colons.
 */
export function inert(text: string): string {
  if (!text.includes("::") && !text.includes("##")) return text;
  return text
    .replace(/\[[0-9a-fA-F:.]{2,45}\]|:(?=:)/gu, (found) => (found === ":" ? ": " : found))
    .replace(/##(?=[a-z]{0,16}\[)/giu, "# #");
}

/** Both: what a line of a report may hold of the outside. */
export function plain(text: string): string {
  return inert(visible(text));
}

/**
 * JSON whose text shows and says nothing to whoever prints it: the same value, with all that steers, and whatever a
 * runner would obey, written as escapes.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
    .replace(/[\p{Cf}\p{Zl}\p{Zp}\x7f-\x9f]/gu, escaped)
    .replaceAll("::", ":\\u003a")
    .replaceAll("##", "#\\u0023");
}

function escaped(char: string): string {
  let text = "";
  for (let at = 0; at < char.length; at += 1)
    text += `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`;
  return text;
}
