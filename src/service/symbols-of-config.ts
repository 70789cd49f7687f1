import { type ConfigPath, isObject, valueAt } from "../core/config-path.ts";
import { normalizeProviderId } from "../resolve/providers/catalogue.ts";
import type { ConfiguredModel, ConfiguredProvider } from "../resolve/providers/configured-providers.ts";
import type { Alias } from "../resolve/references/aliases.ts";
import { variableAt } from "./variables.ts";
import {
  inside,
  type PlacedReference,
  placedReferences,
  referenceAt,
  type Spot,
  type Stretch,
  spotAt,
  stretchOf,
  type View,
} from "./view.ts";

/** Something with a name that is written in one place and used in others. */
export type ConfigSymbol =
  | { readonly kind: "provider"; readonly provider: ConfiguredProvider }
  | { readonly kind: "model"; readonly provider: ConfiguredProvider; readonly model: ConfiguredModel }
  | { readonly kind: "alias"; readonly alias: Alias }
  | { readonly kind: "secrets"; readonly id: string }
  | { readonly kind: "variable"; readonly name: string }
  /** Named here, and written nowhere in the config. */
  | { readonly kind: "elsewhere"; readonly name: string };

/** A symbol, and the stretch of its name at the place that was asked about. */
export interface FoundSymbol {
  readonly symbol: ConfigSymbol;
  readonly at: Stretch;
}

/** The symbol whose name an offset is in. */
export function symbolAt(view: View, offset: number): FoundSymbol | undefined {
  const variable = variableAt(view, offset);
  if (variable !== undefined) {
    const { name, start, end } = variable;
    return { symbol: { kind: "variable", name }, at: { document: view.document, start, end } };
  }
  const reference = referenceAt(view, offset);
  if (reference !== undefined) return inReference(view, reference, offset);
  return inBlock(view, spotAt(view, offset));
}

function inReference(view: View, placed: PlacedReference, offset: number): FoundSymbol | undefined {
  const { resolved } = view.analysis;
  const { target, parsed, text } = placed.reference;
  if (parsed.form === "qualified") {
    const parts = partsOf(placed);
    if (parts === undefined) return undefined;
    const owner = providerOf(view, parsed.provider);
    if (offset <= parts.provider.end) {
      if (owner === undefined)
        return { symbol: { kind: "elsewhere", name: parsed.provider }, at: parts.provider };
      return { symbol: { kind: "provider", provider: owner }, at: parts.provider };
    }
    if (target.state === "declared") {
      const { row } = target;
      const provider = resolved.providers.find(({ models }) => models.includes(row));
      if (provider !== undefined) return { symbol: { kind: "model", provider, model: row }, at: parts.model };
    }
    if (target.state === "alias") return { symbol: { kind: "alias", alias: target.alias }, at: parts.model };
    return { symbol: { kind: "elsewhere", name: text }, at: parts.model };
  }
  const whole = nameOf(placed);
  if (target.state === "alias") return { symbol: { kind: "alias", alias: target.alias }, at: whole };
  if (target.state === "guessed") {
    const provider = providerOf(view, target.provider);
    const model = provider?.models.find(({ id }) => id === target.model);
    if (provider !== undefined && model !== undefined)
      return { symbol: { kind: "model", provider, model }, at: whole };
  }
  return { symbol: { kind: "elsewhere", name: text }, at: whole };
}

function inBlock(view: View, spot: Spot): FoundSymbol | undefined {
  const { path, isKey, start, end } = spot;
  if (end === start) return undefined;
  const at = inside({ document: view.document, start, end });
  const { providers, references } = view.analysis.resolved;
  if (path[0] === "models" && path[1] === "providers") {
    const provider = providers.find(({ id }) => id === path[2]);
    if (provider === undefined) return undefined;
    if (path.length === 3 && isKey) return { symbol: { kind: "provider", provider }, at };
    const model = provider.models.find((one) => same([...one.path, "id"], path));
    if (model !== undefined && !isKey) return { symbol: { kind: "model", provider, model }, at };
  }
  const alias = references.aliases.find((one) => one.builtIn !== true && same(one.path, path));
  if (alias !== undefined && !isKey) return { symbol: { kind: "alias", alias }, at };
  const named = providerNamedAt(view, path, isKey);
  if (named !== undefined) return { symbol: { kind: "provider", provider: named }, at };
  if (path[0] === "secrets" && path[1] === "providers" && path.length === 3 && isKey)
    return { symbol: { kind: "secrets", id: String(path[2]) }, at };
  if (path.at(-1) === "provider" && !isKey) {
    const holder = valueAt(view.analysis.config, path.slice(0, -1));
    if (isObject(holder) && typeof holder["source"] === "string" && typeof holder["provider"] === "string")
      return { symbol: { kind: "secrets", id: holder["provider"] }, at };
  }
  return undefined;
}

/** Places beside references that name a provider: its order of logins, and logins of it. */
function providerNamedAt(view: View, path: ConfigPath, isKey: boolean): ConfiguredProvider | undefined {
  const isOrder = path[0] === "auth" && path[1] === "order" && path.length === 3 && isKey;
  if (isOrder) return providerOf(view, String(path[2]));
  const isLogin =
    path[0] === "auth" && path[1] === "profiles" && path.length === 4 && path[3] === "provider" && !isKey;
  const written = isLogin ? valueAt(view.analysis.config, path) : undefined;
  return typeof written === "string" ? providerOf(view, written) : undefined;
}

