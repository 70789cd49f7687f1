import { type ConfigPath, isObject, toDotted } from "../../core/config-path.ts";
import { onceFor } from "../../core/once-for.ts";
import { slippedIn } from "../../validate/where-it-belongs.ts";
import { type CatalogueProvider, findProvider, normalizeProviderId } from "./catalogue.ts";

/** One model row of a `models.providers` entry. */
export interface ConfiguredModel {
  readonly id: string;
  readonly path: ConfigPath;
  readonly row: Readonly<Record<string, unknown>>;
}

/** One entry of `models.providers`, with what the catalogue knows under its id. */
export interface ConfiguredProvider {
  /** As written. */
  readonly id: string;
  /** As OpenClaw compares it. */
  readonly key: string;
  readonly path: ConfigPath;
  readonly block: Readonly<Record<string, unknown>>;
  readonly models: readonly ConfiguredModel[];
  /** Those of the models that have a baseUrl of their own. */
  readonly elsewhere: readonly ConfiguredModel[];
  readonly known: CatalogueProvider | undefined;
}

/** Reads the entries of `models.providers` that are objects. */
export function configuredProviders(config: unknown): readonly ConfiguredProvider[] {
  if (!isObject(config) || !isObject(config["models"])) return [];
  const providers = config["models"]["providers"];
  if (!isObject(providers)) return [];
  const found: ConfiguredProvider[] = [];
  const slipped = new Set(slippedIn(config).map(({ path }) => toDotted(path)));
  for (const [id, block] of Object.entries(providers)) {
    if (!isObject(block) || (slipped.size > 0 && slipped.has(toDotted(["models", "providers", id]))))
      continue;
    const path: ConfigPath = ["models", "providers", id];
    const models = modelRows(block, path);
    found.push({
      id,
      key: normalizeProviderId(id),
      path,
      block,
      models,
      elsewhere: models.filter(({ row }) => "baseUrl" in row),
      known: findProvider(id),
    });
  }
  return found;
}

function modelRows(block: Readonly<Record<string, unknown>>, path: ConfigPath): readonly ConfiguredModel[] {
  const rows = block["models"];
  if (!Array.isArray(rows)) return [];
  const models: ConfiguredModel[] = [];
  rows.forEach((row, index) => {
    if (isObject(row) && typeof row["id"] === "string") {
      models.push({ id: row["id"], path: [...path, "models", index], row });
    }
  });
  return models;
}

/** A block that may hold a baseUrl: a provider's, or that of one of its models with a baseUrl of its own. */
export interface UrlPlace {
  readonly block: Readonly<Record<string, unknown>>;
  readonly path: ConfigPath;
  readonly isRow: boolean;
}

/** Where the base URLs of a provider stand. */
export function urlPlaces({ block, path, elsewhere }: ConfiguredProvider): readonly UrlPlace[] {
  return [
    { block, path, isRow: false },
    ...elsewhere.map((model) => ({ block: model.row, path: model.path, isRow: true })),
  ];
}

/** The provider with a key; of several with the same key the first. */
export function providerOfKey(
  providers: readonly ConfiguredProvider[],
  key: string | undefined,
): ConfiguredProvider | undefined {
  return key === undefined ? undefined : byKey(providers).get(key);
}

const byKey = onceFor(
  (providers: readonly ConfiguredProvider[]): ReadonlyMap<string, ConfiguredProvider> =>
    new Map(providers.toReversed().map((one) => [one.key, one])),
);
