import { isVariableName } from "../../core/secrecy.ts";

/** Another tool's syntax for a secret, and how OpenClaw writes the same. Holds names only. */
export interface ForeignSyntax {
  readonly form:
    | "env-colon" // env:NAME, env/NAME, ENV[NAME]
    | "env-in-template" // ${env:NAME}, ${env.NAME}
    | "env-in-braces" // {env:NAME}
    | "process-env" // process.env.NAME, os.environ["NAME"], os.environ/NAME, import.meta.env.NAME
    | "env-call" // env(NAME), os.getenv("NAME")
    | "assignment" // NAME=value, export NAME=value
    | "header-line" // x-api-key: value
    | "json-reference" // a SecretRef written as text
    | "short-reference" // source:provider:id, secretRef:id
    | "spaced" // ${ NAME }
    | "percent" // %NAME%
    | "single-braces" // {NAME}
    | "double-braces" // {{ NAME }}
    | "github" // ${{ secrets.NAME }}
    | "file-colon" // file:/path, {file:/path}, /run/secrets/name
    | "command" // $(command), `command`, !command
    | "one-password" // op://vault/item/field
    | "vault"; // vault:..., aws-sm:..., keychain:..., ENC[...]
  /** The variable it names, where it names one that OpenClaw could read. */
  readonly variable?: string;
  /** What to write in its place; for files and commands, which kind of SecretRef. */
  readonly instead: string;
}

type Reader = readonly [form: ForeignSyntax["form"], pattern: RegExp];

