import * as vscode from "vscode";
import {
  ConfigService,
  complete,
  createMemoryHost,
  definition,
  diagnosticsOf,
  type Edit,
  editorActions,
  fixAll,
  hover,
  ignoreEdit,
  type Location,
  type OutlineEntry,
  outline,
  overlayHost,
  readClientSettings,
  references,
  rename,
  resolveRepair,
  routeText,
  type View,
} from "../../../src/index.ts";
import { WebFiles } from "./web-files.ts";

/** After the last key, in milliseconds. */
const PAUSE = 150;

const SELECTOR: vscode.DocumentSelector = ["json", "json5", "jsonc"].map((end) => ({
  pattern: `**/*.${end}`,
}));

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

const KINDS = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  reference: vscode.CompletionItemKind.Reference,
  variable: vscode.CompletionItemKind.Variable,
  snippet: vscode.CompletionItemKind.Snippet,
  rule: vscode.CompletionItemKind.EnumMember,
} as const;

const SYMBOLS = {
  object: vscode.SymbolKind.Module,
  array: vscode.SymbolKind.Array,
  string: vscode.SymbolKind.String,
  number: vscode.SymbolKind.Number,
  boolean: vscode.SymbolKind.Boolean,
  null: vscode.SymbolKind.Null,
} as const;

/**
 * Starts the extension where there is no Node: in a browser extensions run in a worker, and there the service answers by
 * itself, without a server and its protocol. Files are read by way of VS Code; no environment is there to be seen.
 */
export function activateWeb(context: vscode.ExtensionContext): void {
  const files = new WebFiles();
  const service = new ConfigService({
    host: overlayHost(createMemoryHost(), files.bytes),
    settingsFor: (path) => {
      const section = vscode.workspace.getConfiguration("clawlint", files.uri(path));
      const settings = readClientSettings(section as unknown as Readonly<Record<string, unknown>>);
      // There is no service to be found and no process to be asked; names may have been given.
      return { ...settings, gateway: settings.gateway === "shell" ? "shell" : "auto" };
    },
    isTrusted: () => true,
  });
  const shown = vscode.languages.createDiagnosticCollection("clawlint");
  const checker = createChecker(service, files, shown);
  const take = (document: vscode.TextDocument): void => {
    if (!/\.json[5c]?$/u.test(document.uri.path) || document.uri.scheme === "output") return;
    service.setText(files.path(document.uri), document.getText(), document.version);
    checker.schedule();
  };
  const { workspace } = vscode;
  context.subscriptions.push(
    shown,
    workspace.onDidOpenTextDocument(take),
    workspace.onDidChangeTextDocument(({ document }) => take(document)),
    workspace.onDidCloseTextDocument(({ uri }) => {
      service.close(files.path(uri));
      shown.delete(uri);
      checker.schedule();
    }),
    workspace.onDidChangeConfiguration(() => {
      service.settingsChanged();
      checker.schedule();
    }),
    ...answers(service, files),
    ...commands(service, files),
  );
  for (const document of workspace.textDocuments) take(document);
}

/** Checks all open configs a while after the last change; a file that is included and not yet read is fetched first. */
function createChecker(
  service: ConfigService,
  files: WebFiles,
  shown: vscode.DiagnosticCollection,
): { readonly schedule: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = async (): Promise<void> => {
    for (const root of service.openConfigs()) {
      await files.fetchBeside(root, (path) => service.fileChanged(path));
      const view = service.view(root);
      if (view !== undefined) await files.fetchIncluded(view, (path) => service.fileChanged(path));
      for (const [path, found] of diagnosticsOf(service, root) ?? [])
        shown.set(
          files.uri(path),
          found.map((one) => {
            const diagnostic = new vscode.Diagnostic(
              toRange(one.range),
              one.message,
              SEVERITIES[one.severity],
            );
            diagnostic.source = "clawlint";
            diagnostic.code =
              one.url === "" ? one.code : { value: one.code, target: vscode.Uri.parse(one.url) };
            diagnostic.relatedInformation = one.related.map(
              ({ path: other, range, message }) =>
                new vscode.DiagnosticRelatedInformation(
                  new vscode.Location(files.uri(other), toRange(range)),
                  message,
                ),
            );
            return diagnostic;
          }),
        );
    }
  };
  return {
    schedule: () => {
      clearTimeout(timer);
      timer = setTimeout(() => void check(), PAUSE);
    },
  };
}

function toRange({ start, end }: Location["range"]): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}

