/**
 * What keeps secrets out of every output. Two lines of defence: values at places that hold secrets are never shown,
 * and text that looks like a secret is hidden wherever it stands.
 */

/** Shown in place of a hidden value. Always the same length, so that it tells nothing. */
export const HIDDEN = "(hidden)";

/** Public key prefixes of vendors, and token shapes that need no prefix. */
const SECRET_SHAPES: readonly RegExp[] = [
  /\b(?:sk|pk|rk)[-_](?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{8,}/u,
  /\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{24,}/u,
  /\b(?:gh[pousr]|github_pat|glpat|xox[abpr]|xapp|hf|nvapi|gsk|xai|csk|fw|pplx|ABSK|AKIA|ASIA|AIza|ya29|tvly|r8|jina|sbp|dapi)[-_]?(?=[A-Za-z_.-]*[0-9])[A-Za-z0-9_.-]{14,}/u,
  /\beyJ[A-Za-z0-9_-]{10,}/u,
  /[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/u,
  /-----BEGIN [A-Z ]*PRIVATE KEY/u,
];

/** A secret in the query of an address. */
const SECRET_QUERY = /[?&](?:key|api_?key|token|access_token|secret|sig|signature|password)=[^&\s]+/iu;

/** A Cloudflare account id, which is public; an address with one is longer than 60 characters. */
const ACCOUNT_ID = /(gateway\.ai\.cloudflare\.com\/v1\/)[0-9a-f]{32}(?=\/|$)/giu;

/** A long run of letters and digits mixed, as random text has it and names have not. */
const RANDOM_RUN = /[A-Za-z0-9+/=_-]{24,}/gu;

/** True when a text could be a secret by its shape. Errs towards yes. */
export function looksSecret(written: string): boolean {
  const text = written.length > 60 ? written.replace(ACCOUNT_ID, "$1") : written;
  if (SECRET_SHAPES.some((shape) => shape.test(text))) return true;
  if (text.includes("=") && SECRET_QUERY.test(text)) return true;
  for (const [run] of text.matchAll(RANDOM_RUN)) {
    const digits = run.match(/[0-9]/gu)?.length ?? 0;
    const upper = run.match(/[A-Z]/gu)?.length ?? 0;
    const lower = run.match(/[a-z]/gu)?.length ?? 0;
    const separated = /[-_/]/u.test(run) && run.split(/[-_/]/u).every((part) => part.length < 16);
    if (!separated && digits >= 4 && (upper > 0 || lower > 0)) return true;
    if (!separated && upper >= 4 && lower >= 4) return true;
  }
  return false;
}

/**
 * A text of the user's for use in a message: control characters escaped, cut to 80 characters, and hidden when it
 * looks like a secret.
 */
export function show(text: string): string {
  if (looksSecret(text)) return HIDDEN;
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => `\\u${hex(char)}`);
  return clean.length > 80 ? `${clean.slice(0, 79)}…` : clean;
}

function hex(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
}

/** Keys whose string values are names, kinds or addresses, and may be shown in a code frame. */
const OPEN_KEYS: ReadonlySet<string> = new Set([
  "$include",
  "$schema",
  "alias",
  "allow",
  "api",
  "auth",
  "baseUrl",
  "baseURL",
  "every",
  "fallbacks",
  "id",
  "image",
  "input",
  "lastTouchedVersion",
  "mode",
  "model",
  "models",
  "name",
  "path",
  "primary",
  "provider",
  "source",
  "target",
  "thinkingDefault",
  "type",
  "url",
]);

/**
 * True when the string under a key may be shown: the key is one of those that never hold a secret, and the text does
 * not look like one. `id` is the `provider` of a SecretRef or a model, `source` its kind.
 */
export function mayShow(key: string, text: string): boolean {
  // A reference to a variable names it and holds nothing.
  if (/^(?:[A-Za-z]{1,10}:?\s*)?\$?\$\{?[A-Za-z_][A-Za-z0-9_]*\}?$/u.test(text)) return true;
  if (looksSecret(text) || text.length > 200) return false;
  return OPEN_KEYS.has(key);
}
