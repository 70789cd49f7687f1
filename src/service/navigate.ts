import type { Finding, Range } from "../core/finding.ts";
import { keyText } from "../core/json5-text.ts";
import { looksSecret } from "../core/secrecy.ts";
import { readStyle } from "../edit/text-style.ts";
import { canonicalProvider, normalizeProviderId } from "../resolve/providers/catalogue.ts";
import { type ConfigSymbol, occurrencesOf, symbolAt } from "./symbols-of-config.ts";
import { type Location, locationOf, type Stretch, stretchOf, type View } from "./view.ts";

/** Where the thing is written that an offset names: a row, a provider, an alias, a file, a source of secrets, a variable's line. */
export function definition(view: View, offset: number): readonly Location[] {
  const { analysis, document } = view;
  const site = analysis.expanded.sites.find(
    (one) => one.document === document && one.start <= offset && offset <= one.end,
  );
  if (site !== undefined) return [{ path: site.included.path, range: site.included.lines.range(0, 0) }];
  const found = symbolAt(view, offset);
  if (found === undefined) return [];
  if (found.symbol.kind === "variable") return variableLines(view, found.symbol.name);
  const { origin } = occurrencesOf(view, found.symbol);
  return origin === undefined ? [] : [locationOf(origin)];
}

/** Where the gateway has a variable from, and every other place that has it. */
function variableLines({ analysis }: View, name: string): readonly Location[] {
  return analysis.resolved.environment.holders(name).flatMap(({ file, line, path }): Location[] => {
    if (path !== undefined) return [locationOf(stretchOf(analysis, path, "key"))];
    if (file === undefined) return [];
    const start = { line: line ?? 1, column: 1, offset: 0 };
    return [{ path: file, range: { start, end: start } }];
  });
}

/** Every place that names what an offset names; with the place where it is written, if that is wanted. */
export function references(view: View, offset: number, withOrigin: boolean): readonly Location[] {
  const found = symbolAt(view, offset);
  if (found === undefined) return [];
  const { origin, uses } = occurrencesOf(view, found.symbol);
  const all = withOrigin && origin !== undefined ? [origin, ...uses] : uses;
  return all.map(locationOf);
}

/** What may be renamed at an offset, or why it may not. */
export type Renamable =
  | { readonly ok: true; readonly range: Range; readonly name: string; readonly symbol: ConfigSymbol }
  | { readonly ok: false; readonly problem: string };

/** Says whether the name at an offset may be changed. A catalogue's id may not: it is OpenClaw's, and means something. */
export function prepareRename(view: View, offset: number): Renamable {
  const found = symbolAt(view, offset);
  if (found === undefined) return refuse("Nothing here has a name that can be changed.");
  if (view.analysis.unsure.length > 0)
    return refuse("The config cannot be read everywhere; repair its text first.");
  const { symbol, at } = found;
  const name = at.document.text.slice(at.start, at.end);
  switch (symbol.kind) {
    case "provider":
      if (symbol.provider.known !== undefined)
        return refuse(
          `${symbol.provider.key} is an id of OpenClaw's catalogue; with another one it means another provider.`,
        );
      break;
    case "model": {
      const known = canonicalProvider(symbol.provider.key)?.models ?? [];
      if (known.includes(symbol.model.id))
        return refuse("This is a model of OpenClaw's catalogue; its id is the vendor's.");
      break;
    }
    case "alias":
      if (symbol.alias.builtIn === true) return refuse("OpenClaw gives this alias by itself.");
      break;
    case "variable":
      return refuse("A variable is renamed where it is set; the config would lose it.");
    case "secrets":
    case "elsewhere":
      return refuse("This name is not written in the config, or not by its owner.");
  }
  return { ok: true, range: at.document.lines.range(at.start, at.end), name, symbol };
}

/** One edit of a rename. */
export interface RenameEdit extends Location {
  readonly text: string;
}

/** The edits of a rename, or why it cannot be made. */
export type Renamed =
  | { readonly ok: true; readonly edits: readonly RenameEdit[] }
  | { readonly ok: false; readonly problem: string };

/** Gives a provider, model or alias another name, in every file that names it. */
export function rename(view: View, offset: number, name: string): Renamed {
  const prepared = prepareRename(view, offset);
  if (!prepared.ok) return prepared;
  const { symbol } = prepared;
  const fault = nameFault(view, symbol, name);
  if (fault !== undefined) return refuse(fault);
  const { origin, uses } = occurrencesOf(view, symbol);
  if (origin === undefined) return refuse("The name is not written in the config.");
  const stretches = new Map<string, Stretch>();
  for (const one of [origin, ...uses]) stretches.set(`${one.start} ${one.document.path}`, one);
  const edits = [...stretches.values()].map((one): RenameEdit => {
    const key = keyAround(one, name);
    return { ...locationOf(key?.stretch ?? one), text: key?.text ?? name };
  });
  return { ok: true, edits };
}

/** A bare key that the new name does not fit gets quotes. */
function keyAround(
  stretch: Stretch,
  name: string,
): { readonly stretch: Stretch; readonly text: string } | undefined {
  const { document, start, end } = stretch;
  if (/["']/u.test(document.text.charAt(start - 1)) || !/^\s*:/u.test(document.text.slice(end, end + 200)))
    return undefined;
  const { textQuote } = readStyle(document.text, document.tree);
  return { stretch, text: keyText(name, "", textQuote) };
}

function nameFault({ analysis }: View, symbol: ConfigSymbol, name: string): string | undefined {
  if (looksSecret(name)) return "That looks like a key.";
  const { providers, references: all } = analysis.resolved;
  switch (symbol.kind) {
    case "provider": {
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u.test(name))
        return "The id of a provider holds letters, digits, dots, hyphens and underscores.";
      const key = normalizeProviderId(name);
      if (providers.some((one) => one.key === key && one !== symbol.provider))
        return `There is a provider ${name} already.`;
      return canonicalProvider(key) === undefined
        ? undefined
        : `${name} is an id of OpenClaw's catalogue; with it the block would mean that provider.`;
    }
    case "model":
      if (!/^[^\s"'\\@]{1,200}$/u.test(name)) return "The id of a model has no space, quote, @ or backslash.";
      return symbol.provider.models.some(({ id }) => id === name)
        ? `The provider has a model ${name} already.`
        : undefined;
    case "alias":
      if (!/^[^\s"'\\@/]{1,100}$/u.test(name)) return "An alias has no space, quote, @, slash or backslash.";
      return all.aliases.some((one) => one.name.toLowerCase() === name.toLowerCase() && one !== symbol.alias)
        ? `There is an alias ${name} already.`
        : undefined;
    default:
      return "This cannot be renamed.";
  }
}

function refuse(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

/** Links of a document: each include that was followed. */
export function links({
  analysis,
  document,
}: View): readonly { readonly range: Range; readonly path: string }[] {
  return analysis.expanded.sites
    .filter((site) => site.document === document)
    .map(({ start, end, included }) => ({ range: document.lines.range(start, end), path: included.path }));
}

/** True where a finding lies in a stretch of its document, its borders included. */
export function touches({ range }: Finding, start: number, end: number): boolean {
  return range.start.offset <= end && range.end.offset >= start;
}
