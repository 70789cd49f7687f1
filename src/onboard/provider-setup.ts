import { suggestedVariable } from "../resolve/environment/provider-variables.ts";
import { findProvider } from "../resolve/providers/catalogue.ts";
import type { ReleaseLine } from "../schema/releases.ts";
import { holdsIn } from "../schema/run-time-facts.ts";
import { defaultModel, type ModelDefinition, type OnboardingChoice } from "./choices.ts";
import { compatibilities } from "./judge-input.ts";

/** What was asked and answered, each answer judged. */
export interface OnboardingAnswers {
  readonly choice: OnboardingChoice;
  /** By the names of the choice's inputs. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `--model`: an id, or `provider/id`. */
  readonly model: string | undefined;
}

/** A provider to be set up. No secret is in it: those are named by their variables. */
export interface ProviderSetup {
  readonly provider: string;
  /** Undefined for a provider that OpenClaw knows by itself. */
  readonly endpoint: { readonly baseUrl: string; readonly api: string } | undefined;
  readonly model: ModelDefinition;
  readonly alias: string | undefined;
  /** The variable of the key. */
  readonly variable: string;
  /** The header that takes a token, and the token's variable. */
  readonly header: { readonly name: string; readonly variable: string } | undefined;
}

/** Makes answers into a provider, in the shape of a release: its default model is that of OpenClaw's own onboarding. */
export function providerSetup(
  { choice, inputs, model }: OnboardingAnswers,
  line: ReleaseLine,
): ProviderSetup {
  const fill = (text: string) => text.replace(/\{([a-z-]+)\}/gu, (_, name: string) => inputs[name] ?? "");
  const provider =
    choice.provider ?? choice.ownProvider ?? inputs["provider"] ?? ownProviderId(inputs["base-url"] ?? "");
  const endpoint = choice.endpoint ?? neededEndpoint(provider, line);
  const wanted = model?.startsWith(`${provider}/`) ? model.slice(provider.length + 1) : model;
  const chosen = defaultModel(choice, line);
  const known = wanted === undefined ? chosen : choice.models.find(({ id }) => id === wanted);
  const { since: _, ...definition } = {
    since: "",
    ...(known ?? { id: wanted ?? chosen.id, name: wanted ?? "" }),
  };
  // A row wants a name; without an endpoint there is no row.
  const name = definition.name ?? (endpoint === undefined ? undefined : definition.id);
  return {
    provider,
    endpoint:
      endpoint === undefined
        ? undefined
        : {
            baseUrl: fill(endpoint.baseUrl),
            api: endpoint.api ?? compatibilities[inputs["compatibility"] ?? "openai"] ?? "openai-completions",
          },
    model: {
      ...definition,
      id: fill(definition.id),
      ...(name === undefined ? {} : { name: fill(name) }),
    },
    // The short name is that of the vendor's first model, not of any other.
    alias: wanted === undefined || wanted === chosen.id ? choice.alias : undefined,
    variable: choice.variable ?? suggestedVariable(provider),
    header:
      choice.token === undefined ? undefined : { name: choice.token.header, variable: choice.token.variable },
  };
}

/** The endpoint of a provider that a release knows by itself, where a block with no more than a key takes it away. */
function neededEndpoint(provider: string, line: ReleaseLine): OnboardingChoice["endpoint"] {
  if (provider !== "xai" || !holdsIn("xai-block-needs-url", line)) return undefined;
  const { baseUrl, api } = findProvider(provider) ?? {};
  return baseUrl === undefined ? undefined : { baseUrl, ...(api === undefined ? {} : { api }) };
}

/** `https://llm.bakery.example/v1` -> `custom-llm-bakery-example`, as OpenClaw's onboarding names it. */
export function ownProviderId(baseUrl: string): string {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : "endpoint";
  return `custom-${host
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "")}`;
}
