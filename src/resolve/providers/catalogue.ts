import data from "../../data/providers.json" with { type: "json" };

/** What OpenClaw of the catalogue's release knows about one provider id. */
export interface CatalogueProvider {
  readonly id: string;
  /**
   * bundled: ships with OpenClaw; external: an official plugin; documented: named only in its
   * documentation; alias: another name; reserved: an id without a provider.
   */
  readonly kind: "bundled" | "external" | "documented" | "alias" | "reserved";
  /** True when a `models.providers` entry of this id may leave out baseUrl and models. */
  readonly overlay: boolean;
  readonly aliasOf?: string;
  readonly aliases?: readonly string[];
  /** False for providers that only make images, video or speech. */
  readonly text?: boolean;
  readonly api?: string;
  readonly baseUrl?: string;
  readonly models?: readonly string[];
  readonly deprecated?: readonly string[];
  /** Short names that OpenClaw expands (`opus` -> `claude-opus-5`). */
  readonly modelAliases?: Readonly<Record<string, string>>;
  /** Model ids that OpenClaw refuses, each with its successor where one is named. */
  readonly retired?: Readonly<Record<string, string | null>>;
  /** The npm package of an external provider. */
  readonly package?: string;
}

// The JSON file is written by `npm run upstream -- --write` and checked against this shape by a test.
const providers = data.providers as readonly CatalogueProvider[];

let byId: Map<string, CatalogueProvider> | undefined;

/** The catalogue's entry for a provider id (any case, aliases included), or undefined. */
export function findProvider(id: string): CatalogueProvider | undefined {
  if (byId === undefined) {
    byId = new Map();
    for (const provider of providers) byId.set(provider.id, provider);
    for (const provider of providers) {
      for (const alias of provider.aliases ?? []) {
        if (!byId.has(alias)) byId.set(alias, provider);
      }
    }
  }
  return byId.get(normalizeProviderId(id));
}

/** The provider that an id stands for: an alias leads to its owner. */
export function canonicalProvider(id: string): CatalogueProvider | undefined {
  const found = findProvider(id);
  return found?.aliasOf === undefined ? found : findProvider(found.aliasOf);
}

/** All provider ids of the catalogue, aliases included, in alphabetical order. */
export function knownProviderIds(): readonly string[] {
  findProvider("");
  return [...(byId?.keys() ?? [])].sort();
}

/** How OpenClaw 2026.x compares provider ids: trimmed and lower-cased, nothing else. */
export function normalizeProviderId(id: string): string {
  return id.trim().toLowerCase();
}
