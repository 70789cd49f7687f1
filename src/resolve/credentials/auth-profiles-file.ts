import { isObject } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { judgeValue } from "../environment/value-verdict.ts";

/** What is wrong with a login of an `auth-profiles.json`, without any of its secrets. */
export type StoredLoginFault =
  /** The field that holds the secret is not there; `written` is a field that was most likely meant for it. */
  | { readonly kind: "no-secret"; readonly field: string; readonly written?: string; readonly type?: string }
  /** It is there, and no key. */
  | { readonly kind: "placeholder"; readonly field: string }
  /** It names no provider, so it serves none. */
  | { readonly kind: "no-provider" }
  | { readonly kind: "unknown-type" };

/** One login of the file. */
export interface StoredLogin {
  readonly id: string;
  readonly provider: string | undefined;
  readonly fault: StoredLoginFault | undefined;
}

/** An `auth-profiles.json` as OpenClaw reads it. */
export type AuthProfilesFile =
  | { readonly kind: "logins"; readonly logins: readonly StoredLogin[] }
  /** JSON without `profiles`: OpenClaw finds no login in it. `names` are the keys that it has at the top. */
  | { readonly kind: "other-form"; readonly names: readonly string[] }
  | { readonly kind: "not-json" };

/** The field that holds the secret of each type of login, and the one that may hold a reference to it. */
const SECRET_FIELDS: Readonly<Record<string, readonly [field: string, reference: string]>> = {
  api_key: ["key", "keyRef"],
  token: ["token", "tokenRef"],
  oauth: ["access", "refresh"],
};

/** Fields that people write in place of the right one. */
const LIKELY = [
  "api_key",
  "apiKey",
  "apikey",
  "key",
  "token",
  "value",
  "secret",
  "access_token",
  "accessToken",
];

/**
 * Reads the store of logins that OpenClaw kept as JSON before it had a database:
 * `{ version, profiles: { "<id>": { type, provider, key | token | access, … } } }`. No secret leaves this function.
 */
export function readAuthProfiles(text: string): AuthProfilesFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "not-json" };
  }
  if (!isObject(value)) return { kind: "not-json" };
  const profiles = value["profiles"];
  if (!isObject(profiles)) return { kind: "other-form", names: Object.keys(value).slice(0, 50) };
  return {
    kind: "logins",
    logins: Object.entries(profiles).map(([id, profile]) => ({
      id,
      provider:
        isObject(profile) && typeof profile["provider"] === "string"
          ? profile["provider"].trim().toLowerCase()
          : undefined,
      fault: faultOf(profile),
    })),
  };
}

function faultOf(profile: unknown): StoredLoginFault | undefined {
  if (!isObject(profile)) return { kind: "unknown-type" };
  const type = profile["type"] ?? profile["mode"];
  const fields = typeof type === "string" ? ownValue(SECRET_FIELDS, type) : undefined;
  if (fields === undefined) return { kind: "unknown-type" };
  if (typeof profile["provider"] !== "string" || profile["provider"].trim() === "")
    return { kind: "no-provider" };
  const [field, reference] = fields;
  const secret = profile[field];
  if (isObject(profile[reference]) || (reference === "refresh" && typeof profile[reference] === "string"))
    return undefined;
  if (typeof secret !== "string" || secret.trim() === "") {
    const written = LIKELY.find((name) => name !== field && Object.hasOwn(profile, name));
    // The secret's own name says of which type it is, where that is another one.
    const type = Object.keys(SECRET_FIELDS).find((one) => SECRET_FIELDS[one]?.[0] === written);
    return {
      kind: "no-secret",
      field,
      ...(written === undefined ? {} : { written }),
      ...(type === undefined ? {} : { type }),
    };
  }
  const verdict = judgeValue(secret);
  return verdict === "placeholder" || verdict === "redacted" ? { kind: "placeholder", field } : undefined;
}
