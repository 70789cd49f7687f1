import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { withoutBearer } from "../../core/variable-text.ts";
import { isVendorKey, SHORTEST_KEY } from "../environment/value-verdict.ts";

/** A text of the config that may have to do with secrets or variables. */
export interface NotableText {
  readonly path: ConfigPath;
  readonly text: string;
  /** It stands at a place that holds a credential. */
  readonly credential: boolean;
  /** It is a value of `env.vars`. */
  readonly variable: boolean;
  /** It is a key by its vendor's shape, wherever it stands. */
  readonly vendorKey: boolean;
  /** It is the `id` of a SecretRef of source env. */
  readonly reference: boolean;
}

/** What OpenClaw's tools show in place of a secret; it has been saved in place of settings of any kind. */
const SENTINEL = "__OPENCLAW_REDACTED__";

/**
 * Finds, in one walk, every text that stands at a credential's place or in `env.vars`, holds a `$`, is the redaction
 * mark, or a key by its vendor's shape. Keys are never substituted, so they do not count.
 */
export function findNotableTexts(config: unknown): readonly NotableText[] {
  const found: NotableText[] = [];
  const stack: (string | number)[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      const credential = isCredentialPath(stack);
      const variable = stack[0] === "env" && stack[1] === "vars";
      const vendorKey = value.length >= SHORTEST_KEY && isVendorKey(withoutBearer(value));
      if (!credential && !variable && !vendorKey && !value.includes("$") && value !== SENTINEL) return;
      found.push({ path: [...stack], text: value, credential, variable, vendorKey, reference: false });
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        stack.push(index);
        visit(value[index]);
        stack.pop();
      }
    } else if (isObject(value)) {
      const id = value["source"] === "env" && typeof value["provider"] === "string" ? value["id"] : undefined;
      if (typeof id === "string") {
        const vendorKey = isVendorKey(id);
        const path = [...stack, "id"];
        found.push({ path, text: id, credential: true, variable: false, vendorKey, reference: true });
        return;
      }
      for (const key of Object.keys(value)) {
        const child = value[key];
        if (typeof child !== "string" && typeof child !== "object") continue; // most are numbers
        stack.push(key);
        visit(child);
        stack.pop();
      }
    }
  };
  visit(config);
  return found;
}

/** Header names that OpenClaw counts among the secrets; `cf-aig-authorization` is one that it forgets. */
const SECRET_HEADER =
  /^(?:(?:proxy-)?authorization|cf-aig-authorization|x-api-key|api-key|apikey|(?:x-)?(?:auth|access)-token|(?:x-)?secret-key)$|api-?key|token|secret|password|credential/iu;

/** True for the places of the model part that hold credentials (OpenClaw's reference of SecretRef places). */
function isCredentialPath(path: ConfigPath): boolean {
  const key = path[path.length - 1];
  const above = path[path.length - 2];
  switch (above) {
    case "headers":
      return SECRET_HEADER.test(String(key));
    case "auth":
      return (key === "token" || key === "value") && path[path.length - 3] === "request";
    case "tls":
      return /^(?:ca|cert|key|passphrase)$/u.test(String(key)) && path.includes("request");
    case "ssh":
      return /^(?:identity|certificate|knownHosts)Data$/u.test(String(key));
    default:
      return key === "apiKey";
  }
}
