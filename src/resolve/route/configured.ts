import type { ConfigPath } from "../../core/config-path.ts";
import { groupBy } from "../../core/group-by.ts";
import { onceFor } from "../../core/once-for.ts";
import { ownValue } from "../../core/own-value.ts";
import { type ConfiguredProvider, providerOfKey } from "../providers/configured-providers.ts";
import type { RouteData } from "./facts.ts";
import { configuredId, withoutOwnPrefix } from "./model-id.ts";

/** A text of the config with its place. */
export interface Placed {
  readonly value: string;
  readonly path: ConfigPath;
}

/** A model row of `models.providers`, with the defaults that OpenClaw fills in when it reads the config. */
export interface ConfiguredRow {
  /** As OpenClaw reads it. */
  readonly id: string;
  readonly path: ConfigPath;
  readonly row: Readonly<Record<string, unknown>>;
  /** The row's own api, else its provider's. */
  readonly api: Placed | undefined;
  readonly baseUrl: Placed | undefined;
  readonly contextWindow: number | undefined;
  readonly contextTokens: number | undefined;
  readonly maxTokens: number;
  /** It thinks before it answers. */
  readonly thinks: boolean;
}

/** A provider's block as OpenClaw takes it: of two keys that differ in case, the one written as the reference asks. */
export interface ConfiguredBlock {
  readonly key: string;
  readonly path: ConfigPath;
  readonly block: Readonly<Record<string, unknown>>;
  readonly api: Placed | undefined;
  readonly baseUrl: Placed | undefined;
  readonly maxTokens: number | undefined;
  readonly rows: readonly ConfiguredRow[];
}

/** The answer's length that OpenClaw gives to a row without one, in tokens. */
const DEFAULT_MAX_TOKENS = 8192;
/** The context window that OpenClaw gives to a model without one, in tokens. */
export const DEFAULT_CONTEXT = 200_000;
/** Where a local Ollama listens. */
const OLLAMA_URL = "http://127.0.0.1:11434";

/** The block of a provider, or undefined. */
export function findBlock(
  providers: readonly ConfiguredProvider[],
  provider: string,
  data: RouteData,
): ConfiguredBlock | undefined {
  const found = byId(providers).get(provider) ?? providerOfKey(providers, provider);
  return found === undefined ? undefined : readBlock(found, data);
}

const byId = onceFor(
  (providers: readonly ConfiguredProvider[]): ReadonlyMap<string, ConfiguredProvider> =>
    new Map(providers.toReversed().map((one) => [one.id.trim(), one])),
);

const known = new WeakMap<ConfiguredProvider, ConfiguredBlock>();

function readBlock(provider: ConfiguredProvider, data: RouteData): ConfiguredBlock {
  const old = known.get(provider);
  if (old !== undefined) return old;
  const { key, path, block } = provider;
  const written = transportApi(placed(block["api"], [...path, "api"]));
  // Anthropic's and Ollama's plugins complete their own block while the config is read.
  const hasRows = Array.isArray(block["models"]) && block["models"].length > 0;
  const api =
    block["api"] === undefined && key === "anthropic" && hasRows
      ? { value: "anthropic-messages", path }
      : written;
  const own = placed(block["baseUrl"], [...path, "baseUrl"]);
  const baseUrl = own === undefined && key === "ollama" ? { value: OLLAMA_URL, path } : own;
  const maxTokens = positive(block["maxTokens"]);
  const seen = new Map<string, ConfiguredRow>();
  for (const model of provider.models) {
    const id = configuredId(key, model.id.trim(), data);
    if (id === "") continue;
    const before = seen.get(id);
    // Of rows with one id, the first one's values win and later ones fill what it leaves out.
    const row = before === undefined ? model.row : { ...model.row, ...before.row };
    seen.set(id, readRow(id, before?.path ?? model.path, row, { key, api, maxTokens, data }));
  }
  const read = { key, path, block, api, baseUrl, maxTokens, rows: [...seen.values()] };
  known.set(provider, read);
  return read;
}

interface RowContext {
  readonly key: string;
  readonly api: Placed | undefined;
  readonly maxTokens: number | undefined;
  readonly data: RouteData;
}

