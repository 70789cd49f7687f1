import type { Argv } from "yargs";
import { onboardingChoices } from "../onboard/choices.ts";
import { compatibilities } from "../onboard/judge-input.ts";
import { GATEWAY_TARGETS } from "../resolve/environment/environment.ts";
import { one } from "./check-options.ts";

/** The arguments of `onboard`, not yet judged. */
export interface OnboardArguments {
  readonly authChoice: string | undefined;
  readonly interactive: boolean;
  /** Answers and secrets by their options' names. */
  readonly given: Readonly<Record<string, string>>;
  readonly secretInputMode: "ref" | "plaintext";
  readonly model: string | undefined;
  readonly setDefault: boolean | undefined;
  readonly keepOldDefault: boolean | undefined;
  readonly setMode: boolean;
  /** Puts keys that the service lacks where it finds them, instead of setting a provider up. */
  readonly repair: boolean;
  readonly restart: boolean | undefined;
  readonly config: string | undefined;
  readonly stateDir: string | undefined;
  readonly gateway: string | undefined;
  readonly serviceFile: string | undefined;
  readonly openclawVersion: string | undefined;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly backup: boolean;
  readonly json: boolean;
}

/** Options of OpenClaw's own command that ask for nothing here, so that its command lines run as they are written. */
const WITHOUT_EFFECT: readonly string[] = [
  "accept-risk",
  "skip-health",
  "skip-channels",
  "skip-skills",
  "skip-daemon",
  "skip-ui",
  "skip-search",
  "skip-hooks",
  "skip-bootstrap",
];

/** The options that carry answers, and those that carry secrets, each with what it is. */
const answers = new Map<string, string>();
const secrets = new Map<string, string>();
for (const { label, keyLabel = "API key", keyFlags, inputs = [], token } of onboardingChoices) {
  for (const flag of keyFlags) tell(secrets, flag, label, keyLabel);
  for (const input of inputs) {
    const what = input.form === "compatibility" ? Object.keys(compatibilities).join(", ") : input.label;
    tell(answers, input.flag, label, what);
  }
  if (token !== undefined) tell(secrets, token.flag, label, token.label);
}

/** Of an option that several choices take, what they have in common: "Cloudflare AI Gateway", or nothing. */
function tell(known: Map<string, string>, flag: string, label: string, what: string): void {
  const before = known.get(flag)?.split(": ")[0]?.split(" ");
  const words = label.split(" ");
  const end = words.findIndex((word, at) => before !== undefined && word !== before[at]);
  const whose = words
    .slice(0, end < 0 ? undefined : end)
    .join(" ")
    .replace(/ to$/u, "");
  known.set(flag, whose === "" ? what : `${whose}: ${what}`);
}

/** Names of all options, for guessing. */
export function onboardOptionNames(): readonly string[] {
  return [
    ...answers.keys(),
    ...secrets.keys(),
    ...["auth-choice", "non-interactive", "mode", "secret-input-mode", "model", "set-default"],
    ...["keep-old-default", "repair", "restart", "config", "state-dir", "gateway", "service-file", "backup"],
    ...["dry-run", "force", "json"],
  ];
}

/** Declares the options of `init`. */
export function initOptions<T>(y: Argv<T>) {
  const declared = y
    .option("auth-choice", {
      type: "string",
      describe: `what to set up: ${onboardingChoices.map(({ choice }) => choice).join(", ")}`,
    })
    .option("non-interactive", { type: "boolean", describe: "ask nothing" })
    .option("model", { type: "string", describe: "another model than the provider's usual one" })
    .option("openclaw-version", { type: "string", describe: "write for this OpenClaw release" })
    .option("dry-run", { type: "boolean", describe: "print what would be written, and write nothing" });
  for (const [flag, describe] of answers) declared.option(flag, { type: "string", describe });
  return declared;
}

/** Declares the options of `onboard`. */
export function onboardOptions<T>(y: Argv<T>) {
  const declared = initOptions(y)
    .option("mode", {
      type: "string",
      choices: ["local"],
      describe: "the gateway of this machine; sets gateway.mode where it is not set",
    })
    .option("secret-input-mode", {
      type: "string",
      choices: ["ref", "plaintext"],
      default: "ref",
      describe: "the key into <state dir>/.env, or into the config itself",
    })
    .option("set-default", {
      type: "boolean",
      describe: "make it the default model; --no-set-default does not",
    })
    .option("keep-old-default", {
      type: "boolean",
      describe: "the default model that goes becomes the first fallback (it does unless you say no)",
    })
    .option("repair", {
      type: "boolean",
      describe: "put keys that the service lacks into <state dir>/.env, and restart it",
    })
    .option("restart", { type: "boolean", describe: "with --repair: restart the gateway without asking" })
    .option("config", { type: "string", describe: "the config; default: the one OpenClaw loads" })
    .option("state-dir", { type: "string", describe: "stands for ~/.openclaw" })
    .option("gateway", {
      type: "string",
      describe: `whose environment the check at the end takes: ${GATEWAY_TARGETS.join(", ")}`,
    })
    .option("service-file", { type: "string", describe: "the unit, plist, Compose file or manifest to read" })
    .option("force", { type: "boolean", describe: "replace a key that is there" })
    .option("backup", { type: "boolean", describe: "keep the old config beside the new one" })
    .option("json", { type: "boolean", describe: "a summary for programs" });
  for (const [flag, describe] of secrets) declared.option(flag, { type: "string", describe });
  for (const flag of WITHOUT_EFFECT) declared.option(flag, { type: "boolean", hidden: true });
  return declared;
}

/** Reads what yargs found. Throws `UsageError` for an option that stands twice. */
export function readOnboardArguments(argv: Readonly<Record<string, unknown>>): OnboardArguments {
  const text = (name: string): string | undefined => {
    const value = one(argv[name], `--${name}`);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const given: Record<string, string> = {};
  for (const flag of [...answers.keys(), ...secrets.keys()]) {
    const value = text(flag);
    if (value !== undefined) given[flag] = value.trim();
  }
  return {
    authChoice: text("auth-choice"),
    interactive: argv["non-interactive"] !== true,
    given,
    secretInputMode: argv["secret-input-mode"] === "plaintext" ? "plaintext" : "ref",
    model: text("model"),
    setDefault: typeof argv["set-default"] === "boolean" ? argv["set-default"] : undefined,
    keepOldDefault: typeof argv["keep-old-default"] === "boolean" ? argv["keep-old-default"] : undefined,
    repair: argv["repair"] === true,
    restart: typeof argv["restart"] === "boolean" ? argv["restart"] : undefined,
    setMode: text("mode") !== undefined,
    config: text("config"),
    stateDir: text("state-dir"),
    gateway: text("gateway"),
    serviceFile: text("service-file"),
    openclawVersion: text("openclaw-version"),
    dryRun: argv["dry-run"] === true,
    force: argv["force"] === true,
    backup: argv["backup"] === true,
    json: argv["json"] === true,
  };
}