/** What VS Code asks about a document. */
function answers(service: ConfigService, files: WebFiles): readonly vscode.Disposable[] {
  const { languages } = vscode;
  const viewOf = ({ uri }: vscode.TextDocument): View | undefined => service.view(files.path(uri));
  const toLocation = ({ path, range }: Location): vscode.Location =>
    new vscode.Location(files.uri(path), toRange(range));
  return [
    languages.registerCompletionItemProvider(
      SELECTOR,
      {
        provideCompletionItems(document, position) {
          const view = viewOf(document);
          if (view === undefined) return [];
          return complete(view, document.offsetAt(position)).map((one) => {
            const item = new vscode.CompletionItem(one.label, KINDS[one.kind]);
            item.insertText = one.isSnippet ? new vscode.SnippetString(one.text) : one.text;
            item.range = new vscode.Range(document.positionAt(one.start), document.positionAt(one.end));
            item.filterText = one.filter;
            item.sortText = `${one.rank}${one.label}`;
            if (one.detail !== undefined) item.detail = one.detail;
            if (one.documentation !== undefined)
              item.documentation = new vscode.MarkdownString(one.documentation);
            return item;
          });
        },
      },
      ...['"', "'", ":", "/", "{", "$", " "],
    ),
    languages.registerHoverProvider(SELECTOR, {
      provideHover(document, position) {
        const view = viewOf(document);
        const told = view && hover(service.host, view, document.offsetAt(position));
        if (told === undefined) return undefined;
        const range = new vscode.Range(document.positionAt(told.start), document.positionAt(told.end));
        return new vscode.Hover(new vscode.MarkdownString(told.markdown), range);
      },
    }),
    languages.registerDefinitionProvider(SELECTOR, {
      provideDefinition(document, position) {
        const view = viewOf(document);
        return view === undefined ? [] : definition(view, document.offsetAt(position)).map(toLocation);
      },
    }),
    languages.registerReferenceProvider(SELECTOR, {
      provideReferences(document, position, { includeDeclaration }) {
        const view = viewOf(document);
        if (view === undefined) return [];
        return references(view, document.offsetAt(position), includeDeclaration).map(toLocation);
      },
    }),
    languages.registerRenameProvider(SELECTOR, {
      provideRenameEdits(document, position, name) {
        const view = viewOf(document);
        const renamed = view && rename(view, document.offsetAt(position), name);
        if (renamed?.ok === false) throw new Error(renamed.problem);
        return renamed && toWorkspaceEdit(files, renamed.edits);
      },
    }),
    languages.registerDocumentSymbolProvider(SELECTOR, {
      provideDocumentSymbols(document) {
        const view = viewOf(document);
        return view === undefined ? [] : outline(view.document).map(toSymbol);
      },
    }),
    languages.registerCodeActionsProvider(SELECTOR, {
      provideCodeActions: (document, range) => {
        const view = viewOf(document);
        return view === undefined
          ? []
          : repairsIn(files, view, document.offsetAt(range.start), document.offsetAt(range.end));
      },
    }),
  ];
}

function repairsIn(files: WebFiles, view: View, start: number, end: number): vscode.CodeAction[] {
  return editorActions(view, start, end).flatMap((action) => {
    const edits =
      action.kind === "repair"
        ? resolveRepair(view, action.sign)
        : action.kind === "ignore"
          ? { ok: true as const, edits: [ignoreEdit(view, action.finding, undefined, false)] }
          : undefined;
    if (edits?.ok !== true) return [];
    const offered = new vscode.CodeAction(action.title, vscode.CodeActionKind.QuickFix);
    offered.edit = toWorkspaceEdit(files, edits.edits);
    offered.isPreferred = action.kind === "repair" && action.isSafe;
    return [offered];
  });
}

function toWorkspaceEdit(files: WebFiles, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const all = new vscode.WorkspaceEdit();
  for (const { path, range, text } of edits) all.replace(files.uri(path), toRange(range), text);
  return all;
}

function toSymbol({ name, kind, range, nameRange, children }: OutlineEntry): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(name, "", SYMBOLS[kind], toRange(range), toRange(nameRange));
  symbol.children = children.map(toSymbol);
  return symbol;
}

function commands(service: ConfigService, files: WebFiles): readonly vscode.Disposable[] {
  const active = (): View | undefined => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return uri === undefined ? undefined : service.view(files.path(uri));
  };
  return [
    vscode.commands.registerCommand("clawlint.mend", async () => {
      const view = active();
      const made = view && fixAll(view, false);
      if (made?.ok === true) await vscode.workspace.applyEdit(toWorkspaceEdit(files, made.edits));
    }),
    vscode.commands.registerCommand("clawlint.showRoutes", async () => {
      const view = active();
      if (view === undefined) return;
      const document = await vscode.workspace.openTextDocument({
        content: routeText(service.host, view),
        language: "plaintext",
      });
      await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
    }),
  ];
}