/** Forms that name a variable in group 1. */
const VARIABLES: readonly Reader[] = [
  ["github", /^\$\{\{\s*(?:secrets|env|vars)\.([A-Za-z_]\w*)\s*\}\}$/u],
  ["env-in-template", /^\$\{env[:.]([A-Za-z_]\w*)(?::?-[^}]*)?\}$/iu],
  ["env-in-braces", /^\{env[:.]([A-Za-z_]\w*)\}$/iu],
  ["short-reference", /^\$?\{?(?:secret-?ref:)?env:[a-z0-9][a-z0-9_-]{0,63}:([A-Z][A-Z0-9_]{0,127})\}?$/iu],
  ["short-reference", /^secret-?ref:(?:env:)?([A-Z][A-Z0-9_]{0,127})$/iu],
  ["env-colon", /^(?:\$?env(?::\/\/|[:/.])|ENV\[["']?)([A-Za-z_]\w*)(?:["']?\])?$/iu],
  [
    "process-env",
    /^\$?\{?(?:process\.env|import\.meta\.env|os\.environ)(?:\.|\/|\[["']|\.get\(["'])([A-Za-z_]\w*)(?:["'][\])])?\}?$/u,
  ],
  ["env-call", /^(?:os\.|System\.)?(?:get)?env\(["']?([A-Za-z_]\w*)["']?\)$/iu],
  ["spaced", /^\$\{(?=.*\s)\s*([A-Za-z_]\w*)\s*\}$/u],
  ["percent", /^%([A-Za-z_]\w*)%$/u],
  ["double-braces", /^=?\{\{\s*(?:\$?env\.|secrets\.|\.Env\.)?([A-Za-z_]\w*)\s*\}\}$/u],
  ["single-braces", /^\{([A-Z][A-Z0-9_]*)\}$/u],
];

/** Forms that name something else. */
const OTHERS: readonly (readonly [ForeignSyntax["form"], RegExp, string])[] = [
  [
    "file-colon",
    /^(?:\$?\{?file:|@\/|@\.\/).+$/iu,
    'a SecretRef: { source: "file", provider: "<alias>", id: "value" }',
  ],
  [
    "file-colon",
    /^(?:~|\/(?:run|var|etc|home|root|Users|mnt|opt|srv|tmp|data|config|secrets?|vault|app))(?:\/[\w.@-]+)+$/u,
    'a SecretRef: { source: "file", provider: "<alias>", id: "value" }',
  ],
  [
    "vault", // SOPS, Jasypt, Ansible, Spring, Vault's transit: what is decrypted before use, or not at all
    /^(?:ENC\[.+\]|ENC\(.+\)|\$ANSIBLE_VAULT;.+|\{cipher\}.+|vault:v\d+:.+)$/su,
    'a SecretRef, or "${NAME}"; nothing decrypts this text',
  ],
  [
    "command",
    /^(?:\$\(.+\)|`.+`|![a-z/].* .+)$/su,
    'a SecretRef: { source: "exec", provider: "<alias>", id: "<name>" }',
  ],
  [
    "short-reference",
    /^(?:\$\{)?(?:secret-?ref:)?(?:file|exec|store|env):[a-z0-9][a-z0-9_-]{0,63}:[^\s:]{1,200}\}?$/iu,
    'the object itself: { source: "exec", provider: "<alias>", id: "<id>" }',
  ],
  ["short-reference", /^secret-?ref:\S{1,200}$/iu, "the object itself: { source, provider, id }"],
  // The key itself may stand behind the sign, so nothing is put in its place.
  [
    "assignment",
    /^(?:export\s+)?[A-Z][A-Z0-9]*_[A-Z0-9_]*=\S.*$/u,
    'only what stands behind the =, or "${NAME}"',
  ],
  ["header-line", /^(?:authorization|x-api-key|api-key|x-goog-api-key)\s*:\s*\S+.*$/iu, "the key alone"],
  ["json-reference", /^\{\s*"source"\s*:.*\}$/su, "the object itself, without quotes around it"],
  ["vault", /^(?:secrets?:[\w./:-]+|\{\{\s*secrets?[:.][^{}]*\}\})$/u, 'a SecretRef, or "${NAME}"'],
  // ${keyring:name}, ${vault:path}, ${secret:id}: OpenClaw fills names in capitals only, and sends the rest as it stands.
  [
    "vault",
    /^\$\{[a-z0-9][a-z0-9_-]{0,30}:[^{}]+\}$/u,
    'a SecretRef: { source: "exec", provider: "<alias>", id: "<name>" }',
  ],
  ["one-password", /^op:\/\/.+$/u, 'a SecretRef: { source: "exec", provider: "<alias>", id: "<name>" }'],
  [
    "vault",
    /^(?:vault|aws-?sm|aws-?secrets?manager|gcp-?sm|gcp-?secret|azure-?kv|keychain|keyring|bitwarden|bws|doppler|infisical|pass|sops):.+$/iu,
    'a SecretRef: { source: "exec", provider: "<alias>", id: "<name>" }',
  ],
];

/** Recognises a foreign syntax that fills the text wholly; undefined for anything else. */
export function findForeignSyntax(text: string): ForeignSyntax | undefined {
  // OpenClaw's own, and what has no sign in it: by far the most frequent, and all that follows needs one.
  if (/^(?:\$\{[A-Z0-9_]*\}|[\w-]*)$/u.test(text)) return undefined;
  for (const [form, pattern] of VARIABLES) {
    const variable = pattern.exec(text)?.[1];
    if (variable === undefined) continue;
    if (!isVariableName(variable)) return { form, instead: '"${NAME}"' };
    const upper = variable.toUpperCase();
    // A name that is not in capitals cannot be named in OpenClaw, whatever the case it would have elsewhere.
    return { form, variable, instead: `"\${${upper}}"` };
  }
  for (const [form, pattern, instead] of OTHERS) if (pattern.test(text)) return { form, instead };
  return undefined;
}

/** The variable of a `${...}` in the words of another tool: `${env.NAME}`, `${{ secrets.NAME }}`. */
export function templateVariable(template: string): string | undefined {
  return /^\$\{\{?\s{0,4}(?:env|process\.env|secrets|vars)[.:]([A-Za-z_]\w{0,127})\s{0,4}\}?\}?$/u.exec(
    template,
  )?.[1];
}

/** True for a text that is nothing but one name or expression in `${…}` or `${{…}}`, whatever stands inside. */
export function isWholeTemplate(text: string): boolean {
  return /^\$\{\{?[^{}]{1,200}\}\}?$/u.test(text);
}