function readRow(
  id: string,
  path: ConfigPath,
  row: Readonly<Record<string, unknown>>,
  { key, api, maxTokens, data }: RowContext,
): ConfiguredRow {
  const plain = data.ways.includes("plain-rows");
  const listed = plain ? undefined : listedModel(key, id, data);
  const contextWindow = positive(row["contextWindow"]) ?? (plain ? DEFAULT_CONTEXT : listed?.context);
  const contextTokens = positive(row["contextTokens"]) ?? listed?.tokens;
  const room = contextWindow ?? DEFAULT_CONTEXT;
  const usual = (plain ? undefined : maxTokens) ?? DEFAULT_MAX_TOKENS;
  const wanted = positive(row["maxTokens"]) ?? listed?.max ?? Math.min(usual, room);
  return {
    id,
    path,
    row,
    api: row["api"] === undefined ? api : transportApi(placed(row["api"], [...path, "api"])),
    baseUrl: placed(row["baseUrl"], [...path, "baseUrl"]),
    contextWindow,
    contextTokens,
    maxTokens: limitOf(key, id, Math.min(wanted, room), room),
    thinks: typeof row["reasoning"] === "boolean" ? row["reasoning"] : listed?.thinks === true,
  };
}

/** Limits that OpenClaw holds for models of Mistral's, whose rows often give the context as the answer's length. */
const MISTRAL_LIMITS: Readonly<Record<string, number>> = {
  "devstral-medium-latest": 32_768,
  "magistral-small": 40_000,
  "mistral-large-latest": 16_384,
  "mistral-medium-2508": 8_192,
  "mistral-small-latest": 16_384,
  "pixtral-large-latest": 32_768,
};

function limitOf(provider: string, id: string, maxTokens: number, room: number): number {
  if (provider !== "mistral") return maxTokens;
  const safe = ownValue(MISTRAL_LIMITS, id);
  if (safe !== undefined) return Math.min(maxTokens, safe);
  return maxTokens < room ? maxTokens : Math.min(DEFAULT_MAX_TOKENS, room);
}

/** A model of the manifests' catalogues, which are asked while the config is read; ids in any case. */
function listedModel(provider: string, id: string, data: RouteData) {
  const models = data.providers[provider]?.models;
  if (models === undefined) return undefined;
  if (Object.hasOwn(models, id)) return models[id];
  const lower = id.toLowerCase();
  const found = Object.keys(models).find((one) => one.toLowerCase() === lower);
  return found === undefined ? undefined : models[found];
}

/** The row that a reference's id means: by its own spelling, else one whose id repeats the provider. */
export function findRow(
  block: ConfiguredBlock | undefined,
  provider: string,
  id: string,
): ConfiguredRow | undefined {
  if (block === undefined) return undefined;
  let rows = rowsOf.get(block)?.get(provider);
  if (rows === undefined) {
    const repeated = new Map<string, ConfiguredRow>();
    const plain = new Map<string, ConfiguredRow>();
    for (const row of block.rows) {
      if (!plain.has(row.id)) plain.set(row.id, row);
      const bare = withoutOwnPrefix(provider, row.id);
      if (bare !== row.id && !repeated.has(bare.trim())) repeated.set(bare.trim(), row);
    }
    rows = new Map([...repeated, ...plain]);
    rowsOf.set(block, new Map([...(rowsOf.get(block) ?? []), [provider, rows]]));
  }
  return rows.get(id.trim());
}

/** Rows by id, of a block and the provider whose name ids may repeat: each reference asks for one. */
const rowsOf = new WeakMap<ConfiguredBlock, ReadonlyMap<string, ReadonlyMap<string, ConfiguredRow>>>();

/** The rows whose id is this one but for capitals, in the order of the config. */
export function rowsInAnyCase(block: ConfiguredBlock | undefined, id: string): readonly ConfiguredRow[] {
  return block === undefined ? [] : (byLowerCase(block).get(id.trim().toLowerCase()) ?? []);
}

const byLowerCase = onceFor(({ rows }: ConfiguredBlock) => groupBy(rows, ({ id }) => id.toLowerCase()));

/** Apis that OpenClaw has a client for; any other counts as not written. */
const APIS: ReadonlySet<string> = new Set([
  "anthropic-messages",
  "azure-openai-responses",
  "bedrock-converse-stream",
  "github-copilot",
  "google-generative-ai",
  "google-vertex",
  "ollama",
  "openai-chatgpt-responses",
  "openai-completions",
  "openai-responses",
]);

function transportApi(api: Placed | undefined): Placed | undefined {
  return api !== undefined && APIS.has(api.value) ? api : undefined;
}

function placed(value: unknown, path: ConfigPath): Placed | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : { value: text, path };
}

/** A number of tokens; undefined for what is none. */
export function positive(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : undefined;
}