function providerOf({ analysis }: View, id: string): ConfiguredProvider | undefined {
  const key = normalizeProviderId(id);
  return analysis.resolved.providers.find((one) => one.key === key);
}

function same(one: ConfigPath, other: ConfigPath): boolean {
  return one.length === other.length && one.every((step, index) => String(step) === String(other[index]));
}

/** The two parts of a `provider/model` as they are written; undefined where escapes hide where one ends. */
export function partsOf({
  document,
  start,
  end,
  reference,
}: PlacedReference): { readonly provider: Stretch; readonly model: Stretch } | undefined {
  const { parsed } = reference;
  if (parsed.form !== "qualified") return undefined;
  const raw = document.text.slice(start, end);
  const slash = raw.indexOf("/");
  if (slash < 0 || raw.slice(0, slash).trim() !== parsed.provider) return undefined;
  const from = slash + 1;
  const at = raw.indexOf(parsed.model, from);
  if (at < 0 || raw.slice(from, at).trim() !== "") return undefined;
  const padding = raw.length - raw.trimStart().length;
  return {
    provider: { document, start: start + padding, end: start + padding + parsed.provider.length },
    model: { document, start: start + at, end: start + at + parsed.model.length },
  };
}

/** The name of a reference without a slash; the login behind `@` is no part of it. */
function nameOf({ document, start, end, reference }: PlacedReference): Stretch {
  const { parsed } = reference;
  const raw = document.text.slice(start, end);
  const at = parsed.form === "bare" ? raw.indexOf(parsed.text) : -1;
  if (parsed.form !== "bare" || at < 0) return { document, start, end };
  return { document, start: start + at, end: start + at + parsed.text.length };
}

/** Where a symbol is written, and every place of the config that names it. Names without a place of their own have no `origin`. */
export function occurrencesOf(
  { analysis }: View,
  symbol: ConfigSymbol,
): { readonly origin: Stretch | undefined; readonly uses: readonly Stretch[] } {
  const { resolved, config } = analysis;
  const placed = placedReferences(analysis);
  switch (symbol.kind) {
    case "provider": {
      const { key, path } = symbol.provider;
      const uses = placed.flatMap((one) => {
        const { parsed } = one.reference;
        const parts =
          parsed.form === "qualified" && normalizeProviderId(parsed.provider) === key
            ? partsOf(one)
            : undefined;
        return parts === undefined ? [] : [parts.provider];
      });
      return {
        origin: inside(stretchOf(analysis, path, "key")),
        uses: [...uses, ...searchesOf(analysis, key), ...loginsOf(analysis, key)],
      };
    }
    case "model": {
      const { model } = symbol;
      const uses = placed.flatMap((one) => {
        const { target } = one.reference;
        if (target.state === "declared" && target.row === model) {
          const parts = partsOf(one);
          return parts === undefined ? [] : [parts.model];
        }
        const isGuessed =
          target.state === "guessed" && target.provider === symbol.provider.key && target.model === model.id;
        return isGuessed ? [nameOf(one)] : [];
      });
      return { origin: inside(stretchOf(analysis, [...model.path, "id"], "value")), uses };
    }
    case "alias": {
      const { alias } = symbol;
      const uses = placed.flatMap((one) => {
        const { target, parsed } = one.reference;
        if (target.state !== "alias" || target.alias !== alias) return [];
        return parsed.form === "qualified" ? [partsOf(one)?.model ?? one] : [nameOf(one)];
      });
      const origin = alias.builtIn === true ? undefined : inside(stretchOf(analysis, alias.path, "value"));
      return { origin, uses };
    }
    case "secrets": {
      const path = ["secrets", "providers", symbol.id];
      const isThere = valueAt(config, path) !== undefined;
      return { origin: isThere ? inside(stretchOf(analysis, path, "key")) : undefined, uses: [] };
    }
    case "variable": {
      const uses = resolved.variableUses
        .filter(({ name }) => name === symbol.name)
        .map(({ path }) => inside(stretchOf(analysis, path, "value")));
      return { origin: undefined, uses };
    }
    case "elsewhere": {
      const uses = placed.filter(({ reference }) => reference.text.trim() === symbol.name.trim());
      return { origin: undefined, uses };
    }
  }
}

/** Where the memory's search names a provider of the config. */
function searchesOf(analysis: View["analysis"], key: string): readonly Stretch[] {
  return analysis.resolved.memorySearch
    .filter(({ name, kind }) => kind === "known" && normalizeProviderId(name) === key)
    .map(({ path }) => inside(stretchOf(analysis, path, "value")));
}

/** Where `auth` names a provider. */
function loginsOf(analysis: View["analysis"], key: string): readonly Stretch[] {
  const auth = analysis.config["auth"];
  if (!isObject(auth)) return [];
  const { order, profiles } = auth;
  const found: Stretch[] = [];
  for (const id of isObject(order) ? Object.keys(order) : [])
    if (normalizeProviderId(id) === key)
      found.push(inside(stretchOf(analysis, ["auth", "order", id], "key")));
  for (const [id, profile] of Object.entries(isObject(profiles) ? profiles : {})) {
    if (!isObject(profile) || typeof profile["provider"] !== "string") continue;
    if (normalizeProviderId(profile["provider"]) === key)
      found.push(inside(stretchOf(analysis, ["auth", "profiles", id, "provider"], "value")));
  }
  return found;
}
