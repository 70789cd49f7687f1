import { looksSecret } from "../../core/secrecy.ts";
import { parseUrl } from "../../core/url.ts";

const SECRET_PARAMETER = /key|token|secret|password|passwd|sig|signature|auth|code|credential/iu;

/** A URL fit to be shown: user info, secret query values and parts that look like a key are masked. */
export function maskedUrl(text: string): string {
  const url = parseUrl(text);
  if (url === undefined) return looksSecret(text) ? "***" : text;
  const info = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/iu;
  const open = text.replace(info, "$1***@");
  const at = open.indexOf("?");
  const [path, query] = at < 0 ? [open, undefined] : [open.slice(0, at), open.slice(at + 1)];
  const shown = path.replace(/(?<=\/)[^/]+/gu, (part) =>
    isAccountId(part) || !looksSecret(part) ? part : "***",
  );
  if (query === undefined) return shown;
  const pairs = query.split("&").map((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 0) return looksSecret(pair) ? "***" : pair;
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
    return SECRET_PARAMETER.test(name) || looksSecret(value) ? `${name}=***` : pair;
  });
  return `${shown}?${pairs.join("&")}`;
}

/** Ids of accounts, gateways and models are no secrets. */
function isAccountId(part: string): boolean {
  return /^[0-9a-f]{32}$/iu.test(part);
}
