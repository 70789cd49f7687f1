import data from "../data/onboarding.json" with { type: "json" };
import { compareReleases, type ReleaseLine } from "../schema/releases.ts";

/** A model as a provider's list in the config holds it; OpenClaw's own providers bring theirs, so only the id counts. */
export interface ModelDefinition {
  readonly id: string;
  readonly name?: string;
  readonly reasoning?: boolean;
  readonly input?: readonly string[];
  readonly cost?: Readonly<Record<string, number>>;
  readonly contextWindow?: number;
  readonly maxTokens?: number;
}

/** What a text that onboarding asks for has to look like. */
export type InputForm =
  | "cloudflare-account"
  | "cloudflare-gateway"
  | "base-url"
  | "model-id"
  | "vendor-model"
  | "provider-id"
  | "compatibility";

/** Something that a provider cannot be set up without, beside its key. */
export interface OnboardingInput {
  readonly name: string;
  readonly flag: string;
  readonly label: string;
  readonly form: InputForm;
  readonly optional?: boolean;
  /** What stands in its place in a text that is yet to be filled in. */
  readonly placeholder?: string;
}

/** One way of setting up a provider by its API key. Names and models as OpenClaw's own onboarding has them. */
export interface OnboardingChoice {
  /** The value of `--auth-choice`; `also` are OpenClaw's other names for it. */
  readonly choice: string;
  readonly also?: readonly string[];
  readonly label: string;
  /** Undefined where the owner names it. */
  readonly provider?: string;
  /** The id of the block, for a provider that OpenClaw does not know by itself. */
  readonly ownProvider?: string;
  readonly alias?: string;
  readonly keyLabel?: string;
  readonly keyFlags: readonly string[];
  /** The provider whose keys are taken, where that is another. */
  readonly keyOf?: string;
  readonly variable?: string;
  readonly inputs?: readonly OnboardingInput[];
  /** A second secret, for a header. */
  readonly token?: {
    readonly flag: string;
    readonly label: string;
    readonly question: string;
    readonly variable: string;
    readonly header: string;
  };
  /** Where requests go; undefined for providers that OpenClaw knows by itself. `{name}` stands for an input. */
  readonly endpoint?: { readonly baseUrl: string; readonly api?: string };
  /** Default models, oldest first, each with the release from which OpenClaw's onboarding chooses it. */
  readonly models: readonly (ModelDefinition & { readonly since: string })[];
}

// The file is ours; a test checks it against this shape.
export const onboardingChoices = data.choices as readonly OnboardingChoice[];

/** The choice that a word of `--auth-choice` names. */
export function findChoice(word: string): OnboardingChoice | undefined {
  return onboardingChoices.find(({ choice, also }) => choice === word || also?.includes(word));
}

/** All words of `--auth-choice`. */
export function choiceWords(): readonly string[] {
  return onboardingChoices.flatMap(({ choice, also = [] }) => [choice, ...also]);
}

/** The model that OpenClaw's onboarding of a release makes the default. */
export function defaultModel({ models }: OnboardingChoice, line: ReleaseLine): ModelDefinition {
  const chosen = models.findLast(({ since }) => compareReleases(since, line) <= 0) ?? models[0];
  if (chosen === undefined) throw new Error("an onboarding choice without models");
  const { since: _, ...model } = chosen;
  return model;
}
