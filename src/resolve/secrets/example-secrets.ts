import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { holdsIn, type RunTimeFact } from "../../schema/run-time-facts.ts";
import { disclosureOf } from "../../validate/disclosure.ts";
import { judgeValue, shapeOf } from "../environment/value-verdict.ts";
import { isAskedFor, isGatewayAuth, isIdle } from "./secret-needs.ts";

/** A secret that is none, by its text. */
interface ExampleSecret {
  readonly path: ConfigPath;
  /** `stops`: the gateway does not start with it; `gateway`: it does, and the text is its own secret. */
  readonly kind: "token" | "gateway" | "stops" | "redacted";
  /** Nothing usable can come of it. */
  readonly sure: boolean;
}

/** Keys of texts that are secrets themselves; those of files, addresses and variables end otherwise. */
const CREDENTIAL = /(?:token|secret|password|key)$/iu;

/** Texts with which the gateway does not start, as its secret. Run in gateways of 2026.6.11 and 2026.9.6. */
const STOPS: Readonly<Record<string, Readonly<Record<string, RunTimeFact>>>> = {
  token: {
    "change-me-to-a-long-random-token": "example-secret-stops",
    "change-me-now": "newer-example-stops",
    undefined: "word-for-nothing-stops",
    null: "word-for-nothing-stops",
  },
  password: {
    "change-me-to-a-strong-password": "example-secret-stops",
    undefined: "word-for-nothing-stops",
    null: "word-for-nothing-stops",
  },
};

/** The places of some sections, where the schema has a secret, that hold example text or a mark of redaction. */
export function findExampleSecrets(
  config: Readonly<Record<string, unknown>>,
  sections: readonly string[],
  release: string,
): readonly ExampleSecret[] {
  const found: ExampleSecret[] = [];
  for (const { path, text } of credentialTexts(config, sections)) {
    const verdict = judgeValue(text);
    const auth = isGatewayAuth(path);
    const fact = auth ? ownValue(ownValue(STOPS, String(path[2])) ?? {}, text.trim()) : undefined;
    const stops = fact !== undefined && holdsIn(fact, release);
    const isWord = path[0] === "channels" && shapeOf(text).noKeyWord;
    if (verdict !== "placeholder" && verdict !== "redacted" && !isWord && !stops) continue;
    if (disclosureOf(path) !== "secret" || isIdle(config, path)) continue;
    const isRedacted = verdict === "redacted";
    found.push({
      path,
      kind: stops ? "stops" : isRedacted ? "redacted" : auth ? "gateway" : "token",
      sure:
        stops ||
        isAskedFor(config, path) ||
        (auth && isRedacted && holdsIn("word-for-nothing-stops", release)),
    });
  }
  return found;
}

/** The texts at keys that are called as secrets are, in one walk. */
function credentialTexts(config: Readonly<Record<string, unknown>>, sections: readonly string[]) {
  const found: { readonly path: ConfigPath; readonly text: string }[] = [];
  const stack: (string | number)[] = [];
  const visit = (key: string | number, value: unknown): void => {
    stack.push(key);
    if (typeof value === "string") {
      if (typeof key === "string" && CREDENTIAL.test(key) && !value.includes("$"))
        found.push({ path: [...stack], text: value });
    } else if (Array.isArray(value)) {
      for (const [index, child] of value.entries()) visit(index, child);
    } else if (isObject(value)) {
      for (const [name, child] of Object.entries(value)) visit(name, child);
    }
    stack.pop();
  };
  for (const section of sections) visit(section, config[section]);
  return found;
}
