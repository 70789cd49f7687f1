import {
  type CancellationToken,
  type CodeLens,
  type CompletionItem,
  type DocumentDiagnosticReport,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type Hover,
  type InlayHint,
  type InlayHintParams,
  type Location,
  LSPErrorCodes,
  type Position,
  type PrepareRenameResult,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type SelectionRange,
  type SelectionRangeParams,
  type SemanticTokens,
  type SemanticTokensRangeParams,
  type TextDocumentIdentifier,
  type WorkspaceEdit,
} from "vscode-languageserver";
import {
  complete,
  definition,
  folds,
  hints,
  hover,
  lenses,
  links,
  namedThings,
  outline,
  prepareRename,
  references,
  rename,
  selections,
  tokens,
  type View,
} from "../index.ts";
import type { Positions } from "./positions.ts";
import type { Publisher } from "./publisher.ts";
import type { Session } from "./session.ts";
import { toCompletionItem, toSemanticTokens, toSymbol, toWorkspaceSymbol } from "./to-wire.ts";

/** A question about a document, and what an answer needs. */
interface Asked<P> {
  readonly session: Session;
  readonly params: P;
  readonly view: View;
  readonly positions: Positions;
}

/** Answers what a client asks about a document. */
export function answerQuestions(session: Session, publisher: Publisher): void {
  const { connection } = session;
  connection.onCompletion(answering(session, [], completionItems));
  connection.onHover(answering(session, null, hoverWords));
  connection.onDefinition(answering(session, null, definitionLocations));
  connection.onReferences(answering(session, null, referenceLocations));
  connection.onPrepareRename(answering(session, null, nameToChange));
  connection.onRenameRequest(answering(session, null, renameEdit));
  connection.onDocumentSymbol(answering(session, [], documentSymbols));
  connection.onFoldingRanges(answering(session, [], foldingRanges));
  connection.onSelectionRanges(answering(session, [], selectionRanges));
  connection.onDocumentLinks(answering(session, [], documentLinks));
  connection.languages.inlayHint.on(answering(session, [], inlayHints));
  connection.onCodeLens(answering(session, [], codeLenses));
  connection.languages.diagnostics.on(
    answering(session, { kind: "full", items: [] }, (asked) => diagnosticReport(asked, publisher)),
  );
}

/** Answers which names there are: over all files, and in a document for its colours. */
export function answerNames(session: Session): void {
  const { connection } = session;
  connection.onWorkspaceSymbol(({ query }) => {
    session.refuseAfterShutdown();
    session.askForChanges();
    return namedThings(session.service, query).map((one) =>
      toWorkspaceSymbol(one, (location) => session.toWireLocation(location)),
    );
  });
  const { semanticTokens } = connection.languages;
  semanticTokens.on(
    answering(session, { data: [] }, ({ view, positions }) => toSemanticTokens(tokens(view), positions)),
  );
  semanticTokens.onRange(answering(session, { data: [] }, tokensOfRange));
}

/** A handler of requests about a document; `nothing` where it is none of ours. */
function answering<P extends AboutDocument, T>(session: Session, nothing: T, ask: (asked: Asked<P>) => T) {
  return (params: P, token: CancellationToken): Promise<T> =>
    session.answer(params, token, nothing, (view, positions) => ask({ session, params, view, positions }));
}

type AboutDocument = { readonly textDocument: TextDocumentIdentifier };
type AtPosition = AboutDocument & { readonly position: Position };

function completionItems({ session, params, view, positions }: Asked<AtPosition>): CompletionItem[] {
  const snippets = session.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  const items = complete(view, positions.offset(params.position));
  return items.map((one) => toCompletionItem(one, positions, snippets));
}

function hoverWords({ session, params, view, positions }: Asked<AtPosition>): Hover | null {
  const found = hover(session.service.host, view, positions.offset(params.position));
  if (found === undefined) return null;
  const { markdown, start, end } = found;
  return { contents: { kind: "markdown", value: markdown }, range: positions.spanToWire(start, end) };
}

