import type { ConfigPath } from "../core/config-path.ts";
import { keyText, quoted } from "../core/json5-text.ts";
import { onceFor } from "../core/once-for.ts";
import { looksSecret, show } from "../core/secrecy.ts";
import { readStyle, type TextStyle } from "../edit/text-style.ts";
import { wantedVariables } from "../explain/wanted-variables.ts";
import type { Document } from "../parse/document.ts";
import { canonicalProvider, knownProviderIds } from "../resolve/providers/catalogue.ts";
import { upstreamOf } from "../resolve/providers/cloudflare.ts";
import { isCloudflareUrl, knownHeaders } from "../resolve/providers/known-headers.ts";
import { vendorOfUpstream } from "../resolve/providers/vendors.ts";
import { findReferenceSites, type ReferenceSite } from "../resolve/references/reference-sites.ts";
import { rules } from "../rules/registry.ts";
import { schemaCompletions } from "./schema-help.ts";
import { type Spot, spotAt, type View } from "./view.ts";

/** What a completion is, for the sign beside it. */
export type CompletionKind = "key" | "value" | "reference" | "variable" | "snippet" | "rule";

/** One thing that may be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  /** What takes the place of `start` to `end`; with `isSnippet` in the syntax of snippets. */
  readonly text: string;
  readonly isSnippet: boolean;
  readonly start: number;
  readonly end: number;
  /** What an editor compares with what stands there. */
  readonly filter: string;
  /** Lower comes first. */
  readonly rank: number;
  readonly deprecated?: boolean | undefined;
}

/**
 * What may be written at an offset: keys and values of the schema, references, header names, variables inside `${`,
 * ignore comments. In: the view, the offset. Out: completions in the quotes and the style of the text.
 */
export function complete(view: View, offset: number): readonly Completion[] {
  const { document } = view;
  const comment = document.tree.comments.find(
    ({ start, end, kind }) => start + 1 < offset && (kind === "line" ? offset <= end : offset < end),
  );
  if (comment !== undefined) return ignoreComments(view, comment.start, offset);
  const spot = spotAt(view, offset);
  const variables = variablesAt(view, spot, offset);
  if (variables !== undefined) return variables;
  const references = referencesAt(view, spot, offset);
  const headers = headersAt(view, spot, offset);
  // The schema's examples are those of no provider in particular.
  const models = modelsAt(view, spot, offset);
  if (models !== undefined) return models;
  const known = new Set([...references, ...headers].map(({ label }) => label));
  return [
    ...references,
    ...headers,
    ...fromSchema(view, spot, offset).filter(({ label }) => !known.has(label)),
  ];
}

