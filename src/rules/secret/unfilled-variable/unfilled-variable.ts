import { valueAt } from "../../../core/config-path.ts";
import { bakery } from "../../../engine/example-config.ts";
import { put } from "../../../engine/fixes.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import { isWholeTemplate } from "../../../resolve/secrets/foreign-syntax.ts";
import { isAskedFor } from "../../../resolve/secrets/secret-needs.ts";
import { providerAt } from "../../../resolve/secrets/variable-faults.ts";
import type { VariableUse } from "../../../resolve/secrets/variable-uses.ts";

export const check = defineCheck({
  id: "unfilled-variable",
  summary: "a ${variable} written in a way that OpenClaw never fills",
  severity: "error",
  fixable: true,
  messages: {
    case: {
      message: "OpenClaw fills only names in capitals; ${{name}} stays as it is and is sent as text.",
      hint: "Write ${{right}}, and set {right}.",
    },
    defaulted: {
      message: "OpenClaw knows no default values; this ${…} stays as it is and is sent as text.",
      hint: "Write ${{right}} alone, and set {right} in {home}.",
    },
    foreign: {
      message: "OpenClaw fills only ${{right}}; another tool's way to write it stays as it is.",
      hint: "Write ${{right}}, and set {right}.",
    },
    open: {
      message: "This ${{name} lacks its closing brace; it stays as it is and is sent as text.",
      hint: "Write ${{right}}.",
    },
    escaped: {
      message: "$${{name}} stands for the text ${{name}} itself, which is sent as the key.",
      hint: "Write ${{right}}.",
    },
    dollarCase: {
      message: "OpenClaw fills only names in capitals; {shown} stays as it is and is sent as text.",
      hint: "Write ${{right}}, and set {right}.",
    },
    dollarInside: {
      message: "Inside a text OpenClaw fills only the form ${{name}}; {shown} is sent as it is.",
      hint: "Write ${{right}}.",
    },
    unnamed: {
      message: "What stands behind the $ here is no variable that OpenClaw fills; the text is sent as it is.",
      hint: "Write ${NAME} with the variable's name in capitals, and set it in {home}.",
    },
    shorthand: {
      message: "OpenClaw {release} does not know {shown}; it stays as it is.",
      hint: "Write ${{right}}.",
    },
  },
  docs: () => ({
    trigger:
      "A ${name} with small letters or with a shell's default (${NAME:-text}) in a provider, in env or in an agent's settings; anywhere else a text of nothing but ${env.NAME} or ${NAME:-text}.",
    bad: bakery({ apiKey: '"${ovenai_api_key}"', env: { ovenai_api_key: "test-not-a-key" } }),
    good: bakery({}),
    why: "OpenClaw substitutes ${NAME} only when the name is all capitals, digits and underscores. Anything else stays in the value, without a warning, and goes out as the key.",
    ignore: "When the text is really meant to hold ${…}; write $${…} then.",
  }),
  check({ config, variableUses, usedProviders, release, home, report }) {
    for (const use of variableUses) {
      if (use.form !== "never-filled" || !(inScope(use) || isWhole(use, config))) continue;
      const { path, name, literal } = use;
      const right = name.toUpperCase().replace(/[^A-Z0-9_]/gu, "_");
      const provider = providerAt(path);
      const isSecret = use.credential !== undefined;
      const fails =
        isSecret && (provider === undefined ? isAskedFor(config, path) : usedProviders.has(provider));
      // `$NAME` of an early release has no kind of its own.
      const messageId = name === "" ? "unnamed" : literal === undefined ? "shorthand" : MESSAGES[literal];
      if (isSecret && isForeign(name, literal)) continue;
      const data = { name, right, release, shown: words(`$${name}`), home: home() };
      report({
        messageId,
        data,
        at: { path },
        severity: fails ? "error" : "warning",
        ...(name === ""
          ? {}
          : { fix: put(`write \${${right}}`, path, filled(valueAt(config, path), use, right), "unsafe") }),
      });
    }
  },
});

const MESSAGES = {
  "literal-case": "case",
  "literal-default": "defaulted",
  "literal-open": "open",
  "dollar-case": "dollarCase",
  "dollar-inside": "dollarInside",
  escaped: "escaped",
  "literal-other": "foreign",
} as const satisfies Readonly<Record<NonNullable<VariableUse["literal"]>, string>>;

/** The value with the variable in the one form that OpenClaw fills. */
function filled(value: unknown, { span }: VariableUse, right: string): unknown {
  if (typeof value !== "string" || span === undefined) return value;
  const [start, end] = span;
  return `${value.slice(0, start)}\${${right}}${value.slice(end)}`;
}

function inScope({ path, credential }: VariableUse): boolean {
  return credential !== undefined || path[0] === "models" || path[0] === "agents" || path[0] === "env";
}

/**
 * True for a text of nothing but `${env.NAME}` or `${NAME:-text}`: nobody means it as it stands, wherever it is, as in a
 * channel's token. What a plugin's own settings mean is for the plugin to say.
 */
function isWhole({ path, literal }: VariableUse, config: unknown): boolean {
  if (path[0] === "plugins" || (literal !== "literal-other" && literal !== "literal-default")) return false;
  const text = valueAt(config, path);
  return typeof text === "string" && isWholeTemplate(text);
}

/** `${env:NAME}` and the like are another tool's syntax, which a rule of its own translates. */
function isForeign(name: string, literal: VariableUse["literal"]): boolean {
  return literal === "literal-other" || (literal === "literal-default" && /^env$/iu.test(name));
}
