import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { show } from "../../core/secrecy.ts";
import { nearest } from "../../core/text.ts";
import { wholeVariable } from "../../core/variable-text.ts";
import { bakery } from "../../engine/example-config.ts";
import { defineMessages, defineRule, type Said, words } from "../../engine/rule.ts";
import { EXEC_FAULTS, FILE_FAULTS } from "../../resolve/secrets/fault-words.ts";
import type { ReferenceVerdict } from "../../resolve/secrets/resolve-reference.ts";
import { isActive, isNeeded } from "../../resolve/secrets/secret-needs.ts";

const ref = (alias: string, more = "") => {
  const example = bakery({ apiKey: `{ source: "file", provider: "${alias}", id: "value" }` });
  const secrets = `{\n  secrets: { providers: { drawer: { source: "file", path: "~/.openclaw/drawer.txt", mode: "singleValue" } } },\n`;
  return {
    ...example,
    config: example.config.replace("{\n", secrets) + more,
    files: { "~/.openclaw/drawer.txt": "test-not-a-key\n" },
  };
};

const messages = defineMessages({
  alias: {
    message: 'secrets.providers has no "{alias}"; the gateway does not start with such a reference.',
    hint: 'Add secrets.providers.{alias} with source: "{source}"{known}.',
  },
  near: {
    message: 'secrets.providers has no "{alias}"; the gateway does not start with such a reference.',
    hint: 'Did you mean "{right}"?',
  },
  template: {
    message: "id holds {text}, which OpenClaw replaces by the variable's value; a SecretRef wants its name.",
    hint: 'Write id: "{name}".',
  },
  notAllowed: {
    message:
      "The allowlist of secrets.providers.{alias} does not have {id}; the gateway does not start with such a reference.",
    hint: "Add it there.",
  },
  file: { message: "OpenClaw will not take the secret from {file}: {fault}.", hint: "{advice}" },
  exec: { message: "OpenClaw will not run {command}: {fault}.", hint: "{advice}" },
});

export const rule = defineRule({
  id: "secret-reference",
  subject: "secret",
  summary: "a SecretRef that leads nowhere",
  severity: "error",
  wholeConfig: true,
  messages,
  docs: () => ({
    trigger:
      "A SecretRef whose provider is not in secrets.providers, whose id holds ${NAME} instead of the name, whose variable is not on the allowlist, or whose file or command OpenClaw will not touch.",
    bad: ref("safe"),
    good: ref("drawer"),
    why: "A reference that fails never falls back to a variable or a profile. An unknown alias, a variable that its allowlist leaves out, and an id that its file cannot have even keep the gateway from starting, although openclaw config validate says that all is well.",
    ignore:
      "When the file or command exists only on the gateway's machine; lint there, or with --gateway none.",
  }),
  check(context) {
    const { credentials, providers, usedProviders, config, release, tellPath, report } = context;
    for (const { path, block } of providers) {
      const key = block["apiKey"];
      if (!isObject(key) || key["source"] !== "env" || typeof key["id"] !== "string") continue;
      const name = wholeVariable(key["id"]);
      if (name === undefined) continue;
      // A real key does not have the form of a name, so the config is refused as soon as the variable is there.
      const at = { path: [...path, "apiKey", "id"] };
      report({ messageId: "template", data: { text: key["id"], name }, at, refused: true });
    }
    for (const { provider, trail, input, at } of credentials.values()) {
      const verdict = trail.find((step) => step.source === "config-key")?.reference;
      if (verdict === undefined || at === undefined || !("reference" in input)) continue;
      const { source, id } = input.reference;
      const found = word(verdict, source, id, tellPath, aliasesOf(config));
      if (found === undefined) continue;
      const path: ConfigPath =
        verdict.kind === "unknown-alias" && input.reference.form === "object" ? [...at, "provider"] : at;
      const strict = stopsTheGateway(verdict); // used or not
      report({
        ...found,
        at: { path },
        severity: strict || usedProviders.has(provider) ? "error" : "warning",
      });
    }
    for (const { path, reference, verdict } of context.furtherReferences()) {
      const found = word(verdict, reference.source, reference.id, tellPath, aliasesOf(config));
      if (found === undefined || !isActive(config, path, release)) continue;
      report({
        ...found,
        at: { path: verdict.kind === "unknown-alias" ? [...path, "provider"] : path },
        severity: stopsTheGateway(verdict) || isNeeded(config, path, false, release) ? "error" : "warning",
      });
    }
  },
});

/** OpenClaw starts without a value that is missing, not with a reference that breaks its own rules (measured: 2026.9.6). */
function stopsTheGateway(verdict: ReferenceVerdict): boolean {
  return (
    verdict.kind === "unknown-alias" ||
    verdict.kind === "not-allowed" ||
    (verdict.kind === "file-fault" && verdict.fault === "id-must-be-value")
  );
}

function aliasesOf(config: Readonly<Record<string, unknown>>): readonly string[] {
  const secrets = config["secrets"];
  return isObject(secrets) && isObject(secrets["providers"]) ? Object.keys(secrets["providers"]) : [];
}

function word(
  verdict: ReferenceVerdict,
  source: string,
  id: string,
  tellPath: (path: string) => string,
  aliases: readonly string[],
): Said<typeof messages> | undefined {
  switch (verdict.kind) {
    case "unknown-alias": {
      const { alias, known, builtIn } = verdict;
      const right =
        nearest(alias, aliases) ?? (builtIn !== undefined && aliases.length === 0 ? builtIn : undefined);
      if (right !== undefined) return { messageId: "near", data: { alias, right } };
      return {
        messageId: "alias",
        data: {
          alias,
          source,
          known: words(
            known.length === 0 ? "" : `, or name one that is there: ${known.map(show).join(", ")}`,
          ),
        },
      };
    }
    case "not-allowed":
      return { messageId: "notAllowed", data: { alias: verdict.alias, id } };
    case "file-fault": {
      const [fault, advice] = FILE_FAULTS[verdict.fault];
      return {
        messageId: "file",
        data: { file: words(tellPath(verdict.path)), fault: words(fault), advice: words(advice) },
      };
    }
    case "exec-fault": {
      if (verdict.fault === "not-absolute") return undefined; // a refusal, told at the command
      const [fault, advice] = EXEC_FAULTS[verdict.fault];
      return {
        messageId: "exec",
        data: { command: verdict.command, fault: words(fault), advice: words(advice) },
      };
    }
    default:
      return undefined; // a variable's absence, and a wrong source, have rules of their own
  }
}
