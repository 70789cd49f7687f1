/**
 * What keeps secrets out of every output. Two lines of defence: values at places that the schema calls secret are never
 * shown (validate/disclosure.ts), and text that is shaped like a key is hidden wherever it stands (here).
 */
import { decodedPart } from "./url.ts";
import { isPublicName, isReferenceName, readVariables } from "./variable-text.ts";
import { visible } from "./visible.ts";

/** Shown in place of a hidden value. Always the same length, so that it tells nothing. */
export const HIDDEN = "(hidden)";

/** No more than this of a text is looked at, in UTF-16 units: its start decides, and nothing longer is ever shown. */
const LOOKED_AT = 1_000;

/** Longest text of the user's in a message, in UTF-16 units. */
const SHOWN = 80;

/** Public key prefixes of vendors, and token shapes that need no prefix. Each begins where a word begins. */
const SECRET_SHAPES: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(?:sk|pk|rk)[-_](?=[A-Za-z_-]{0,80}[0-9])[A-Za-z0-9_-]{6,}/u,
  /(?<![A-Za-z0-9])(?:sk|pk|rk)[-_][A-Za-z0-9_-]{24,}/u,
  /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|glpat-|xox[abpr]-|xapp-|hf_|nvapi-|gsk_|csk-|pplx-|tvly-|r8_|jina_|sbp_|fw_)(?=[A-Za-z_.-]{0,80}[0-9])[A-Za-z0-9_.-]{6,}/u,
  /(?<![A-Za-z0-9])(?:xai|ABSK|AKIA|ASIA|AIza|ya29|dapi)[-_.]?(?=[A-Za-z_.-]{0,80}[0-9])[A-Za-z0-9_.-]{14,}/u,
  /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}/u,
  /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/iu,
  /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,40}:\/\/[^/\s@]{1,200}@/u,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/u,
  // What needs no shape of its own, since the words before it say what it is: a scheme, or a variable's name.
  /(?<![A-Za-z0-9])(?:Bearer|Basic)[ :]{1,3}(?![$<{(])[^\s"']{8,}/iu,
  /(?<![A-Z0-9_])[A-Z][A-Z0-9_]{0,80}(?<=KEY|TOKEN|SECRET|PASSWORD|PASSWD) {0,3}[=:] {0,3}(?![$<{(])[^\s"']{4,}/u,
];

/** A secret in the query or fragment of an address: its name says so. */
const SECRET_NAME =
  /^(?:.*[-_.])?(?:key|api-?key|apikey|subscription-?key|token|access_?token|auth|authorization|code|secret|sig|signature|pass|passwd|password|pwd|credential|credentials|session)$/iu;

/** A Cloudflare account id, which is public; an address with one is longer than 60 characters. */
const ACCOUNT_ID = /(gateway\.ai\.cloudflare\.com\/v1\/)[0-9a-f]{32}(?=\/|$)/giu;

/** A run of letters and digits that could be random text. */
const RUN = /[A-Za-z0-9+/=_-]{16,}/gu;

/** True when a text could be a secret by its shape. Errs towards yes. Linear: looks at the start of long texts only. */
export function looksSecret(written: string): boolean {
  const head = written.length > LOOKED_AT ? written.slice(0, LOOKED_AT) : written;
  if (head.length < 8) return false;
  const text = head.length > 60 ? head.replace(ACCOUNT_ID, "$1") : head;
  if (SECRET_SHAPES.some((shape) => shape.test(text))) return true;
  if (text.includes("=") && holdsSecretPair(text)) return true;
  for (const [run] of text.matchAll(RUN)) if (isRandom(run)) return true;
  return false;
}

/** `?token=…`, `&key=…`, `#access_token=…` anywhere in a text. */
function holdsSecretPair(text: string): boolean {
  for (const part of text.split(/[?&#;]/u).slice(1)) {
    const [name = "", value = ""] = part.split("=", 2);
    if (value !== "" && SECRET_NAME.test(name)) return true;
  }
  return false;
}

/** A long run of letters and digits mixed, as random text has it and names have not. */
function isRandom(run: string): boolean {
  const digits = run.match(/[0-9]/gu)?.length ?? 0;
  const upper = run.match(/[A-Z]/gu)?.length ?? 0;
  const lower = run.match(/[a-z]/gu)?.length ?? 0;
  if (run.includes("/") && run.split("/").some(isRandom)) return true;
  const parts = run.split(/[-_/]/u);
  if (run.length >= 24) {
    const separated = parts.length > 1 && parts.every((part) => part.length < 16);
    if (!separated && digits >= 4 && (upper > 0 || lower > 0)) return true;
    if (!separated && upper >= 4 && lower >= 4) return true;
  }
  // Groups of one length, as licence keys have them.
  const [first = ""] = parts;
  if (parts.length >= (first.length >= 6 ? 3 : 4) && first.length >= 4 && digits >= 4 && upper + lower >= 4)
    if (parts.every((part) => part.length === first.length)) return true;
  return parts.some((part) => part.length >= 16 && isMixed(part));
}

/** True for hexadecimal text, and where letters and digits take turns as in no name. */
function isMixed(word: string): boolean {
  const digits = word.match(/[0-9]/gu)?.length ?? 0;
  if (digits < 3 || digits > word.length - 3) return false;
  if (/^[0-9a-f]+$/u.test(word) || /^[0-9A-F]+$/u.test(word)) return true;
  const turns = word.match(/[0-9](?=[A-Za-z])|[A-Za-z](?=[0-9])/gu)?.length ?? 0;
  return turns >= 5;
}

/**
 * A text of the user's for use in a message: characters that steer made visible, cut to 80 characters, hidden when it
 * looks like a secret; of an address only the parts that look so.
 */
export function show(text: string): string {
  return showUpTo(SHOWN, text);
}

/** The same with another length. */
export function showUpTo(most: number, text: string): string {
  return clip(visible(hideSecrets(text)), most);
}

function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** A text with what looks like a secret in it hidden: the whole, or the parts of an address. */
export function hideSecrets(text: string): string {
  const head = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  const url = ADDRESS.exec(head);
  if (url !== null) return hideInAddress(url, head);
  return looksSecret(text) ? HIDDEN : head;
}

/** scheme://authority, path, query, fragment. */
const ADDRESS = /^\s*([A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/)([^/?#\s]*)([^?#]*)(\?[^#]*)?(#.*)?$/su;

function hideInAddress(
  [, scheme = "", authority = "", path = "", query = "", hash = ""]: RegExpExecArray,
  all: string,
): string {
  const at = authority.lastIndexOf("@");
  const host = authority.slice(at + 1);
  const publicId = /^gateway\.ai\.cloudflare\.com$/iu.test(host);
  const segments = path
    .split("/")
    .map((segment, index) =>
      publicId && index === 2 && /^[0-9a-f]{32}$/iu.test(segment)
        ? segment
        : keyLike(segment)
          ? HIDDEN
          : segment,
    );
  const shown =
    scheme +
    (at < 0 ? "" : `${HIDDEN}@`) +
    (keyLike(host.replaceAll(".", " ")) ? HIDDEN : host) +
    segments.join("/") +
    hidePairs(query) +
    hidePairs(hash);
  // A secret that only shows across the parts: better nothing.
  return looksSecret(shown) ? HIDDEN : all.slice(0, all.indexOf(scheme)) + shown;
}

/** A part of an address as a key looks; any hexadecimal word of 16 and more too. */
function keyLike(part: string): boolean {
  return looksSecret(part) || (part.length > 8 && looksSecret(decodedPart(part)));
}

function hidePairs(text: string): string {
  if (text === "") return "";
  const lead = text.charAt(0);
  const pairs = text
    .slice(1)
    .split(/([&;])/u)
    .map((pair) => {
      const sign = pair.indexOf("=");
      if (sign < 0) return keyLike(pair) ? HIDDEN : pair;
      const [name, value] = [pair.slice(0, sign), pair.slice(sign + 1)];
      const secret = value !== "" && !isReference(value) && (SECRET_NAME.test(name) || keyLike(value));
      return `${keyLike(name) ? HIDDEN : name}=${secret ? HIDDEN : value}`;
    });
  return lead + pairs.join("");
}

/**
 * True for a text that only names a variable: `${NAME}` or `$NAME`, with a scheme word before it or not. In capitals,
 * as OpenClaw fills them; anything else behind a `$` may be a password.
 */
export function isReference(text: string): boolean {
  if (!text.includes("$")) return false;
  const { scheme, variable } = readVariables(text);
  if (variable === undefined || scheme?.spaced === false) return false;
  return isReferenceName(variable.name) && isPublicName(variable.name);
}

/**
 * True for a name that may be spoken though it stands where a secret belongs: capitals as variables have them, or words
 * with `_` that end as names of keys do. Anything else could be a password behind a `$`.
 */
export function isVariableName(name: string): boolean {
  return isPublicName(name) && (/^[A-Z][A-Z0-9_]*$/u.test(name) || NAMES_A_KEY.test(name));
}

const NAMES_A_KEY = /_(?:key|token|secret|auth|url|id)$/iu;
