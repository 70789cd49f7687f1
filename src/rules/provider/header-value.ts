import { isObject } from "../../core/config-path.ts";
import { looksSecret } from "../../core/secrecy.ts";
import { isBearer, readVariables, withoutBearer } from "../../core/variable-text.ts";
import { bearerColon } from "../../engine/bearer-colon.ts";
import { bakery } from "../../engine/example-config.ts";
import { defineRule } from "../../engine/rule.ts";
import { upstreamOf } from "../../resolve/providers/cloudflare.ts";
import { headersIn, headersOf } from "../../resolve/providers/headers.ts";
import { keyHeader } from "../../resolve/route/request-headers.ts";
import { isTokenInAuthorization } from "../cloudflare/cloudflare-token/cloudflare-auth-header.ts";

/** RFC 9110 section 5.1: a field name is a token. */
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u;

/** The web's Headers take bytes alone: one character above them, and the client throws (run in 2026.9.6). */
const BEYOND = /[^\u0000-\u00ff]/u;

export const rule = defineRule({
  id: "header-value",
  subject: "provider",
  summary: "a header that no server accepts, or a key sent twice",
  severity: "error",
  fixable: true,
  messages: {
    name: {
      message: '"{name}" is not a header name.',
      hint: "Write it with letters, digits and hyphens only.",
    },
    colon: {
      message: '"Bearer:" with a colon is not understood; the server answers 401.',
      hint: "Write Bearer, a space, then the token.",
    },
    twice: { message: "The word Bearer stands twice in this header.", hint: "Write it once." },
    noScheme: {
      message: "An Authorization header names its scheme first, and this one names none.",
      hint: 'Write "Bearer ${NAME}".',
    },
    over: {
      message: "{name} takes the place of apiKey, which is not sent.",
      hint: 'Take the header out; where it is meant, write "none" at apiKey, which OpenClaw wants to be there.',
    },
    dropped: {
      message: "{name} is not sent: with authHeader: true the key of apiKey goes out in its place.",
      hint: "Take the header out; where it is meant, take authHeader out.",
    },
    both: {
      message: "{name} is sent beside the key of apiKey; servers differ in which of the two they take.",
      hint: 'Take the header out; where the server reads it alone, write "none" at apiKey.',
    },
    keyScheme: {
      message:
        'apiKey begins with "Bearer"; OpenClaw adds the scheme itself, so the server would see it twice.',
      hint: "Leave only the key, or its ${NAME}.",
    },
    beyond: {
      message: "This header's value has a character that no request can carry, so nothing is sent.",
      hint: "Write it with the letters of English; a key or token has no others.",
    },
    lineBreak: {
      message: "This header's value has a line break in it.",
      hint: "Take it out: a header is one line.",
    },
  },
  docs: () => ({
    trigger:
      "A header of a provider with an impossible name, a line break or a character that no request can carry, an Authorization without its scheme or with Bearer and a colon, or a header for another key (Authorization, x-api-key, or that of the api) beside apiKey; an apiKey that begins with Bearer. An apiKey such as none, which OpenClaw wants beside a header, is left alone.",
    bad: bakery({
      extra: 'authHeader: false, headers: { Authorization: "Bearer: ${OVENAI_API_KEY}" },',
    }),
    good: bakery({
      extra: 'authHeader: false, headers: { Authorization: "Bearer ${OVENAI_API_KEY}" },',
    }),
    why: "OpenClaw sends headers as written. The server answers 401, or the HTTP client throws before anything is sent.",
    ignore: "For a key in two places: when the server wants both.",
  }),
  check({ providers, report }) {
    for (const provider of providers) {
      const { path, block } = provider;
      const key = typeof block["apiKey"] === "string" ? readVariables(block["apiKey"]) : undefined;
      if (key !== undefined && isBearer(key) && key.scheme?.spaced === true) {
        report({ messageId: "keyScheme", at: { path: [...path, "apiKey"] }, severity: "warning" });
      }
      const ofRows = provider.models.flatMap((model) => headersIn(model.row, model.path));
      for (const { name, value, path: at } of [...headersOf(provider), ...ofRows]) {
        if (!FIELD_NAME.test(name))
          report({ messageId: "name", data: { name }, at: { path: at, on: "key" } });
        if (typeof value !== "string") continue;
        if (/[\r\n]/u.test(value)) report({ messageId: "lineBreak", at: { path: at } });
        else if (BEYOND.test(value)) report({ messageId: "beyond", at: { path: at } });
      }
      const headers = block["headers"];
      if (!isObject(headers)) continue;
      const own = keyHeader(
        textOf(block["api"]) ?? provider.known?.api,
        textOf(block["baseUrl"]) ?? provider.known?.baseUrl,
      );
      for (const [name, value] of Object.entries(headers)) {
        const at = { path: [...path, "headers", name] };
        const lower = name.toLowerCase();
        if (typeof value !== "string") continue;
        if (lower === "authorization" || lower === "proxy-authorization") {
          const colon = bearerColon(value);
          if (colon !== undefined) report({ messageId: "colon", at, ...colon });
          else if (isBearer(readVariables(value)) && isBearer(readVariables(withoutBearer(value))))
            report({ messageId: "twice", at });
          else if (!/\s/u.test(value.trim()) && value.trim() !== "" && !isOneTemplate(value.trim())) {
            report({ messageId: "noScheme", at, severity: "warning" });
          }
        }
        // Behind Cloudflare's gateway it is meant for another header.
        const isGateway = typeof block["baseUrl"] === "string" && upstreamOf(block["baseUrl"]) !== undefined;
        if (isGateway && isTokenInAuthorization(name, value, provider)) continue;
        const carriesKey = lower === own || lower === "authorization" || lower === "x-api-key";
        const isDropped = block["authHeader"] === true && lower === "authorization";
        if (!carriesKey || block["authHeader"] === false || value.trim() === "") continue;
        if (!isOtherKey(block["apiKey"], value, isDropped)) continue;
        const related = [{ at: { path: [...path, "apiKey"] }, message: "the other key" }];
        report({
          messageId: isDropped ? "dropped" : lower === own ? "over" : "both",
          data: { name },
          at: { ...at, on: "key" },
          severity: "warning",
          related,
        });
      }
    }
  },
});

/**
 * True where apiKey holds a key, and another one than a header does. A header alone does not count as a key, so that those
 * who mean it write a word such as `none` at apiKey; it goes out in the word's place (run in 2026.9.6: 35 of 35).
 *
 * @param anyText whether a word counts too
 */
function isOtherKey(apiKey: unknown, header: string, anyText: boolean): boolean {
  const { value, variable } = readVariables(withoutBearer(header));
  if (isObject(apiKey)) return apiKey["source"] !== "env" || apiKey["id"] !== variable?.name;
  if (typeof apiKey !== "string" || apiKey.trim() === "") return false;
  const key = readVariables(apiKey);
  const isSame = key.variable === undefined ? key.value === value : key.variable.name === variable?.name;
  return !isSame && (anyText || apiKey.includes("$") || looksSecret(apiKey));
}

/** True for one `${...}` of any form, which may bring its scheme. */
function isOneTemplate(text: string): boolean {
  const [first] = readVariables(text).substitutions;
  return first?.kind !== "escaped" && first?.start === 0 && first.end === text.length && text.endsWith("}");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