/** Ids for a row of a provider's models; undefined where no such id is written, or no list of them is known. */
function modelsAt(view: View, spot: Spot, offset: number): readonly Completion[] | undefined {
  const [section, map, id = "", list, index, key] = spot.path;
  if (spot.isKey || spot.path.length !== 6 || section !== "models" || map !== "providers") return undefined;
  if (list !== "models" || typeof index !== "number" || key !== "id") return undefined;
  const provider = view.analysis.resolved.providers.find((one) => one.id === id);
  const baseUrl = provider?.block["baseUrl"];
  const upstream = typeof baseUrl === "string" ? upstreamOf(baseUrl) : undefined;
  const vendor = upstream === undefined ? String(id) : (vendorOfUpstream(upstream)?.id ?? "");
  const { models = [], deprecated = [] } = canonicalProvider(vendor) ?? {};
  if (models.length === 0) return undefined;
  const { text } = view.document;
  const quote = quoteAt(view, spot);
  const isQuoted = spot.end > spot.start && /["']/u.test(text.charAt(spot.start));
  const there = new Set(provider?.models.map((model) => model.id));
  return models
    .filter((model) => !there.has(model) && !looksSecret(model))
    .map((model) => ({
      label: model,
      kind: "value",
      detail: `a model of ${vendor}`,
      text: quoted(model, quote),
      isSnippet: false,
      start: spot.start,
      end: endOf(view, spot, offset),
      filter: isQuoted ? quote + model : model,
      rank: 0,
      deprecated: deprecated.includes(model),
    }));
}

const styleOf = onceFor((document: Document): TextStyle => readStyle(document.text, document.tree));

/** Where a replacement ends: a string whose quote is not closed runs to the end of its line, and would take it along. */
function endOf({ document }: View, { start, end }: Pick<Spot, "start" | "end">, offset: number): number {
  const quote = document.text.charAt(start);
  if (quote !== '"' && quote !== "'") return end;
  const closed = end - start > 1 && document.text.charAt(end - 1) === quote;
  return closed ? end : offset;
}

/** The quote of the string at a spot, else that of the text. */
function quoteAt(view: View, { start, end }: Pick<Spot, "start" | "end">): '"' | "'" {
  const char = end > start ? view.document.text.charAt(start) : "";
  return char === '"' || char === "'" ? char : styleOf(view.document).textQuote;
}

function fromSchema(view: View, spot: Spot, offset: number): readonly Completion[] {
  const style = styleOf(view.document);
  const quote = quoteAt(view, spot);
  const { text } = view.document;
  const keyQuote =
    spot.isKey && spot.end > spot.start && /["']/u.test(text.charAt(spot.start)) ? quote : undefined;
  return schemaCompletions(view, offset).map(({ item, start, end, text: json }) => {
    const restyled = restyle(json, { ...style, textQuote: quote }, keyQuote);
    const isKey = item.kind === 10; // CompletionItemKind.Property
    const written = text.slice(start, offset);
    const isSnippet = item.kind === 15 || /\$(?:\d|\{\d)/u.test(json);
    return {
      label: item.kind === 15 ? item.label : bare(item.label),
      kind: isKey ? "key" : item.kind === 15 ? "snippet" : "value",
      detail: item.detail,
      documentation: typeof item.documentation === "string" ? item.documentation : item.documentation?.value,
      text: restyled,
      isSnippet,
      start,
      end: endOf(view, { start, end }, offset),
      filter: /^["']/u.test(written) ? `${written.charAt(0)}${bare(item.label)}` : bare(item.label),
      rank: isKey ? 3 : item.kind === 15 ? 5 : 2,
      deprecated: item.tags?.includes(1) === true || item.deprecated === true,
    };
  });
}

function bare(label: string): string {
  return label.replace(/^"(.*)"$/su, "$1");
}

/** JSON of a snippet in a text's own quotes. `keyQuote` is that of the key that is being written. */
function restyle(json: string, style: TextStyle, keyQuote: '"' | "'" | undefined): string {
  let isFirst = true;
  return json.replace(/"((?:[^"\\]|\\.)*)"(\s*:)?/gsu, (_whole, body: string, colon: string | undefined) => {
    const holdsStop = /\$\{?\d/u.test(body);
    const plain = body.replace(/\\"/gu, '"');
    const own = isFirst ? keyQuote : undefined;
    isFirst = false;
    if (colon === undefined)
      return holdsStop || body.includes("\\")
        ? requote(body, style.textQuote)
        : quoted(plain, style.textQuote);
    if (holdsStop) return requote(body, style.textQuote) + colon;
    return keyText(plain, own ?? style.keyQuote, style.textQuote) + colon;
  });
}

function requote(body: string, quote: '"' | "'"): string {
  return quote === '"' ? `"${body}"` : `'${body.replace(/\\"/gu, '"').replace(/'/gu, "\\'")}'`;
}

/** The place that a path would be if it held a reference; undefined where none can stand. */
function siteAt({ path, isKey }: Spot): ReferenceSite | undefined {
  const probe = (at: ConfigPath): unknown =>
    at
      .toReversed()
      .reduce<unknown>((inner, step) => (typeof step === "number" ? [inner] : { [step]: inner }), "x/y");
  const same = (one: ConfigPath): boolean =>
    one.length === path.length &&
    one.every((step, index) => typeof step === "number" || step === path[index]);
  const wanted = isKey ? [...path.slice(0, -1), path.at(-1) ?? ""] : path;
  return findReferenceSites(isKey ? probe([...wanted, "alias"]) : probe(wanted)).find(
    (site) => (site.on === "key") === isKey && same(site.path),
  );
}

const CATALOGUE: () => readonly { readonly reference: string; readonly deprecated: boolean }[] = onceFor(() =>
  knownProviderIds().flatMap((id) => {
    const provider = canonicalProvider(id);
    if (provider === undefined || provider.id !== id || provider.text === false) return [];
    return (provider.models ?? []).map((model) => ({
      reference: `${id}/${model}`,
      deprecated: provider.deprecated?.includes(model) === true,
    }));
  }),
).bind(undefined, {});

function referencesAt(view: View, spot: Spot, offset: number): readonly Completion[] {
  const site = siteAt(spot);
  if (site === undefined) return [];
  const { resolved } = view.analysis;
  const quote = quoteAt(view, spot);
  const { text } = view.document;
  const start = spot.start;
  const isWritten = spot.end > start;
  const end = isWritten ? endOf(view, spot, offset) : start;
  const style = styleOf(view.document);
  const write = (reference: string): string =>
    spot.isKey
      ? keyText(
          reference,
          isWritten && /["']/u.test(text.charAt(start)) ? quote : style.keyQuote,
          style.textQuote,
        )
      : quoted(reference, quote);
  const found = new Map<string, Completion>();
  const add = (label: string, detail: string, rank: number, deprecated = false): void => {
    if (found.has(label) || looksSecret(label)) return;
    const written = write(label);
    const more = spot.isKey && !/^\s*:/u.test(text.slice(spot.end)) ? ": {$1}" : "";
    found.set(label, {
      label,
      kind: "reference",
      detail,
      text: more === "" ? written : written.replace(/[$}\\]/gu, "\\$&") + more,
      isSnippet: more !== "",
      start,
      end,
      filter: isWritten && /["']/u.test(text.charAt(start)) ? `${text.charAt(start)}${label}` : label,
      rank,
      deprecated,
    });
  };
  for (const { id, models } of resolved.providers)
    for (const model of models)
      add(`${id}/${model.id}`, windowWords(model.row["contextWindow"], "of this config"), 0);
  if (site.kind === "selector") {
    for (const alias of resolved.references.aliases) add(alias.name, `alias of ${show(alias.target)}`, 1);
  }
  if (site.kind === "allow" || site.kind === "key")
    for (const { id } of resolved.providers) add(`${id}/*`, "all models of the provider", 2);
  for (const { reference, deprecated } of CATALOGUE()) add(reference, "catalogue", 4, deprecated);
  return [...found.values()];
}

function windowWords(window: unknown, otherwise: string): string {
  return typeof window === "number" ? `${otherwise}, ${window} tokens` : otherwise;
}

function headersAt(view: View, spot: Spot, offset: number): readonly Completion[] {
  const { path, isKey } = spot;
  const at = path.lastIndexOf("headers");
  if (!isKey || at !== path.length - 2 || path[0] !== "models" || path[1] !== "providers") return [];
  const id = String(path[2] ?? "");
  const provider = view.analysis.resolved.providers.find((one) => one.id === id);
  const { text } = view.document;
  const isWritten = spot.end > spot.start;
  const isQuoted = isWritten && /["']/u.test(text.charAt(spot.start));
  const quote = quoteAt(view, spot);
  const style = styleOf(view.document);
  const hasValue = /^\s*:/u.test(text.slice(spot.end));
  return knownHeaders(provider, id).map(({ name, why, value }, index) => {
    const key = keyText(name, isQuoted ? quote : style.keyQuote, style.textQuote);
    const body = `: ${style.textQuote}${value.replaceAll("$", "\\$").replaceAll("}", "\\}")}$1${style.textQuote}`;
    return {
      label: name,
      kind: "key",
      detail: why,
      text: hasValue ? key : key + body,
      isSnippet: !hasValue,
      start: spot.start,
      end: isWritten ? endOf(view, spot, offset) : spot.start,
      filter: isQuoted ? text.charAt(spot.start) + name : name,
      rank: isCloudflareUrl(provider) && index === 0 ? 0 : 1,
    };
  });
}

/** Names of variables inside `${`; undefined where the offset is in none. */
function variablesAt(
  view: View,
  { node, start, end }: Spot,
  offset: number,
): readonly Completion[] | undefined {
  if (node?.type !== "string") return undefined;
  const { text } = view.document;
  const before = text.slice(Math.max(start, offset - 160), offset);
  const open = /(?<!\$)\$\{([A-Za-z0-9_]{0,128})$/u.exec(before);
  const typed = open?.[1];
  if (typed === undefined) return undefined;
  const rest = /^[A-Za-z0-9_]{0,128}/u.exec(text.slice(offset, end))?.[0] ?? "";
  const closes = text.charAt(offset + rest.length) === "}";
  const { resolved } = view.analysis;
  const ranks = new Map<string, { readonly rank: number; readonly detail: string }>();
  const add = (name: string, rank: number, detail: string): void => {
    if (!ranks.has(name) && /^[A-Z_][A-Z0-9_]*$/u.test(name) && !looksSecret(name))
      ranks.set(name, { rank, detail });
  };
  const own = resolved.environment.names();
  for (const [name] of wantedVariables(view.analysis))
    if (own.includes(name)) add(name, 0, `${resolved.environment.lookup(name).verdict}, wanted here`);
  for (const name of own) add(name, 1, resolved.environment.lookup(name).from?.name ?? "");
  for (const [name, by] of wantedVariables(view.analysis)) add(name, 2, `wanted by ${by.join(", ")}`);
  for (const { variables } of resolved.credentials.values())
    for (const name of variables) add(name, 3, "read by OpenClaw");
  return [...ranks].map(([name, { rank, detail }]) => ({
    label: name,
    kind: "variable",
    detail,
    text: closes ? name : `${name}}`,
    isSnippet: false,
    start: offset - typed.length,
    end: offset + rest.length,
    filter: name,
    rank,
  }));
}

/** In a comment: the ids of rules behind `clawlint-ignore`, else the whole comment. */
function ignoreComments(view: View, start: number, offset: number): readonly Completion[] {
  const { text, lines } = view.document;
  const written = text.slice(start, offset);
  const line = lines.position(offset).line;
  const told = view.linted.report.findings
    .filter(({ file, range }) => file === view.document.file && Math.abs(range.start.line - line) <= 1)
    .map(({ rule }) => rule)
    .filter((rule) => rule !== "ignore-comment");
  const named = /clawlint-ignore\s+([a-z-]{0,60})$/u.exec(written);
  if (named !== null) {
    const typed = named[1] ?? "";
    return rules.map(({ id, summary }) => ({
      label: id,
      kind: "rule",
      detail: summary,
      text: id,
      isSnippet: false,
      start: offset - typed.length,
      end: offset,
      filter: id,
      rank: told.includes(id) ? 0 : 1,
    }));
  }
  const word = /^(?:\/\/|\/\*)\s{0,20}([a-z-]{0,20})$/u.exec(written)?.[1];
  if (word === undefined || !"clawlint-ignore".startsWith(word)) return [];
  return [
    {
      label: "clawlint-ignore",
      kind: "snippet",
      detail: "silence a rule on this line, with a reason",
      text: `clawlint-ignore \${1:${told[0] ?? "rule-id"}} -- $2`,
      isSnippet: true,
      start: offset - word.length,
      end: offset,
      filter: "clawlint-ignore",
      rank: 0,
    },
  ];
}

/** A snippet as plain text, for editors that know no snippets. */
export function withoutStops(snippet: string): string {
  return snippet
    .replace(/\$\{\d+:((?:[^{}\\]|\\.)*)\}/gsu, "$1")
    .replace(/\$\{\d+\}|(?<!\\)\$\d+/gu, "")
    .replace(/\\([$}\\])/gu, "$1");
}
