import {
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol,
  InsertTextFormat,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensLegend,
  type SymbolInformation,
  SymbolKind,
} from "vscode-languageserver";
import {
  type Completion,
  type CompletionKind,
  type Location,
  type NamedThing,
  type OutlineEntry,
  type EditorDiagnostic as OwnDiagnostic,
  type Token,
  withoutStops,
} from "../index.ts";
import type { Positions } from "./positions.ts";

/** What repairs at once: `source.fixAll` for editors that ask for all, with our name for those that ask for ours. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.clawlint`;

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  reference: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
  snippet: CompletionItemKind.Snippet,
  rule: CompletionItemKind.EnumMember,
};

/** A completion for a client that does or does not know snippets. */
export function toCompletionItem(one: Completion, positions: Positions, snippets: boolean): CompletionItem {
  const { label, kind, detail, documentation, text, isSnippet, start, end, filter, rank, deprecated } = one;
  return {
    label,
    kind: KINDS[kind],
    ...(detail === undefined || detail === "" ? {} : { detail }),
    ...(documentation === undefined || documentation === ""
      ? {}
      : { documentation: { kind: "markdown" as const, value: documentation } }),
    sortText: `${rank}${label}`,
    filterText: filter,
    insertTextFormat: isSnippet && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: {
      range: positions.spanToWire(start, end),
      newText: isSnippet && !snippets ? withoutStops(text) : text,
    },
    ...(deprecated === true ? { tags: [CompletionItemTag.Deprecated] } : {}),
  };
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** A finding for the client. */
export function toDiagnostic(
  one: OwnDiagnostic,
  positions: Positions,
  related: (path: string) => { readonly uri: string; readonly positions: Positions },
): Diagnostic {
  const tags = [
    ...(one.unnecessary ? [DiagnosticTag.Unnecessary] : []),
    ...(one.deprecated ? [DiagnosticTag.Deprecated] : []),
  ];
  return {
    range: positions.toWireRange(one.range),
    severity: SEVERITIES[one.severity],
    code: one.code,
    ...(one.url === "" ? {} : { codeDescription: { href: one.url } }),
    source: "clawlint",
    message: one.message,
    ...(tags.length === 0 ? {} : { tags }),
    ...(one.related.length === 0
      ? {}
      : {
          relatedInformation: one.related.map(({ path, range, message }) => {
            const other = related(path);
            return { location: { uri: other.uri, range: other.positions.toWireRange(range) }, message };
          }),
        }),
    ...(one.finding === undefined ? {} : { data: { rule: one.code, path: one.finding.path } }),
  };
}

const SYMBOLS: Readonly<Record<OutlineEntry["kind"], SymbolKind>> = {
  object: SymbolKind.Module,
  array: SymbolKind.Array,
  string: SymbolKind.String,
  number: SymbolKind.Number,
  boolean: SymbolKind.Boolean,
  null: SymbolKind.Null,
};

/** An outline for the client. */
export function toSymbol(entry: OutlineEntry, positions: Positions): DocumentSymbol {
  return {
    name: entry.name,
    kind: SYMBOLS[entry.kind],
    range: positions.toWireRange(entry.range),
    selectionRange: positions.toWireRange(entry.nameRange),
    children: entry.children.map((one) => toSymbol(one, positions)),
  };
}

const THINGS: Readonly<Record<NamedThing["kind"], SymbolKind>> = {
  provider: SymbolKind.Namespace,
  model: SymbolKind.Class,
  alias: SymbolKind.EnumMember,
  agent: SymbolKind.Object,
  secrets: SymbolKind.Key,
};

/** A named thing for the client's search over all files. */
export function toWorkspaceSymbol(
  { name, kind, within, location }: NamedThing,
  toWire: (location: Location) => SymbolInformation["location"],
): SymbolInformation {
  return {
    name,
    kind: THINGS[kind],
    location: toWire(location),
    ...(within === undefined ? {} : { containerName: within }),
  };
}

/**
 * How tokens are named: the protocol's own types, which every theme knows, and beside its `declaration` one modifier of
 * ours, which a theme may know.
 */
export const LEGEND: SemanticTokensLegend = {
  tokenTypes: ["namespace", "type", "enumMember", "variable"],
  tokenModifiers: ["declaration", "missing"],
};

const TOKENS: Readonly<Record<Token["kind"], number>> = { provider: 0, model: 1, alias: 2, variable: 3 };

/** Tokens for the client; one that runs over a line's end is none for it. */
export function toSemanticTokens(tokens: readonly Token[], positions: Positions): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { start: from, end: to, kind, isDeclaration, isMissing } of tokens) {
    const { start, end } = positions.spanToWire(from, to);
    if (start.line !== end.line) continue;
    const modifiers = (isDeclaration ? 1 : 0) | (isMissing ? 2 : 0);
    builder.push(start.line, start.character, end.character - start.character, TOKENS[kind], modifiers);
  }
  return builder.build();
}
