import { type ConfigPath, isObject } from "../../../core/config-path.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import type { RuleContext } from "../../../engine/rule-context.ts";
import type { StoredLoginFault } from "../../../resolve/credentials/auth-profiles-file.ts";
import { isServed } from "../../../resolve/environment/verdict.ts";
import { providerOfKey } from "../../../resolve/providers/configured-providers.ts";
import { referencesOf } from "../../../resolve/references/references.ts";

const STORE = "~/.openclaw/agents/main/agent/auth-profiles.json";

const bakery = (field: string) => ({
  config: `{
  meta: { lastTouchedVersion: "2026.3.13" },
  auth: { profiles: { "openai:till": { provider: "openai", mode: "api_key" } } },
  agents: { defaults: { model: { primary: "openai/gpt-5.4" } } },
}`,
  files: {
    [STORE]: `{ "version": 1, "profiles": { "openai:till": { "type": "api_key", "provider": "openai", "${field}": "sk-test-not-a-key" } } }\n`,
  },
});

export const check = defineCheck({
  id: "stored-login",
  summary: "a login in OpenClaw's store that OpenClaw cannot use",
  severity: "warning",
  wholeConfig: true,
  messages: {
    noSecret: {
      message: 'The stored login "{profile}" has no "{field}", so it gives no key.',
      hint: "Sign in again: openclaw models auth paste-api-key --provider {provider}.",
    },
    otherField: {
      message:
        'The stored login "{profile}" has no "{field}"; it has "{written}", which OpenClaw does not read.',
      hint: 'Rename "{written}" to "{field}" in {file}.',
    },
    otherType: {
      message:
        'The stored login "{profile}" has no "{field}"; it has "{written}", which OpenClaw reads of another type of login.',
      hint: 'Write type: "{type}" in {file}, or sign in again.',
    },
    placeholder: {
      message: 'The stored login "{profile}" holds example text, not a key.',
      hint: "Sign in again: openclaw models auth paste-api-key --provider {provider}.",
    },
    shape: {
      message: 'The stored login "{profile}" lacks its {lacks}, so OpenClaw does not use it.',
      hint: 'Write type: "api_key", provider and key in {file}.',
    },
    notJson: {
      message: "{file} is not JSON, so OpenClaw finds no login in it.",
      hint: "Correct it, or sign in again with openclaw models auth.",
    },
  },
  docs: () => ({
    trigger:
      "An auth-profiles.json of the releases that keep logins there (up to 2026.5.28) that is not JSON, or in which a login lacks its type, its provider or the field with its secret. Later releases keep logins in a database, which is not judged.",
    bad: bakery("api_key"),
    good: bakery("key"),
    why: 'OpenClaw passes over such a login without a word and answers "No API key found for provider", though the file has one.',
    ignore: "When another login serves the provider.",
  }),
  check(context) {
    const { storeFaults, credentials, usedProviders, tellPath, report } = context;
    for (const one of storeFaults()) {
      const file = words(tellPath(one.file));
      if (one.kind === "not-json") {
        report({ messageId: "notJson", data: { file }, at: { path: ["auth"] } });
        continue;
      }
      if (one.kind === "other-form") continue; // no fault of its own: the store of a later release
      const { login, fault } = one;
      const provider = login.provider ?? login.id.split(":")[0] ?? "";
      const state = credentials.get(provider)?.state;
      const needed = usedProviders.has(provider) && !isServed(state);
      const { messageId, data: own } = messageFor(fault);
      const data = { ...own, profile: login.id, provider, file };
      report({
        messageId,
        data,
        at: { path: placeOf(login.id, provider, context) },
        severity: needed ? "error" : "warning",
      });
    }
  },
});

const NOTHING = { field: "", written: "", type: "", lacks: "" };

/** The message of a fault, with the data that are its own. */
function messageFor(fault: StoredLoginFault): {
  readonly messageId: "noSecret" | "otherField" | "otherType" | "placeholder" | "shape";
  readonly data: typeof NOTHING;
} {
  switch (fault.kind) {
    case "no-secret": {
      const { field, written, type } = fault;
      if (written !== undefined && type !== undefined)
        return { messageId: "otherType", data: { ...NOTHING, field, written, type } };
      return written === undefined
        ? { messageId: "noSecret", data: { ...NOTHING, field } }
        : { messageId: "otherField", data: { ...NOTHING, field, written } };
    }
    case "placeholder":
      return { messageId: "placeholder", data: NOTHING };
    case "no-provider":
      return { messageId: "shape", data: { ...NOTHING, lacks: "provider" } };
    case "unknown-type":
      return { messageId: "shape", data: { ...NOTHING, lacks: "type" } };
  }
}

/** Where the config names the login, else the provider, else the reference that needs it. */
function placeOf(
  profile: string,
  provider: string,
  { config, providers, references }: RuleContext,
): ConfigPath {
  const auth = config["auth"];
  if (isObject(auth) && isObject(auth["profiles"]) && Object.hasOwn(auth["profiles"], profile))
    return ["auth", "profiles", profile];
  const owner = providerOfKey(providers, provider);
  return owner?.path ?? referencesOf(references, provider)[0]?.path ?? ["auth"];
}
