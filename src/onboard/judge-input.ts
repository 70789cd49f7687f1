import { isBearer, readVariables } from "../core/variable-text.ts";
import { isForeignKey, isVendorKey, judgeValue, shapeOf } from "../resolve/environment/value-verdict.ts";
import { canonicalProvider } from "../resolve/providers/catalogue.ts";
import { isAccountId, isIdPlaceholder } from "../resolve/providers/cloudflare.ts";
import type { InputForm, OnboardingChoice } from "./choices.ts";

/** The APIs that `--custom-compatibility` stands for. */
export const compatibilities: Readonly<Record<string, string>> = {
  openai: "openai-completions",
  "openai-responses": "openai-responses",
  anthropic: "anthropic-messages",
};

/** What is wrong with a text for its purpose, as one sentence; undefined when it will do. */
export function judgeInput(form: InputForm, text: string): string | undefined {
  if (text === "") return "Something has to stand here.";
  if (/\s/u.test(text)) return "No spaces here.";
  if (isVendorKey(text) || shapeOf(text).vendor !== undefined)
    return "This is a key; it has a question of its own, and nothing else may hold it.";
  switch (form) {
    case "cloudflare-account":
      if (isGatewayUrl(text)) return "This is the whole address; the account id is the part behind /v1/.";
      if (isIdPlaceholder(text)) return placeholder(text, "account id");
      return isAccountId(text)
        ? undefined
        : "A Cloudflare account id is 32 hex digits; the dashboard shows it in its address bar.";
    case "cloudflare-gateway":
      if (isGatewayUrl(text))
        return "This is the whole address; the gateway id is the part behind the account id.";
      if (isIdPlaceholder(text)) return placeholder(text, "gateway id");
      if (isAccountId(text))
        return "This looks like the account id; the gateway id is the name on the AI Gateway page.";
      return /^[\w-]{1,64}$/u.test(text)
        ? undefined
        : "A gateway id has only letters, digits, - and _, 64 at most.";
    case "base-url":
      return judgeUrl(text);
    case "model-id":
      return judgeValue(text) === "placeholder" ? placeholder(text, "model id") : undefined;
    case "vendor-model":
      if (/[<>]/u.test(text)) return placeholder(text, "vendor and model");
      return /^[\w-]+\/\S+$/u.test(text)
        ? undefined
        : "The model is named with its vendor: anthropic/claude-sonnet-4-5.";
    case "provider-id":
      if (!/^[a-z0-9][a-z0-9._-]*$/u.test(text))
        return "A provider id has lower-case letters, digits, - and _ and begins with a letter or digit.";
      return canonicalProvider(text) === undefined
        ? undefined
        : `"${text}" is one of OpenClaw's own providers; take another name, such as "my-${text}".`;
    case "compatibility":
      return Object.hasOwn(compatibilities, text)
        ? undefined
        : `It takes ${Object.keys(compatibilities).join(", ")}.`;
  }
}

function isGatewayUrl(text: string): boolean {
  return /^(?:https?:\/\/)?gateway\.ai\.cloudflare\.com(?:\/|$)/iu.test(text);
}

/** What is wrong with a key for a provider. Never says anything of the key but its vendor. */
export function judgeKey({ provider, keyOf, label }: OnboardingChoice, key: string): string | undefined {
  const fault = judgeSecret(key, "key");
  const taker = keyOf ?? provider;
  if (fault !== undefined || taker === undefined) return fault;
  const shape = shapeOf(key);
  return isForeignKey(shape, taker)
    ? `By its public prefix this is a key of ${shape.vendor ?? "another vendor"}, which ${label} does not take.`
    : undefined;
}

/** What is wrong with the token that a header takes. */
export function judgeToken(token: string): string | undefined {
  if (isBearer(readVariables(token)) || token.trim().toLowerCase() === "bearer")
    return "Only the token itself; Bearer is put before it.";
  return judgeSecret(token, "token");
}

function judgeSecret(text: string, word: "key" | "token"): string | undefined {
  const { verdict, quoted } = shapeOf(text);
  if (verdict === "empty") return `The ${word} is empty.`;
  if (verdict === "placeholder" || verdict === "redacted") return `This is a placeholder, no ${word}.`;
  if (verdict === "unexpanded") return "This is the name of a variable that no shell has filled in.";
  if (quoted) return `There are quotes at the ends of the ${word}.`;
  return /\s/u.test(text) ? `There is a space inside the ${word}.` : undefined;
}

function judgeUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/u.test(url.protocol))
    return "A base URL begins with https:// (or http:// for a server at home).";
  if (url.username !== "" || url.password !== "")
    return "No name or password in the URL; the key has its own place.";
  if (/[<>{}]/u.test(text)) return placeholder(text, "base URL");
  return /\/(?:chat\/completions|messages|responses|models)\/?$/u.test(url.pathname)
    ? "The base URL ends before the name of the call, usually with /v1."
    : undefined;
}

function placeholder(text: string, what: string): string {
  return `"${text}" is a placeholder; put your own ${what} there.`;
}
