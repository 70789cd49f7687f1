import { memo } from "../../core/memo.ts";
import { ownValue } from "../../core/own-value.ts";
import { measuredLines } from "../../data/release-lines.ts";
import of5 from "../../data/routes/2026.5.5.json" with { type: "json" };
import of6 from "../../data/routes/2026.6.11.json" with { type: "json" };
import of7 from "../../data/routes/2026.7.35.json" with { type: "json" };
import current from "../../data/routes/2026.9.6.json" with { type: "json" };
import { lineOf } from "../../schema/releases.ts";

/** What a plugin's catalogue says of one model; the provider's own api and URL where it is silent. */
export interface ModelFacts {
  /** Context window in tokens. */
  readonly context?: number;
  /** The part of it that OpenClaw uses, in tokens. */
  readonly tokens?: number;
  /** Most tokens of an answer. */
  readonly max?: number;
  /** It thinks before it answers, and OpenClaw adds room for that. */
  readonly thinks?: true;
  readonly api?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/** A provider that ships with OpenClaw. */
export interface ProviderFacts {
  readonly plugin: string;
  /** `static`: the catalogue is all there is; `refreshable`, `runtime`: a gateway with a network may know more ids. */
  readonly discovery?: string | undefined;
  readonly api?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** Present where the plugin takes any id, with what such a model gets. */
  readonly any?: ModelFacts;
  /** The catalogue of the manifest, which is also asked while the config is read. */
  readonly models: Readonly<Record<string, ModelFacts>>;
  /** Models of the library that OpenClaw was built on; of older releases. */
  readonly library?: Readonly<Record<string, ModelFacts>>;
  /** That library knows more than a hundred models, which are not kept here. */
  readonly hasMore?: true;
  /** Models that the plugin lists in code, to complete rows with. */
  readonly inCode?: Readonly<Record<string, ModelFacts>>;
  /** Models that it takes without its catalogue, by the name that is asked for; of older releases. */
  readonly taken?: Readonly<Record<string, ModelFacts & { readonly id?: string }>>;
  /** Models that it takes beside its catalogue, of which it copies one. */
  readonly copied?: ProviderFacts["taken"];
  /** Both in any case: the id goes out as it is written, or in small letters. */
  readonly takesCase?: "written" | "small";
  /** Models that it offers where the config has no row. */
  readonly offered?: Readonly<Record<string, ModelFacts>>;
  /** Of older releases: it offers them only where a variable holds a key, and may ask its server for more. */
  readonly offersWithKey?: true;
}

/** How OpenClaw rewrites the model ids of a provider. */
export interface IdRule {
  readonly aliases?: Readonly<Record<string, string>>;
  readonly stripPrefixes?: readonly string[];
  readonly prefixWhenBare?: string;
}

/** A host or URL that OpenClaw knows to be a vendor's. */
export interface EndpointFacts {
  readonly endpointClass: string;
  /** The bundled plugin that names it. */
  readonly plugin?: string;
  readonly hosts?: readonly string[];
  readonly hostSuffixes?: readonly string[];
  readonly baseUrls?: readonly string[];
}

/** A model that OpenClaw refuses to run; with `hosts`, only there. */
export interface Suppression {
  readonly provider: string;
  readonly model: string;
  readonly hosts?: readonly string[];
  /** Refused even where the config has a row for it. */
  readonly retired?: true;
  /** What to take instead, `provider/model`. */
  readonly use?: string;
}

/**
 * What older releases do otherwise than the newest:
 * - asks-any-id: a base URL or a row is enough for any id to be asked for; the first row gives its limits
 * - plain-rows: a row takes nothing from the catalogue or the block, but OpenClaw's own defaults
 * - alias-is-owner: another name of a provider is that provider, whatever is written for it
 * - library-models: a library brings models of its own, which count before what the plugins say
 * - catalogue-without-key: beside `asks-any-id`, a fixed catalogue counts where no variable holds a key, too
 * - block-url-first: the block's base URL comes before the row's
 * - any-block-asks: a block without a base URL is enough, too
 * - keeps-own-prefix: a provider's name at the beginning of an id stays there
 * - openai-url-for-all: OpenAI's clients ask OpenAI where there is no base URL, whoever the provider is
 * - openai-speaks-all: OpenAI's provider takes any api
 */
export type RouteWay =
  | "asks-any-id"
  | "plain-rows"
  | "alias-is-owner"
  | "library-models"
  | "catalogue-without-key"
  | "block-url-first"
  | "any-block-asks"
  | "keeps-own-prefix"
  | "openai-url-for-all"
  | "openai-speaks-all";

/** What decides the requests of one release, read out of its package by `npm run upstream -- --write`. */
export interface RouteData {
  readonly release: string;
  /** `provider/model` of an agent for which nothing is written. */
  readonly defaultModel: string;
  /** Told by signs in the package's code. */
  readonly ways: readonly RouteWay[];
  readonly providers: Readonly<Record<string, ProviderFacts>>;
  readonly idRules: Readonly<Record<string, IdRule>>;
  readonly catalogAliases: Readonly<Record<string, { readonly provider: string; readonly api?: string }>>;
  /** Ids that share another one's plugin and login. */
  readonly authAliases: Readonly<Record<string, string>>;
  /** Ids that run through another one's plugin. */
  readonly pluginAliases: Readonly<Record<string, string>>;
  readonly endpoints: readonly EndpointFacts[];
  readonly suppressed: readonly Suppression[];
  /** Words that stand for a login or a local server where a key belongs. */
  readonly markers: readonly string[];
}

/** The files of older releases, written from OpenClaw's own package and held to their shape by a test. */
const OLDER = [of7, of6, of5];
const lines: Readonly<Record<string, { readonly routes?: boolean }>> = measuredLines;

/** The facts of the line that judges a release; undefined where it was not measured. */
export const routeDataOf = memo((release: string): RouteData | undefined => {
  const line = lineOf(release);
  if (ownValue(lines, line)?.routes !== true) return undefined;
  const file = line === current.release ? current : OLDER.find((one) => one.release === line);
  if (file === undefined) return undefined;
  const data = file as RouteData;
  // Its tables are asked for names out of files, and `constructor` is none that they have.
  for (const table of [
    data.providers,
    data.idRules,
    data.catalogAliases,
    data.authAliases,
    data.pluginAliases,
  ])
    Object.setPrototypeOf(table, null);
  return data;
});
