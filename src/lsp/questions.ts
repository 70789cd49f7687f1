import {
  type CodeLens,
  FoldingRangeKind,
  LSPErrorCodes,
  ResponseError,
  type SelectionRange,
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
} from "../index.ts";
import type { Publisher } from "./publisher.ts";
import type { Session } from "./session.ts";
import { toCompletionItem, toSemanticTokens, toSymbol, toWorkspaceSymbol } from "./to-wire.ts";

/** Answers what a client asks about a document. */
export function answerQuestions(session: Session, publisher: Publisher): void {
  const { connection } = session;
  connection.onCompletion((params, token) =>
    session.answer(params, token, [], (view, positions) => {
      const snippets = session.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
      const items = complete(view, positions.offset(params.position));
      return items.map((one) => toCompletionItem(one, positions, snippets));
    }),
  );
  connection.onHover((params, token) =>
    session.answer(params, token, null, (view, positions) => {
      const found = hover(session.service.host, view, positions.offset(params.position));
      if (found === undefined) return null;
      const { markdown, start, end } = found;
      return {
        contents: { kind: "markdown" as const, value: markdown },
        range: positions.spanToWire(start, end),
      };
    }),
  );
  connection.onDefinition((params, token) =>
    session.answer(params, token, null, (view, positions) =>
      definition(view, positions.offset(params.position)).map((one) => session.toWireLocation(one)),
    ),
  );
  connection.onReferences((params, token) =>
    session.answer(params, token, null, (view, positions) =>
      references(view, positions.offset(params.position), params.context.includeDeclaration).map((one) =>
        session.toWireLocation(one),
      ),
    ),
  );
  connection.onPrepareRename((params, token) =>
    session.answer(params, token, null, (view, positions) => {
      const prepared = prepareRename(view, positions.offset(params.position));
      if (!prepared.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, prepared.problem);
      return { range: positions.toWireRange(prepared.range), placeholder: prepared.name };
    }),
  );
  connection.onRenameRequest((params, token) =>
    session.answer(params, token, null, (view, positions) => {
      const renamed = rename(view, positions.offset(params.position), params.newName);
      if (!renamed.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.problem);
      return session.toWorkspaceEdit(renamed.edits, "Rename in the config and in what it includes");
    }),
  );
  connection.onDocumentSymbol((params, token) =>
    session.answer(params, token, [], ({ document }, positions) =>
      outline(document).map((one) => toSymbol(one, positions)),
    ),
  );
  connection.onFoldingRanges((params, token) =>
    session.answer(params, token, [], ({ document }) =>
      folds(document).map(({ first, last, isComment }) => ({
        startLine: first - 1,
        endLine: last - 1,
        ...(isComment ? { kind: FoldingRangeKind.Comment } : {}),
      })),
    ),
  );
  connection.onSelectionRanges((params, token) =>
    session.answer(params, token, [], ({ document }, positions) =>
      params.positions.map((position): SelectionRange => {
        const around = selections(document, positions.offset(position));
        const nested = around.reduceRight<SelectionRange | undefined>((parent, { start, end }) => {
          const range = positions.spanToWire(start, end);
          return parent === undefined ? { range } : { range, parent };
        }, undefined);
        return nested ?? { range: { start: position, end: position } };
      }),
    ),
  );
  connection.onDocumentLinks((params, token) =>
    session.answer(params, token, [], (view, positions) =>
      links(view).map(({ range, path }) => ({
        range: positions.toWireRange(range),
        target: session.uris.uri(path),
      })),
    ),
  );
  connection.languages.inlayHint.on((params, token) =>
    session.answer(params, token, [], (view, positions) => {
      const { start, end } = params.range;
      return hints(session.service.host, view, positions.offset(start), positions.offset(end)).map(
        ({ offset, label }) => ({
          position: positions.spanToWire(offset, offset).start,
          label,
          paddingLeft: true,
        }),
      );
    }),
  );
  connection.onCodeLens((params, token) =>
    session.answer(params, token, [], (view, positions) =>
      lenses(view).map(({ location, title, references: found }): CodeLens => {
        const range = positions.toWireRange(location.range);
        // A client says that it has a command for this; others show the words alone.
        const command =
          session.given["showReferences"] === true
            ? {
                title,
                command: "clawlint.showReferences",
                arguments: [
                  params.textDocument.uri,
                  range.start,
                  found.map((one) => session.toWireLocation(one)),
                ],
              }
            : { title, command: "" };
        return { range, command };
      }),
    ),
  );
  connection.languages.diagnostics.on(async (params, token) =>
    session.answer(params, token, { kind: "full", items: [] }, (view) => {
      const byPath = publisher.diagnosticsByPath(view.root);
      const own = byPath.get(view.document.path) ?? [];
      publisher.tellStatus(view.root);
      const related = [...byPath].filter(([path]) => path !== view.document.path);
      if (session.capabilities.textDocument?.diagnostic?.relatedDocumentSupport !== true)
        return { kind: "full" as const, items: own };
      return {
        kind: "full" as const,
        items: own,
        relatedDocuments: Object.fromEntries(
          related.map(([path, items]) => [session.uris.uri(path), { kind: "full" as const, items }]),
        ),
      };
    }),
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
  connection.languages.semanticTokens.on((params, token) =>
    session.answer(params, token, { data: [] }, (view, positions) =>
      toSemanticTokens(tokens(view), positions),
    ),
  );
  connection.languages.semanticTokens.onRange((params, token) =>
    session.answer(params, token, { data: [] }, (view, positions) => {
      const from = positions.offset(params.range.start);
      const to = positions.offset(params.range.end);
      return toSemanticTokens(
        tokens(view).filter(({ start, end }) => start < to && end > from),
        positions,
      );
    }),
  );
}
