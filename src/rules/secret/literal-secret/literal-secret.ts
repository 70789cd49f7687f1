import type { ConfigPath } from "../../../core/config-path.ts";
import { looksSecret } from "../../../core/secrecy.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { mergedAt } from "../../../expand/expanded-config.ts";
import { suggestedVariable } from "../../../resolve/environment/provider-variables.ts";
import { judgeValue } from "../../../resolve/environment/value-verdict.ts";
import { classifySecretInput } from "../../../resolve/secrets/secret-input.ts";

export const check = defineCheck({
  id: "literal-secret",
  summary: "a secret written out in a file under version control",
  severity: "warning",
  fixable: true,
  messages: {
    key: {
      message: "A live key is written out here, and this file is under version control.",
      hint: 'Put it into {home} and write "${{name}}" here. If it was ever committed, make a new key.',
    },
    tracked: {
      message: "A secret is written out here, and this file is under version control.",
      hint: 'Put it into {home} and write "${{name}}" here. If it was ever committed, make a new one.',
    },
  },
  docs: () => ({
    trigger:
      "An apiKey, a secret header or a value of env.vars that is a real key, or a key by its vendor's public prefix anywhere in the config, in a file that git tracks or has staged (its index is read; git is not run). An error where the text has a vendor's prefix or, at an apiKey or secret header, looks random.",
    bad: {
      ...bakery({ apiKey: '"sk-test-not-a-real-key-0000"', env: {} }),
      files: { ".git/index": "tracked: openclaw.json" },
    },
    good: bakery({ apiKey: '"sk-test-not-a-real-key-0000"', env: {} }),
    why: "Whoever can read the repository can use the key, also after it was removed: history keeps it.",
    ignore: "When the repository never leaves this machine.",
  }),
  check({ texts, expanded, isTracked, home, report }) {
    for (const { path, text, credential, variable, vendorKey, reference } of texts) {
      const live = vendorKey && judgeValue(text) === "set";
      if (!live && (reference || (!variable && credential === undefined) || !isRealSecret(text, variable)))
        continue;
      const merged = mergedAt(expanded, path);
      if (merged === undefined || !isTracked(merged.document.path)) continue;
      report({
        messageId: live ? "key" : "tracked",
        data: { name: nameFor(path), home: home() },
        at: { path },
        // A hook that only warns lets the commit pass, and pre-commit shows nothing of one that passes.
        severity: live || (credential !== undefined && looksSecret(text)) ? "error" : "warning",
        ...(reference
          ? {}
          : {
              fix: {
                title: "move it into .env",
                safety: "unsafe",
                change: { kind: "to-variable", name: nameFor(path) },
              } as const,
            }),
      });
    }
  },
});

/** A credential that is no reference, marker or example; in env.vars, where anything may stand, one that looks it. */
function isRealSecret(value: string, vars: boolean): boolean {
  if (judgeValue(value) !== "set") return false;
  if (vars) return looksSecret(value);
  const input = classifySecretInput(value, { fieldIsCredential: true, bareNames: new Set() });
  // Short words such as "none" or "local" are what people give to servers that take anything.
  return input.kind === "literal" && (looksSecret(value) || value.trim().length >= 16);
}

function nameFor(path: ConfigPath): string {
  if (path[0] === "env") return String(path[2]);
  const last = String(path.at(-1));
  if (path[0] !== "models")
    return suggestedVariable(String(path.at(-2) ?? path[0] ?? "openclaw"), words(last));
  const ending = last === "apiKey" ? "API_KEY" : path.at(-2) === "headers" ? headerWords(last) : words(last);
  return suggestedVariable(String(path[2] ?? "provider"), ending);
}

/** The usual header of a token is no part of its name; any other tells two secrets of one provider apart. */
function headerWords(header: string): string {
  return /^(?:authorization|cf-aig-authorization)$/iu.test(header) ? "TOKEN" : words(header);
}

/** `botToken` as `BOT_TOKEN`. */
function words(key: string): string {
  const split = key.replace(/([a-z0-9])([A-Z])/gu, "$1_$2").replace(/[^A-Za-z0-9]+/gu, "_");
  return split.toUpperCase().replace(/^_+|_+$/gu, "") || "TOKEN";
}
