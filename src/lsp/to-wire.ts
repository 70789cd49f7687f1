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
  SymbolKind,
} from "vscode-languageserver";
import {
  type Completion,
  type CompletionKind,
  type OutlineEntry,
  type EditorDiagnostic as OwnDiagnostic,
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
