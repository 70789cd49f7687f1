import { toDotted, valueAt } from "../../../core/config-path.ts";
import { ownValue } from "../../../core/own-value.ts";
import type { SchemaProblem } from "../../../core/schema-problem.ts";
import { bakery } from "../../../engine/example-config.ts";
import { rewrite } from "../../../engine/fixes.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import { schemaReport } from "../../../engine/schema-message.ts";

export const check = defineCheck({
  id: "invalid-value",
  summary: "a value that OpenClaw does not allow at this place",
  severity: "error",
  fixable: true,
  messages: {
    near: {
      message: '{place} does not take "{found}".',
      hint: 'Did you mean "{nearest}"? It takes {allowed}.',
    },
    nearHidden: {
      message: "{place} does not take this value.",
      hint: 'Did you mean "{nearest}"? It takes {allowed}.',
    },
    enum: { message: '{place} does not take "{found}".', hint: "It takes {allowed}." },
    enumHidden: { message: "{place} does not take this value.", hint: "It takes {allowed}." },
    limit: { message: "{place} is {found}; {limit}.", hint: "Choose a value within that." },
    empty: { message: "{place} must not be empty.", hint: "Write a value, or take the key out." },
    length: { message: "{place}: {limit}.", hint: "Shorten or extend it to fit." },
    key: {
      message: '"{key}" is not allowed as a key in {parent}.',
      hint: "Write a name of the form {pattern}.",
    },
    pattern: {
      message: "{place} does not have the form OpenClaw wants.",
      hint: "Write a value that matches {pattern}.",
    },
    form: { message: "{place} does not have the form OpenClaw wants.", hint: "Write {form}." },
    plugin: {
      message:
        "{place} needs the plugin {plugin}, which is installed by itself; this config does not name it.",
      hint: "Run openclaw plugins install {plugin}, or take this out.",
    },
    reason: { message: "{place}: {reason}." },
    other: {
      message: "{place} has a value that OpenClaw refuses.",
      hint: "See the description of this key in the JSON Schema.",
    },
  },
  docs: () => ({
    trigger:
      "A value of the right type that is not among those allowed, outside its bounds, or not of the demanded form.",
    bad: bakery({ api: "openai" }),
    good: bakery({}),
    why: "OpenClaw refuses the whole config.",
    ignore: "Never: OpenClaw refuses the config.",
  }),
  check({ schemaProblems, config, report }) {
    for (const problem of schemaProblems) {
      if (problem.kind !== "invalid-value") continue;
      const { rule: kind, allowed = [], limit, reason = "", plugin = "" } = problem.data;
      const found = problem.data.found?.toString() ?? apiWritten(config, problem);
      const nearest = problem.data.nearest ?? apiFor(found, allowed);
      const pattern = problem.data.pattern ?? "the schema shows";
      const form = FORMS[pattern];
      const data = {
        place: words(toDotted(problem.path)),
        found: found ?? "this value",
        nearest: nearest ?? "",
        allowed,
        pattern,
        form: words(form ?? ""),
        key: String(problem.path.at(-1) ?? ""),
        parent: toDotted(problem.path.slice(0, -1)),
        limit: words(limitWords(kind, limit)),
        reason: words(reason),
        plugin: words(plugin),
      };
      const messageFor = () => {
        if (plugin !== "") return "plugin";
        if (reason !== "") return "reason";
        if (nearest !== undefined && allowed.length > 0) return found === undefined ? "nearHidden" : "near";
        if (allowed.length > 0) return found === undefined ? "enumHidden" : "enum";
        if (kind === "key") return "key";
        if (kind === "minLength" && limit === 1) return "empty";
        if (/Length|Items|Properties/u.test(kind)) return "length";
        if (data.limit.words !== "") return found === undefined ? "length" : "limit";
        if (form !== undefined) return "form";
        return problem.data.pattern === undefined ? "other" : "pattern";
      };
      report({
        ...schemaReport(problem, messageFor(), data),
        ...(nearest === undefined ? {} : { fix: rewrite(nearest, "safe") }),
      });
    }
  },
});

/** The forms of SecretRefs in words. */
const FORMS: Readonly<Record<string, string>> = {
  "^[A-Z][A-Z0-9_]{0,127}$": "the variable's name: capitals, digits and _ only, a letter first",
  "^(?:value|/(?:[^~]|~[01])*)$":
    'the place in the file with a slash in front, such as "/providers/ovenai", or "value" where the file is the secret alone',
  "^[a-z][a-z0-9_-]{0,63}$": 'small letters, digits, - and _ only, a letter first, such as "default"',
};

/** What people write for an api, and what OpenClaw calls it. */
const API_NAMES: Readonly<Record<string, string>> = {
  anthropic: "anthropic-messages",
  azure: "azure-openai-responses",
  bedrock: "bedrock-converse-stream",
  "chat-completions": "openai-completions",
  chat_completions: "openai-completions",
  "chat/completions": "openai-completions",
  claude: "anthropic-messages",
  completions: "openai-completions",
  converse: "bedrock-converse-stream",
  copilot: "github-copilot",
  gemini: "google-generative-ai",
  google: "google-generative-ai",
  messages: "anthropic-messages",
  openai: "openai-completions",
  "openai-chat": "openai-completions",
  "openai-compat": "openai-completions",
  "openai-chat-completions": "openai-completions",
  "openai-compatible": "openai-completions",
  responses: "openai-responses",
  vertex: "google-vertex",
};

/** The text at an `api` key, which holds no secret; other values are shown only where the schema says they are near. */
function apiWritten(config: unknown, { path }: SchemaProblem): string | undefined {
  const value = path.at(-1) === "api" ? valueAt(config, path) : undefined;
  return typeof value === "string" ? value : undefined;
}

function apiFor(found: string | undefined, allowed: readonly string[]): string | undefined {
  const name = found === undefined ? undefined : ownValue(API_NAMES, found.toLowerCase());
  return name !== undefined && allowed.includes(name) ? name : undefined;
}

function limitWords(kind: string, limit: number | undefined): string {
  if (limit === undefined) return "";
  switch (kind) {
    case "minimum":
      return `the least is ${limit}`;
    case "maximum":
      return `the most is ${limit}`;
    case "exclusiveMinimum":
      return `it must be more than ${limit}`;
    case "exclusiveMaximum":
      return `it must be less than ${limit}`;
    case "minLength":
      return `it needs ${limit} characters at least`;
    case "maxLength":
      return `it may have ${limit} characters at most`;
    case "minItems":
      return `it needs ${limit} entries at least`;
    case "maxItems":
      return `it may have ${limit} entries at most`;
    case "minProperties":
      return `it needs ${limit} entries at least`;
    default:
      return "";
  }
}
