import type { ConfigPath } from "../../core/config-path.ts";
import { show } from "../../core/secrecy.ts";
import type { Environment } from "../environment/environment.ts";
import { isServed, type KeyVerdict } from "../environment/verdict.ts";
import { EXEC_FAULTS, FILE_FAULTS } from "../secrets/fault-words.ts";
import {
  type ReferenceContext,
  type ReferenceVerdict,
  resolveReference,
} from "../secrets/resolve-reference.ts";
import type { SecretInput, SecretReference } from "../secrets/secret-input.ts";
import { awsStep, variableStep } from "./ambient.ts";
import type { CredentialStep } from "./credential-resolution.ts";

/** What the config's key comes to, and whether its failure stops the search. */
export interface ConfigKey {
  readonly step: CredentialStep | undefined;
  /** A reference that fails never falls through to variables or profiles. */
  readonly stops: boolean;
}

/** What the meaning of a key depends on, beside what any secret reference needs. */
export interface ConfigKeyContext extends ReferenceContext {
  readonly path: ConfigPath;
  readonly early: boolean;
  /** The provider's URL is a local one; such servers take any key. */
  readonly local: boolean;
  /** OpenClaw makes a key up for this provider. */
  readonly keyless: boolean;
  /** True when a profile has this id; then the text is that profile's name. */
  readonly isProfile: (text: string) => boolean;
}

/** Judges `apiKey` (or any other credential of the config). */
export function configKey(input: SecretInput, value: unknown, context: ConfigKeyContext): ConfigKey {
  const { path, environment, local, keyless } = context;
  const one = (state: KeyVerdict, why: string): ConfigKey => ({
    step: { source: "config-key", state, path, why },
    stops: false,
  });
  switch (input.kind) {
    case "unset":
      return { step: undefined, stops: false };
    case "empty":
      return local
        ? { step: undefined, stops: false }
        : one("empty", "it is empty, which counts as not there");
    case "wrong-type":
      return one("unusable", "it is neither text nor a SecretRef");
    case "literal":
      if (typeof value === "string" && context.isProfile(value.trim())) {
        return one("undecidable", "it names a profile of OpenClaw's store of logins");
      }
      return one("set", "the key is written in the config");
    case "placeholder":
      return local ? one("set", "a local server takes any key") : one("placeholder", "it is example text");
    case "redacted":
      return one("redacted", "it is what a tool put in a secret's place");
    case "template":
      return templateKey(input.variables, environment, path);
    case "never-filled":
      return local
        ? one("set", "a local server takes any key")
        : one("unexpanded", "OpenClaw does not fill it, so the text itself would be sent");
    case "bare-name": {
      const step = variableStep(environment.lookup(input.name));
      return { step: { ...step, source: "config-key", path }, stops: false };
    }
    case "unknown-bare-name":
      return local
        ? one("set", "a local server takes any key")
        : one("unusable", `OpenClaw does not know the name ${input.name}, so the name itself would be sent`);
    case "aws-marker":
      return { step: { ...awsStep(environment), path }, stops: false };
    case "local-marker":
      return keyless
        ? {
            step: { source: "local", state: "not-needed", path, why: "a local server needs no key" },
            stops: false,
          }
        : one("unusable", `${input.name} stands for no key, which OpenClaw takes from no such block`);
    case "login-marker":
      return {
        step: { source: "login", state: "undecidable", path, why: `${input.name} stands for a login` },
        stops: false,
      };
    case "managed-marker":
      return one("unusable", "only OpenClaw itself may write this marker");
    case "retired-marker":
      return one("unusable", "OpenClaw no longer reads this marker");
    case "foreign":
      return one("unusable", "it is another tool's syntax, so the text itself would be sent");
    case "malformed-reference":
      return {
        step: { source: "config-key", state: "unusable", path, why: "it is no valid SecretRef" },
        stops: true,
      };
    case "reference":
      return referenceKey(input.reference, context);
  }
}

function templateKey(variables: readonly string[], environment: Environment, path: ConfigPath): ConfigKey {
  const found = variables.map((name) => environment.lookup(name));
  // The worst variable decides: a key with a hole in it is no key.
  const order: readonly KeyVerdict[] = [
    "unset",
    "empty",
    "unexpanded",
    "redacted",
    "placeholder",
    "undecidable",
  ];
  for (const state of order) {
    const worst = found.find((resolution) => resolution.verdict === state);
    if (worst !== undefined)
      return { step: { ...variableStep(worst), source: "config-key", path }, stops: false };
  }
  const why = `${variables.join(", ")} ${variables.length === 1 ? "is" : "are"} set`;
  const [first] = found;
  const single =
    found.length === 1 && first !== undefined ? { variable: first.variable, resolution: first } : {};
  return { step: { source: "config-key", state: "set", path, why, ...single }, stops: false };
}

function referenceKey(reference: SecretReference, context: ConfigKeyContext): ConfigKey {
  const { path, early } = context;
  if (early && reference.form === "template") {
    const step = variableStep(context.environment.lookup(reference.id));
    return { step: { ...step, source: "config-key", path }, stops: false };
  }
  const verdict = resolveReference(reference, context);
  if (verdict.kind === "variable") {
    const step = variableStep(verdict.resolution);
    const bad = !isServed(step.state) && step.state !== "undecidable";
    return { step: { ...step, source: "config-key", reference: verdict, path }, stops: bad };
  }
  const state = stateOfReference(verdict);
  const step: CredentialStep = {
    source: "config-key",
    state,
    reference: verdict,
    path,
    why: wordsFor(verdict),
  };
  return { step, stops: state === "unusable" || state === "unset" };
}

function stateOfReference(verdict: Exclude<ReferenceVerdict, { kind: "variable" }>): KeyVerdict {
  if (verdict.kind === "set" || verdict.kind === "undecidable") return verdict.kind;
  const { fault } = verdict.kind === "file-fault" ? verdict : { fault: undefined };
  return fault === "missing" || fault === "no-such-value" || fault === "blank" ? "unset" : "unusable";
}

function wordsFor(verdict: Exclude<ReferenceVerdict, { kind: "variable" }>): string {
  switch (verdict.kind) {
    case "set":
    case "undecidable":
      return verdict.why;
    case "unknown-alias":
      return `secrets.providers has no ${show(verdict.alias)}`;
    case "wrong-source":
      return `secrets.providers.${show(verdict.alias)} has source ${verdict.configured}`;
    case "not-allowed":
      return `the allowlist of secrets.providers.${show(verdict.alias)} leaves it out`;
    case "file-fault":
      return `${show(verdict.path)}: ${FILE_FAULTS[verdict.fault][0]}`;
    case "exec-fault":
      return `${show(verdict.command)}: ${EXEC_FAULTS[verdict.fault][0]}`;
  }
}
