import { withoutBearer } from "../../core/variable-text.ts";
import prefixes from "../../data/environment/key-prefixes.json" with { type: "json" };
import markers from "../../data/environment/markers.json" with { type: "json" };
import { findForeignSyntax } from "../secrets/foreign-syntax.ts";
import { isPlaceholder } from "./placeholder-text.ts";
import type { ValueVerdict } from "./verdict.ts";

/** What may be said of a value in public. Never the value, its length, or any part beyond a vendor's public prefix. */
export interface ValueShape {
  readonly verdict: ValueVerdict;
  /** The vendor whose public key prefix the value begins with, and the providers that take such keys. */
  readonly vendor?: string;
  readonly vendorProviders?: readonly string[];
  /** A word such as `none` or `dummy`, which only a server that takes anything takes for a key. */
  readonly noKeyWord: boolean;
  /** Another tool's way to name a secret, or a secret that it has encrypted: op://…, vault:…, ENC[…]. */
  readonly foreign: boolean;
  /** Small letters and dashes only, and few of them: a name such as `rye-ref`; vendors' keys are random. */
  readonly nameLike: boolean;
  /** The value holds Anthropic's mark of a login token, which goes out as a bearer token. */
  readonly loginToken: boolean;
  /**
   * The value has white space before it, a quote at an end, a line break inside. (Run in 2026.9.6: white space behind is
   * taken off, and so is all around a key in the config; a quote goes out; a line break inside a variable's value keeps
   * the request from leaving.)
   */
  readonly padded: boolean;
  readonly quoted: boolean;
  readonly broken: boolean;
}

/** Forms that no key has by chance. */
const FOREIGN: ReadonlySet<string> = new Set(["one-password", "vault", "file-colon", "short-reference"]);

const NO_KEY_WORDS: ReadonlySet<string> = new Set(markers.noKeyWords);
const REDACTED: ReadonlySet<string> = new Set(markers.redacted);

/** A key as a web page shows it: its beginning and end, with dots or stars for what lies between. */
const MASKED = /^(?:[\w-]{0,16}(?:\.{3,}|\u2026|\*{3,}|[\u2022\u25cf]{3,})[\w-]{2,8}|[\u2022\u25cf]{3,})$/u;

/** The same with the word for it behind the beginning, as agents and scripts write it: `gsk_abcd...[REDACTED]`. */
const REDACTED_REST = /^[\w-]{0,24}(?:\.{3,}|\u2026|\*{3,}|[-_])\[?(?:REDACTED|redacted|MASKED)\]?\**$/u;

/** Judges a value by its text alone. */
export function judgeValue(text: string): ValueVerdict {
  const trimmed = text.trim();
  if (trimmed === "") return "empty";
  if (REDACTED.has(trimmed) || MASKED.test(trimmed) || REDACTED_REST.test(trimmed)) return "redacted";
  if (isShellReference(trimmed)) return "unexpanded";
  return isPlaceholder(trimmed) ? "placeholder" : "set";
}

/** Says of a value what may be said: verdict, vendor by public prefix, stray quotes and spaces. */
export function shapeOf(text: string): ValueShape {
  const trimmed = text.trim();
  const token = withoutBearer(trimmed);
  const vendor = prefixes.prefixes.find((entry) => token.startsWith(entry.prefix));
  return {
    verdict: judgeValue(text),
    ...(vendor === undefined ? {} : { vendor: vendor.vendor, vendorProviders: vendor.providers }),
    noKeyWord: NO_KEY_WORDS.has(token.toLowerCase()),
    foreign: FOREIGN.has(findForeignSyntax(token)?.form ?? ""),
    nameLike: vendor === undefined && token.length <= 24 && /^[a-z]+(?:[-_][a-z]+)*$/u.test(token),
    loginToken: text.includes("sk-ant-oat"),
    padded: trimmed !== "" && text.trimStart() !== text,
    quoted: /^["'`]|["'`]$/u.test(trimmed) && trimmed.length > 1,
    broken: /[\r\n]/u.test(trimmed),
  };
}

/** Keys without a prefix of their vendor's: OpenAI's older ones and their like, tokens of Telegram's bots. */
const UNMARKED: readonly RegExp[] = [/^sk-[A-Za-z0-9_-]{20,}$/u, /^\d{8,10}:[A-Za-z0-9_-]{35}$/u];

/** No vendor's key is shorter, in characters. */
export const SHORTEST_KEY = 20;

/** First letters of all prefixes, so that most texts need no further look. */
const FIRST = new Set(["s", ...prefixes.prefixes.map(({ prefix }) => prefix.charAt(0)), ..."0123456789"]);

/** True for a text that is a key by its vendor's public shape, whole and with something behind the prefix. */
export function isVendorKey(text: string): boolean {
  if (text.length < SHORTEST_KEY || text.length > 1_000 || !FIRST.has(text.trimStart().charAt(0)))
    return false;
  const token = text.trim();
  if (!/^[\w.:-]+$/u.test(token)) return false;
  return (
    UNMARKED.some((form) => form.test(token)) ||
    prefixes.prefixes.some(
      ({ prefix }) => token.startsWith(prefix) && token.length >= prefix.length + 12 && /\d/u.test(token),
    )
  );
}

/** True for a value whose public prefix marks it as a key that a provider does not take. */
export function isForeignKey({ vendorProviders }: ValueShape, taker: string): boolean {
  return (
    vendorProviders !== undefined &&
    vendorProviders.length > 0 &&
    !vendorProviders.some((id) => id === taker || taker.startsWith(`${id}-`) || id.startsWith(`${taker}-`))
  );
}

/** As `openclaw gateway install` decides that an entry of `.env` is only a reference. */
export function isShellReference(text: string): boolean {
  const bare = text.trim().replace(/^(["'])(.*)\1$/su, "$2");
  return (
    /^\$[A-Z_][A-Z0-9_]*$/u.test(bare) ||
    /^\$\{[A-Z_][A-Z0-9_]*[^}]*\}$/u.test(bare) ||
    /^\$\([^)]*\)$/u.test(bare)
  );
}
