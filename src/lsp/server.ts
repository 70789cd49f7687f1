import {
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  FoldingRangeKind,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  type SelectionRange,
  TextDocumentSyncKind,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { isObject } from "../core/config-path.ts";
import type { FileWriter } from "../core/file-writer.ts";
import type { StampedHost } from "../host/stamped-host.ts";
import {
  type ClientSettings,
  ConfigService,
  complete,
  definition,
  diagnosticsOf,
  type Edit,
  type EditorAction,
  editorActions,
  editsOf,
  fixAll,
  folds,
  hints,
  hover,
  ignoreEdit,
  type Location,
  lenses,
  links,
  outline,
  prepareRename,
  readClientSettings,
  references,
  rename,
  repairOf,
  resolveRepair,
  routeText,
  rules,
  selections,
  type View,
  version,
} from "../index.ts";
import { chooseEncoding, type Encoding, Positions, type WireRange } from "./positions.ts";
import { FIX_ALL, toCompletionItem, toDiagnostic, toSymbol } from "./to-wire.ts";
import { Uris } from "./uris.ts";

/** What the server needs of the machine. */
export interface ServerMachine {
  readonly host: StampedHost;
  /** Makes the one writer, for a key that goes into `.env`. */
  readonly writer?: (() => FileWriter) | undefined;
}

/** Diagnostics follow the last key after this many milliseconds. */
const QUIET = 150;
/** Texts above this many characters are worked on when nothing else waits, so that a request can be taken back. */
const LARGE = 300_000;
/** A text beyond this is not looked at. */
const TOO_LARGE = 5_000_000;
/** Files are asked at most so often, in milliseconds, whether they changed. */
const STALE_AFTER = 2000;

const NOWHERE = { line: 0, character: 0 };
const TOO_LARGE_WORDS: Diagnostic = {
  range: { start: NOWHERE, end: NOWHERE },
  severity: DiagnosticSeverity.Information,
  code: "too-large",
  source: "clawlint",
  message:
    "This text is larger than 5 million characters and is not looked at. clawlint check reads up to 16 MB.",
};

/** The commands that `workspace/executeCommand` takes. */
const COMMANDS = [
  "clawlint.fixAll",
  "clawlint.toVariable",
  "clawlint.explain",
  "clawlint.route",
  "clawlint.status",
] as const;

/** Serves a connection until it ends. */
export function serve(connection: Connection, machine: ServerMachine): void {
  new LanguageServer(connection, machine).listen();
}

// A class because a session has a lifetime.
class LanguageServer {
  readonly connection: Connection;
  readonly machine: ServerMachine;
  readonly uris = new Uris();
  readonly service: ConfigService;
  capabilities: ClientCapabilities = {};
  encoding: Encoding = "utf-16";
  /** What the client gave at the start; its settings win over these. */
  given: Readonly<Record<string, unknown>> = {};
  readonly settings = new Map<string, ClientSettings>();
  folders: string[] = [];
  trusted = true;
  files: readonly string[] = [];
  isShutDown = false;
  /** Texts that are not looked at. */
  readonly tooLarge = new Map<string, string>();
  /** Paths for which the client holds diagnostics of ours, by config. */
  readonly published = new Map<string, ReadonlySet<string>>();
  timer: ReturnType<typeof setTimeout> | undefined;
  lastAsked = 0;

  constructor(connection: Connection, machine: ServerMachine) {
    this.connection = connection;
    this.machine = machine;
    const self = this;
    this.service = new ConfigService({
      host: machine.host,
      settingsFor: (path) => this.settingsFor(path),
      isTrusted: () => this.trusted,
      get files() {
        return self.files;
      },
    });
  }

  listen(): void {
    const { connection } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.initialized());
    connection.onShutdown(() => {
      this.isShutDown = true;
      clearTimeout(this.timer);
    });
    connection.onDidOpenTextDocument(({ textDocument: { uri, text, version: number } }) => {
      const path = this.uris.open(uri);
      if (path === undefined) return;
      this.setText(path, text, number);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version: number }, contentChanges }) => {
      const path = this.uris.path(uri);
      const old =
        path === undefined ? undefined : (this.tooLarge.get(path) ?? this.service.texts.get(path)?.text);
      if (path === undefined || old === undefined) return;
      let text = old;
      for (const change of contentChanges) {
        if (!("range" in change)) {
          text = change.text;
          continue;
        }
        const positions = new Positions(text, this.encoding);
        const start = positions.offset(change.range.start);
        const end = Math.max(start, positions.offset(change.range.end));
        text = text.slice(0, start) + change.text + text.slice(end);
      }
      this.setText(path, text, number);
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      const path = this.uris.path(uri);
      if (path === undefined) return;
      this.tooLarge.delete(path);
      this.service.close(path);
      if (!this.pulls && this.service.openConfigs().length === 0) this.withdrawAll();
      this.documentChanged(path);
    });
    connection.onDidSaveTextDocument(() => this.schedule());
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) {
        const path = this.uris.path(uri);
        if (path !== undefined) this.service.fileChanged(path);
      }
      this.schedule();
    });
    connection.onDidChangeConfiguration(({ settings }) => this.configurationChanged(settings));
    connection.onNotification("clawlint/trust", (params: unknown) => {
      this.trusted = isObject(params) && params["trusted"] === true;
      this.service.reset();
      this.schedule();
    });
    this.listenForQuestions();
  }

  listenForQuestions(): void {
    const { connection } = this;
    connection.onCompletion((params, token) =>
      this.answer(params, token, [], (view, positions) => {
        const snippets = this.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
        const items = complete(view, positions.offset(params.position));
        return items.map((one) => toCompletionItem(one, positions, snippets));
      }),
    );
    connection.onHover((params, token) =>
      this.answer(params, token, null, (view, positions) => {
        const found = hover(this.service.host, view, positions.offset(params.position));
        if (found === undefined) return null;
        const { markdown, start, end } = found;
        return {
          contents: { kind: "markdown" as const, value: markdown },
          range: positions.spanToWire(start, end),
        };
      }),
    );
    connection.onDefinition((params, token) =>
      this.answer(params, token, null, (view, positions) =>
        definition(view, positions.offset(params.position)).map((one) => this.toWireLocation(one)),
      ),
    );
    connection.onReferences((params, token) =>
      this.answer(params, token, null, (view, positions) =>
        references(view, positions.offset(params.position), params.context.includeDeclaration).map((one) =>
          this.toWireLocation(one),
        ),
      ),
    );
    connection.onPrepareRename((params, token) =>
      this.answer(params, token, null, (view, positions) => {
        const prepared = prepareRename(view, positions.offset(params.position));
        if (!prepared.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, prepared.problem);
        return { range: positions.toWireRange(prepared.range), placeholder: prepared.name };
      }),
    );
    connection.onRenameRequest((params, token) =>
      this.answer(params, token, null, (view, positions) => {
        const renamed = rename(view, positions.offset(params.position), params.newName);
        if (!renamed.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.problem);
        return this.toWorkspaceEdit(renamed.edits, "Rename in the config and in what it includes");
      }),
    );
    connection.onDocumentSymbol((params, token) =>
      this.answer(params, token, [], ({ document }, positions) =>
        outline(document).map((one) => toSymbol(one, positions)),
      ),
    );
    connection.onFoldingRanges((params, token) =>
      this.answer(params, token, [], ({ document }) =>
        folds(document).map(({ first, last, isComment }) => ({
          startLine: first - 1,
          endLine: last - 1,
          ...(isComment ? { kind: FoldingRangeKind.Comment } : {}),
        })),
      ),
    );
    connection.onSelectionRanges((params, token) =>
      this.answer(params, token, [], ({ document }, positions) =>
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
      this.answer(params, token, [], (view, positions) =>
        links(view).map(({ range, path }) => ({
          range: positions.toWireRange(range),
          target: this.uris.uri(path),
        })),
      ),
    );
    connection.languages.inlayHint.on((params, token) =>
      this.answer(params, token, [], (view, positions) => {
        const { start, end } = params.range;
        return hints(this.service.host, view, positions.offset(start), positions.offset(end)).map(
          ({ offset, label }) => ({
            position: positions.spanToWire(offset, offset).start,
            label,
            paddingLeft: true,
          }),
        );
      }),
    );
    connection.onCodeLens((params, token) =>
      this.answer(params, token, [], (view, positions) =>
        lenses(view).map(({ location, title, references: found }): CodeLens => {
          const range = positions.toWireRange(location.range);
          // A client says that it has a command for this; others show the words alone.
          const command =
            this.given["showReferences"] === true
              ? {
                  title,
                  command: "clawlint.showReferences",
                  arguments: [
                    params.textDocument.uri,
                    range.start,
                    found.map((one) => this.toWireLocation(one)),
                  ],
                }
              : { title, command: "" };
          return { range, command };
        }),
      ),
    );
    connection.onCodeAction((params, token) =>
      this.answer(params, token, [], (view, positions) => {
        const { only } = params.context;
        const wants = (kind: string): boolean =>
          only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
        const start = positions.offset(params.range.start);
        const end = positions.offset(params.range.end);
        const found = wants(CodeActionKind.QuickFix)
          ? editorActions(view, start, end).map((one) =>
              this.toCodeAction(view, one, params.context.diagnostics),
            )
          : [];
        if (wants(FIX_ALL) && view.linted.repairs.some(({ fix }) => fix.safety === "safe"))
          found.push(this.fixAllAction(view, params.textDocument.uri, only !== undefined));
        return found;
      }),
    );
    connection.onCodeActionResolve((action) => this.resolve(action));
    connection.onExecuteCommand(({ command, arguments: args = [] }) => this.execute(command, args));
    connection.languages.diagnostics.on(async (params, token) =>
      this.answer(params, token, { kind: "full", items: [] }, (view) => {
        const byPath = this.diagnosticsByPath(view.root);
        const own = byPath.get(view.document.path) ?? [];
        this.tellStatus(view.root);
        const related = [...byPath].filter(([path]) => path !== view.document.path);
        if (this.capabilities.textDocument?.diagnostic?.relatedDocumentSupport !== true)
          return { kind: "full" as const, items: own };
        return {
          kind: "full" as const,
          items: own,
          relatedDocuments: Object.fromEntries(
            related.map(([path, items]) => [this.uris.uri(path), { kind: "full" as const, items }]),
          ),
        };
      }),
    );
  }

  initialize(params: InitializeParams): InitializeResult {
    this.capabilities = params.capabilities;
    const { initializationOptions: given } = params as { initializationOptions?: unknown };
    this.given = isObject(given) ? given : {};
    this.trusted = this.given["trusted"] !== false;
    this.encoding = chooseEncoding(params.capabilities.general?.positionEncodings);
    const uris =
      params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri === null ? [] : [params.rootUri]);
    this.folders = uris.flatMap((uri) => (uri === undefined ? [] : (this.uris.path(uri) ?? [])));
    this.takeFiles(this.given);
    const diagnosticProvider = this.pulls
      ? {
          diagnosticProvider: {
            identifier: "clawlint",
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {};
    return {
      capabilities: {
        positionEncoding: this.encoding,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: ['"', "'", ":", "/", "{", "$", " "] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        documentLinkProvider: {},
        inlayHintProvider: true,
        codeLensProvider: {},
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
        executeCommandProvider: { commands: [...COMMANDS] },
        ...diagnosticProvider,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: "clawlint", version },
    };
  }

  async initialized(): Promise<void> {
    const { workspace } = this.capabilities;
    try {
      if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
        await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: WATCHED.map((globPattern) => ({ globPattern })),
        });
      }
      if (workspace?.didChangeConfiguration?.dynamicRegistration === true)
        await this.connection.client.register(DidChangeConfigurationNotification.type, {
          section: "clawlint",
        });
      if (workspace?.workspaceFolders === true) {
        this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
          const gone = new Set(removed.map(({ uri }) => this.uris.path(uri)));
          this.folders = [
            ...this.folders.filter((folder) => !gone.has(folder)),
            ...added.flatMap(({ uri }) => this.uris.path(uri) ?? []),
          ];
          void this.fetchSettings();
        });
      }
      await this.fetchSettings();
    } catch (error) {
      this.report(error);
    }
  }

  /** Push or pull, never both: who can ask is not told unasked. */
  get pulls(): boolean {
    return this.capabilities.textDocument?.diagnostic !== undefined;
  }

  settingsFor(path: string): ClientSettings {
    const folder = this.folders
      .filter((one) => path === one || path.startsWith(`${one}/`))
      .sort((one, other) => other.length - one.length)[0];
    return this.settings.get(folder ?? "") ?? this.settings.get("") ?? readClientSettings(this.given);
  }

  async fetchSettings(): Promise<void> {
    if (this.capabilities.workspace?.configuration === true) {
      const scopes = ["", ...this.folders];
      const answers: unknown = await this.connection.workspace.getConfiguration(
        scopes.map((folder) => ({
          section: "clawlint",
          ...(folder === "" ? {} : { scopeUri: this.uris.uri(folder) }),
        })),
      );
      this.settings.clear();
      scopes.forEach((folder, index) => {
        const answer: unknown = Array.isArray(answers) ? answers[index] : undefined;
        const merged = { ...this.given, ...(isObject(answer) ? withoutNull(answer) : {}) };
        if (folder === "") this.takeFiles(merged);
        this.settings.set(folder, readClientSettings(merged));
      });
    }
    this.service.settingsChanged();
    this.schedule();
  }

  configurationChanged(settings: unknown): void {
    if (this.capabilities.workspace?.configuration === true) {
      this.fetchSettings().catch((error: unknown) => this.report(error));
      return;
    }
    const section = isObject(settings) ? settings["clawlint"] : undefined;
    if (!isObject(section)) return;
    this.given = { ...this.given, ...withoutNull(section) };
    this.takeFiles(this.given);
    this.settings.clear();
    this.service.settingsChanged();
    this.schedule();
  }

  takeFiles({ files }: Readonly<Record<string, unknown>>): void {
    this.files = Array.isArray(files) ? files.filter((one) => typeof one === "string") : [];
  }

  /** Takes a text; one that is too large is kept for the changes that follow, and not looked at. */
  setText(path: string, text: string, number: number): void {
    if (text.length > TOO_LARGE) this.tooLarge.set(path, text);
    else this.tooLarge.delete(path);
    this.service.setText(path, text.length > TOO_LARGE ? "{}" : text, number);
    this.documentChanged(path);
  }

  documentChanged(path: string): void {
    if (this.pulls) this.refreshOthers(path);
    this.schedule();
  }

  /** A client that asks does so for the text that changed; of what hangs on it, it has to be told. */
  refreshOthers(path: string): void {
    const others = [...this.service.texts.keys()].some((one) => one !== path);
    if (others && this.capabilities.workspace?.diagnostics?.refreshSupport === true) this.schedule();
  }

  schedule(): void {
    clearTimeout(this.timer);
    if (this.isShutDown) return;
    this.timer = setTimeout(() => {
      try {
        this.askForChanges();
        if (!this.pulls) this.publishAll();
        else if (this.capabilities.workspace?.diagnostics?.refreshSupport === true)
          this.connection.languages.diagnostics.refresh();
      } catch (error) {
        this.report(error);
      }
    }, QUIET);
  }

  /** Files that no client watches, such as those of the home folder, are asked whether they changed. */
  askForChanges(): void {
    const now = performance.now();
    if (now - this.lastAsked < STALE_AFTER) return;
    this.lastAsked = now;
    for (const path of this.machine.host.changed()) this.service.fileChanged(path);
  }

  publishAll(): void {
    const roots = this.service.openConfigs();
    for (const root of this.published.keys()) if (!roots.includes(root)) this.withdraw(root);
    for (const root of roots) {
      const byPath = this.diagnosticsByPath(root);
      for (const path of this.published.get(root) ?? [])
        if (!byPath.has(path)) this.connection.sendDiagnostics({ uri: this.uris.uri(path), diagnostics: [] });
      for (const [path, diagnostics] of byPath) {
        const number = this.service.versionOf(path);
        this.connection.sendDiagnostics({
          uri: this.uris.uri(path),
          diagnostics,
          ...(number === undefined ? {} : { version: number }),
        });
      }
      this.published.set(root, new Set(byPath.keys()));
      this.tellStatus(root);
    }
  }

  withdraw(root: string): void {
    for (const path of this.published.get(root) ?? [])
      this.connection.sendDiagnostics({ uri: this.uris.uri(path), diagnostics: [] });
    this.published.delete(root);
  }

  withdrawAll(): void {
    for (const root of this.published.keys()) this.withdraw(root);
  }

  diagnosticsByPath(root: string) {
    const positionsOf = new Map<string, Positions>();
    const at = (path: string): Positions => {
      const known = positionsOf.get(path) ?? this.positions(path);
      positionsOf.set(path, known);
      return known;
    };
    return new Map(
      [...(diagnosticsOf(this.service, root) ?? [])].map(([path, list]) => [
        path,
        this.tooLarge.has(path)
          ? [TOO_LARGE_WORDS]
          : list.map((one) =>
              toDiagnostic(one, at(path), (other) => ({ uri: this.uris.uri(other), positions: at(other) })),
            ),
      ]),
    );
  }

  /** Which release judges, and whose keys count; only for clients that say they show it. */
  tellStatus(root: string): void {
    if (this.given["status"] !== true) return;
    const status = this.statusOf(root);
    if (status !== undefined) void this.connection.sendNotification("clawlint/status", status);
  }

  statusOf(root: string) {
    const { linter, environment } = this.service.configOf(root);
    const linted = linter.lint(root);
    if (!linted.ok) return undefined;
    const { value, why } = linted.report.openclawVersion;
    return {
      uri: this.uris.uri(root),
      text: `OpenClaw ${value}, keys: ${environment.words}`,
      release: value,
      why,
      keys: environment.words,
      gateway: environment.gateway,
      problem: environment.settingsFault?.problem ?? null,
    };
  }

  positions(path: string): Positions {
    return new Positions(this.service.textOf(path) ?? "", this.encoding);
  }

  toWireLocation({ path, range }: Location): { readonly uri: string; readonly range: WireRange } {
    return { uri: this.uris.uri(path), range: this.positions(path).toWireRange(range) };
  }

  /**
   * Answers a question about a document: `nothing` where it is none of ours, an error where the server is shut down or
   * the client took the question back.
   */
  async answer<T>(
    { textDocument: { uri } }: { readonly textDocument: { readonly uri: string } },
    token: CancellationToken,
    nothing: T,
    ask: (view: View, positions: Positions) => T,
  ): Promise<T> {
    if (this.isShutDown) throw new ResponseError(ErrorCodes.InvalidRequest, "The server is shut down.");
    const path = this.uris.path(uri);
    if (path === undefined) throw new ResponseError(ErrorCodes.InvalidParams, "This is no URI.");
    const open = this.service.texts.get(path);
    if ((open?.text.length ?? 0) > LARGE) {
      // What came in meanwhile may take this very question back.
      await new Promise((resume) => setImmediate(resume));
      if (this.service.texts.get(path) !== open)
        throw new ResponseError(LSPErrorCodes.ContentModified, "The text has changed.");
    }
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Taken back.");
    this.askForChanges();
    const view = this.service.view(path);
    return view === undefined
      ? nothing
      : ask(view, new Positions(view.document.text, this.encoding, view.document.lines));
  }

  toCodeAction(
    view: View,
    action: EditorAction,
    diagnostics: readonly { code?: unknown; data?: unknown }[],
  ): CodeAction {
    const { finding, title } = action;
    const own = diagnostics.filter(
      ({ code, data }) => code === finding.rule && (!isObject(data) || data["path"] === finding.path),
    ) as CodeAction["diagnostics"];
    const base = { title, kind: CodeActionKind.QuickFix, ...(own?.length ? { diagnostics: own } : {}) };
    const uri = this.uris.uri(view.document.path);
    switch (action.kind) {
      case "repair":
        return { ...base, isPreferred: action.isSafe, data: { uri, repair: action.sign } };
      case "to-variable":
        return { ...base, command: { title, command: "clawlint.toVariable", arguments: [uri, action.sign] } };
      case "ignore": {
        if (this.given["ignore"] === true)
          return {
            ...base,
            command: {
              title,
              command: "clawlint.ignore",
              arguments: [uri, finding.rule, finding.range.start.line - 1],
            },
          };
        return { ...base, edit: this.toWorkspaceEdit([ignoreEdit(view, finding, undefined, false)]) };
      }
      case "explain":
        return { ...base, command: { title, command: "clawlint.explain", arguments: [finding.rule] } };
    }
  }

  /** Clients that run it at each save do not resolve: where it was asked for, the edits are there at once. */
  fixAllAction(view: View, uri: string, now: boolean): CodeAction {
    const action = { title: "Make all safe repairs", kind: FIX_ALL };
    if (!now) return { ...action, data: { uri, fixAll: true } };
    const fixed = fixAll(view, false);
    return fixed.ok ? { ...action, edit: this.toWorkspaceEdit(fixed.edits) } : action;
  }

  resolve(action: CodeAction): CodeAction {
    const data: unknown = action.data;
    if (!isObject(data) || typeof data["uri"] !== "string") return action;
    const view = this.viewOf(data["uri"]);
    if (view === undefined)
      throw new ResponseError(LSPErrorCodes.ContentModified, "The config is not open any more.");
    const edits = data["fixAll"] === true ? fixAll(view, false) : resolveRepair(view, String(data["repair"]));
    if (!edits.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, edits.problem);
    return { ...action, edit: this.toWorkspaceEdit(edits.edits) };
  }

  viewOf(uri: unknown): View | undefined {
    const path = typeof uri === "string" ? this.uris.path(uri) : undefined;
    return path === undefined ? undefined : this.service.view(path);
  }

  /**
   * Edits by file. With `preview` they have a name, under which a client shows them first if its user wants that. VS Code
   * leaves edits that ask to be confirmed unticked, which is no rename.
   */
  toWorkspaceEdit(edits: readonly Edit[], preview?: string): WorkspaceEdit {
    const byPath = new Map<string, TextEdit[]>();
    for (const { path, range, text } of edits) {
      const list = byPath.get(path) ?? [];
      byPath.set(path, list);
      list.push({ range: this.positions(path).toWireRange(range), newText: text });
    }
    const { documentChanges, changeAnnotationSupport } = this.capabilities.workspace?.workspaceEdit ?? {};
    if (documentChanges !== true)
      return { changes: Object.fromEntries([...byPath].map(([path, list]) => [this.uris.uri(path), list])) };
    const annotated = preview !== undefined && changeAnnotationSupport !== undefined;
    return {
      documentChanges: [...byPath].map(([path, list]) => ({
        textDocument: { uri: this.uris.uri(path), version: this.service.versionOf(path) ?? null },
        edits: annotated ? list.map((one) => ({ ...one, annotationId: "rename" })) : list,
      })),
      ...(annotated ? { changeAnnotations: { rename: { label: preview, needsConfirmation: false } } } : {}),
    };
  }

  async execute(command: string, args: readonly unknown[]): Promise<unknown> {
    if (this.isShutDown) throw new ResponseError(ErrorCodes.InvalidRequest, "The server is shut down.");
    switch (command) {
      case "clawlint.explain": {
        const rule = rules.find(({ id }) => id === args[0]);
        if (rule === undefined) throw new ResponseError(ErrorCodes.InvalidParams, "There is no such rule.");
        if (this.capabilities.window?.showDocument?.support !== true) return rule.url;
        await this.connection.window.showDocument({ uri: rule.url, external: true });
        return null;
      }
      case "clawlint.fixAll":
        return this.inProgress(args[0], "clawlint: repairs", async () => {
          const view = this.needView(args[0]);
          const fixed = fixAll(view, args[1] === true);
          if (!fixed.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, fixed.problem);
          if (fixed.edits.length > 0)
            await this.connection.workspace.applyEdit(this.toWorkspaceEdit(fixed.edits));
          return fixed.edits.length;
        });
      case "clawlint.toVariable":
        return this.toVariable(this.needView(args[0]), String(args[1]));
      case "clawlint.route":
        return routeText(this.service.host, this.needView(args[0]));
      case "clawlint.status":
        return this.statusOf(this.needView(args[0]).root) ?? null;
      default:
        throw new ResponseError(ErrorCodes.InvalidParams, "There is no such command.");
    }
  }

  needView(uri: unknown): View {
    const view = this.viewOf(uri);
    if (view === undefined) throw new ResponseError(ErrorCodes.InvalidParams, "This is no OpenClaw config.");
    return view;
  }

  /** Shows progress for work on a large text. */
  async inProgress<T>(uri: unknown, title: string, work: () => Promise<T>): Promise<T> {
    const path = typeof uri === "string" ? this.uris.path(uri) : undefined;
    const size = path === undefined ? 0 : (this.service.texts.get(path)?.text.length ?? 0);
    if (size <= LARGE || this.capabilities.window?.workDoneProgress !== true) return work();
    const progress = await this.connection.window.createWorkDoneProgress();
    progress.begin(title);
    try {
      return await work();
    } finally {
      progress.done();
    }
  }

  /** Writes a key into `.env` and puts its variable where it stood. The key crosses no wire and no undo history. */
  async toVariable(view: View, sign: string): Promise<null> {
    const fail = (words: string): never => {
      throw new ResponseError(LSPErrorCodes.RequestFailed, words);
    };
    const repair = repairOf(view, sign);
    const { writer } = this.machine;
    if (!this.trusted) fail("In an untrusted folder nothing is written.");
    if (repair === undefined || writer === undefined)
      return fail("The config has changed; this repair is not there any more.");
    const applied = view.linter.apply(view.root, [repair]);
    const [left] = applied?.left ?? [];
    if (applied === undefined || left !== undefined)
      return fail(`It cannot be done: ${left?.reason ?? "the config cannot be read"}.`);
    for (const { path, before, after, byteOrderMark, secret } of applied.files) {
      if (!secret) continue;
      const written = writer().write({
        path,
        bytes: bytesOf(after, byteOrderMark),
        expected: before === undefined ? undefined : bytesOf(before, byteOrderMark),
      });
      if (!written.ok) fail(`The file of variables was not written (${written.reason}).`);
      this.service.fileChanged(path);
    }
    const edits = editsOf(applied.files.filter(({ secret }) => !secret));
    await this.connection.workspace.applyEdit(this.toWorkspaceEdit(edits));
    this.schedule();
    return null;
  }

  /** A fault of ours: where it happened is told, what a config held is not. */
  report(error: unknown): void {
    const name = error instanceof Error ? error.name : typeof error;
    const places =
      error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line)) : [];
    this.connection.console.error(`clawlint ${version}: ${name}\n${places.slice(0, 5).join("\n")}`);
  }
}

/** What is watched: configs and what they may include, variables, services, settings. */
const WATCHED: readonly string[] = [
  "**/*.{json,json5}",
  "**/.env*",
  "**/gateway.env",
  "**/*.{service,conf,plist}",
  "**/{compose,docker-compose}*.{yml,yaml}",
];

function withoutNull(section: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== null && value !== ""));
}

/** A text as it stands in its file. */
function bytesOf(text: string, byteOrderMark: boolean): Uint8Array {
  return new TextEncoder().encode((byteOrderMark ? "\ufeff" : "") + text);
}