function definitionLocations({ session, params, view, positions }: Asked<AtPosition>): Location[] {
  const found = definition(view, positions.offset(params.position));
  return found.map((one) => session.toWireLocation(one));
}

function referenceLocations({ session, params, view, positions }: Asked<ReferenceParams>): Location[] {
  const { position, context } = params;
  const found = references(view, positions.offset(position), context.includeDeclaration);
  return found.map((one) => session.toWireLocation(one));
}

function nameToChange({ params, view, positions }: Asked<AtPosition>): PrepareRenameResult {
  const prepared = prepareRename(view, positions.offset(params.position));
  if (!prepared.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, prepared.problem);
  return { range: positions.toWireRange(prepared.range), placeholder: prepared.name };
}

function renameEdit({ session, params, view, positions }: Asked<RenameParams>): WorkspaceEdit {
  const renamed = rename(view, positions.offset(params.position), params.newName);
  if (!renamed.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.problem);
  return session.toWorkspaceEdit(renamed.edits, "Rename in the config and in what it includes");
}

function documentSymbols({ view, positions }: Asked<AboutDocument>): DocumentSymbol[] {
  return outline(view.document).map((one) => toSymbol(one, positions));
}

function foldingRanges({ view }: Asked<AboutDocument>): FoldingRange[] {
  return folds(view.document).map(({ first, last, isComment }) => ({
    startLine: first - 1,
    endLine: last - 1,
    ...(isComment ? { kind: FoldingRangeKind.Comment } : {}),
  }));
}

function selectionRanges({ params, view, positions }: Asked<SelectionRangeParams>): SelectionRange[] {
  return params.positions.map((position) => {
    const around = selections(view.document, positions.offset(position));
    const nested = around.reduceRight<SelectionRange | undefined>((parent, { start, end }) => {
      const range = positions.spanToWire(start, end);
      return parent === undefined ? { range } : { range, parent };
    }, undefined);
    return nested ?? { range: { start: position, end: position } };
  });
}

function documentLinks({ session, view, positions }: Asked<AboutDocument>): DocumentLink[] {
  return links(view).map(({ range, path }) => ({
    range: positions.toWireRange(range),
    target: session.uris.uri(path),
  }));
}

function inlayHints({ session, params, view, positions }: Asked<InlayHintParams>): InlayHint[] {
  const { start, end } = params.range;
  const found = hints(session.service.host, view, positions.offset(start), positions.offset(end));
  return found.map(({ offset, label }) => ({
    position: positions.spanToWire(offset, offset).start,
    label,
    paddingLeft: true,
  }));
}

function codeLenses({ session, params, view, positions }: Asked<AboutDocument>): CodeLens[] {
  // A client says that it has a command for this; others show the words alone.
  const showsReferences = session.given["showReferences"] === true;
  return lenses(view).map(({ location, title, references: found }) => {
    const range = positions.toWireRange(location.range);
    if (!showsReferences) return { range, command: { title, command: "" } };
    const locations = found.map((one) => session.toWireLocation(one));
    const places = [params.textDocument.uri, range.start, locations];
    return { range, command: { title, command: "clawlint.showReferences", arguments: places } };
  });
}

function diagnosticReport(
  { session, view }: Asked<AboutDocument>,
  publisher: Publisher,
): DocumentDiagnosticReport {
  const byPath = publisher.diagnosticsByPath(view.root);
  const own = byPath.get(view.document.path) ?? [];
  publisher.tellStatus(view.root);
  if (session.capabilities.textDocument?.diagnostic?.relatedDocumentSupport !== true)
    return { kind: "full", items: own };
  const related = [...byPath]
    .filter(([path]) => path !== view.document.path)
    .map(([path, items]) => [session.uris.uri(path), { kind: "full", items }] as const);
  return { kind: "full", items: own, relatedDocuments: Object.fromEntries(related) };
}

function tokensOfRange({ params, view, positions }: Asked<SemanticTokensRangeParams>): SemanticTokens {
  const from = positions.offset(params.range.start);
  const to = positions.offset(params.range.end);
  const inRange = tokens(view).filter(({ start, end }) => start < to && end > from);
  return toSemanticTokens(inRange, positions);
}
