import type { CredentialContext } from "../credentials/resolve-credential.ts";
import type { Environment } from "../environment/environment.ts";
import type { ConfiguredProvider } from "../providers/configured-providers.ts";
import type { Alias } from "../references/aliases.ts";
import type { RouteData } from "./facts.ts";

/** What a route is found against; one for all references of a config. */
export interface RouteContext {
  readonly data: RouteData;
  /** The merged config. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly providers: readonly ConfiguredProvider[];
  readonly aliases: readonly Alias[];
  readonly environment: Environment;
  readonly credentials: CredentialContext;
  /** True for a bundled plugin that the config switches off. */
  isOff(pluginId: string): boolean;
  /** A base URL with its variables filled. */
  address(text: string): string;
  /** OpenAI's own URL, or the one that the environment puts in its place. */
  openAiUrl(): string;
}
