import type { Finding } from "../core/finding.ts";
import { show } from "../core/secrecy.ts";
import { SITE } from "../core/site.ts";
import { MOST_LISTED, orList } from "../core/text.ts";
import type { Check, MessageData, MessageText } from "./rule.ts";

/** Fills a check's message with its data. Throws where a check names a message or datum that it does not have: our bug. */
export function renderMessage(
  check: Pick<Check, "id" | "messages">,
  messageId: string,
  data: MessageData = {},
): MessageText {
  const text = check.messages[messageId];
  if (text === undefined) throw new Error(`check ${check.id} has no message "${messageId}"`);
  const fill = (template: string) =>
    template.replace(/(?<!\$)\{(\w+)\}/gu, (_, name: string) => {
      const value = data[name];
      if (value === undefined) throw new Error(`check ${check.id}, message ${messageId}: no "${name}"`);
      if (typeof value !== "object") return show(String(value));
      return "words" in value ? value.words : orList(value, MOST_LISTED, show);
    });
  const message = fill(text.message);
  return text.hint === undefined ? { message } : { message, hint: fill(text.hint) };
}

/** A message's data as a report carries them: what the words show of each, no more. */
export function shownData(check: Check, messageId: string, data: MessageData = {}): Finding["data"] {
  const { message = "", hint = "" } = check.messages[messageId] ?? {};
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name]) => message.includes(`{${name}}`) || hint.includes(`{${name}}`))
      .map(([name, value]) => [
        name,
        typeof value === "number"
          ? value
          : typeof value === "string"
            ? show(value)
            : "words" in value
              ? value.words
              : value.slice(0, MOST_LISTED).map(show),
      ]),
  );
}

/** The address of a rule's page. */
export function ruleUrl(id: string): string {
  return `${SITE}rules/${id}.html`;
}
