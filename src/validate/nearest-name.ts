import { distance } from "fastest-levenshtein";
import { memo } from "../core/memo.ts";
import { ownValue } from "../core/own-value.ts";

/** What people write, and what OpenClaw calls it. Left: lower case, without `-` and `_`. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  apikey: ["apiKey"],
  apikeyenv: ["apiKey"],
  apikeyvar: ["apiKey"],
  envkey: ["apiKey"],
  bearertoken: ["apiKey"],
  apitoken: ["apiKey"],
  key: ["apiKey"],
  token: ["apiKey", "token"],
  secret: ["apiKey"],
  url: ["baseUrl", "url"],
  base: ["baseUrl"],
  baseuri: ["baseUrl"],
  apibase: ["baseUrl"],
  apiurl: ["baseUrl"],
  endpoint: ["baseUrl"],
  host: ["baseUrl"],
  type: ["api", "source"],
  kind: ["source", "api"],
  environment: ["env"],
  command: ["exec"],
  protocol: ["api"],
  adapter: ["api"],
  format: ["api"],
  apitype: ["api"],
  thinking: ["thinkingDefault", "thinking", "reasoning"],
  thinkinglevel: ["thinkingDefault", "thinkingLevel"],
  reasoning: ["reasoningDefault"],
  reasoningeffort: ["thinkingDefault"],
  verbose: ["verboseDefault"],
  fastmode: ["fastModeDefault"],
  vision: ["image"],
  images: ["image"],
  append: ["merge"],
  overwrite: ["replace"],
  prompt: ["input"],
  completion: ["output"],
  fallback: ["fallbacks"],
  fallbackmodels: ["fallbacks"],
  default: ["primary"],
  main: ["primary"],
  model: ["primary", "id"],
  modelid: ["id"],
  modelname: ["model", "name", "id"],
  llm: ["model"],
  defaultmodel: ["model"],
  modelfallbacks: ["fallbacks"],
  extraheaders: ["headers"],
  customheaders: ["headers"],
  name: ["id", "alias", "displayName"],
  displayname: ["name", "displayName"],
  label: ["name"],
  title: ["name"],
  maxoutputtokens: ["maxTokens"],
  maxcompletiontokens: ["maxTokens"],
  maxoutput: ["maxTokens"],
  contextlength: ["contextWindow"],
  contextsize: ["contextWindow"],
  timeout: ["timeoutSeconds", "timeoutMs"],
  timeoutms: ["timeoutSeconds"],
  workdir: ["workspace", "cwd"],
  folder: ["workspace"],
  aliases: ["alias"],
  modelaliases: ["models"],
  interval: ["every"],
  variables: ["vars"],
  env: ["vars"],
  loginshell: ["shellEnv"],
  shell: ["shellEnv"],
  region: ["region"],
};

/** No name has more dashes and underscores than this, which do not count. */
const MOST_DASHES = 8;

/**
 * The allowed name that a wrong one most likely stands for: the same but for case or dashes, a known synonym, or
 * close by spelling (one edit up to 4 letters, else two, the first letter being the same). `undefined` where nothing is
 * close.
 */
export function nearestName(wrong: string, allowed: readonly string[]): string | undefined {
  const plain = squash(wrong);
  const same = allowed.find((name) => squash(name) === plain);
  if (same !== undefined) return same;
  const synonyms = ownValue(SYNONYMS, plain);
  const synonym = synonyms?.find((name) => allowed.includes(name));
  if (synonym !== undefined) return synonym;
  const limit = plain.length <= 4 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of allowed) {
    if (Math.abs(plain.length - name.length) > limit + MOST_DASHES) continue; // a key may be very long
    const other = squash(name);
    const edits = distance(plain, other);
    if (edits === 2 && (plain[0] !== other[0] || Math.min(plain.length, other.length) < 5)) continue;
    if (edits < bestDistance && edits < name.length) {
      best = name;
      bestDistance = edits;
    }
  }
  return best;
}

/** True where a wrong name can mean only one right one: the same but for case and dashes, a synonym, one slip of a key. */
export function isSameName(wrong: string, right: string): boolean {
  const [plain, other] = [squash(wrong), squash(right)];
  if (plain === other) return true;
  const synonyms = ownValue(SYNONYMS, plain);
  if (synonyms?.length === 1) return synonyms[0] === right;
  if (Math.min(plain.length, other.length) < 5) return false;
  return distance(plain, other) === 1 || isSwap(plain, other);
}

/** True where two letters next to each other changed places. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

const squash = memo((name) => name.toLowerCase().replaceAll(/[-_\s]/gu, ""), 1000);
