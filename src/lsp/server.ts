import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { isObject } from "../core/config-path.ts";
import { version } from "../index.ts";
import { offerCodeActions } from "./code-actions.ts";
import { COMMANDS, runCommands } from "./commands.ts";
import { OpenTexts } from "./open-texts.ts";
import { chooseEncoding } from "./positions.ts";
import { Publisher } from "./publisher.ts";
import { answerNames, answerQuestions } from "./questions.ts";
import { type ServerMachine, Session } from "./session.ts";
import { FIX_ALL, LEGEND } from "./to-wire.ts";

/** What is watched: configs and what they may include, variables, services, settings. */
const WATCHED: readonly string[] = [
  "**/*.{json,json5}",
  "**/.env*",
  "**/gateway.env",
  "**/*.{service,conf,plist}",
  "**/{compose,docker-compose}*.{yml,yaml}",
];

/** Serves a connection until it ends. */
export function serve(connection: Connection, machine: ServerMachine): void {
  const session = new Session(connection, machine);
  const texts = new OpenTexts(session);
  const publisher = new Publisher(session, (path) => texts.isTooLarge(path));
  connection.onInitialize((params) => initialize(session, params));
  connection.onInitialized(() => initialized(session, publisher));
  connection.onShutdown(() => {
    session.isShutDown = true;
    publisher.stop();
  });
  takeTexts(session, texts, publisher);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      const path = session.uris.path(uri);
      if (path !== undefined) session.service.fileChanged(path);
    }
    publisher.schedule();
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    if (session.capabilities.workspace?.configuration !== true) session.settings.take(settings);
    return takeSettings(session, publisher);
  });
  connection.onNotification("clawlint/trust", (params: unknown) => {
    session.trusted = isObject(params) && params["trusted"] === true;
    session.service.reset();
    publisher.schedule();
  });
  answerQuestions(session, publisher);
  answerNames(session);
  offerCodeActions(session);
  runCommands(session, publisher);
}

function takeTexts(session: Session, texts: OpenTexts, publisher: Publisher): void {
  const { connection, uris } = session;
  connection.onDidOpenTextDocument(({ textDocument: { uri, text, version: number } }) => {
    const path = uris.open(uri);
    if (path === undefined) return;
    texts.set(path, text, number);
    publisher.textChanged(path);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version: number }, contentChanges }) => {
    const path = uris.path(uri);
    if (path !== undefined && texts.change(path, contentChanges, number)) publisher.textChanged(path);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    const path = uris.path(uri);
    if (path === undefined) return;
    texts.close(path);
    publisher.textChanged(path);
  });
  connection.onDidSaveTextDocument(() => publisher.schedule());
}

function initialize(session: Session, params: InitializeParams): InitializeResult {
  session.capabilities = params.capabilities;
  const { initializationOptions: given } = params as { initializationOptions?: unknown };
  session.given = isObject(given) ? given : {};
  session.trusted = session.given["trusted"] !== false;
  session.encoding = chooseEncoding(params.capabilities.general?.positionEncodings);
  const uris =
    params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri === null ? [] : [params.rootUri]);
  session.settings.folders = uris.flatMap((uri) => (uri === undefined ? [] : (session.uris.path(uri) ?? [])));
  session.settings.takeFiles(session.given);
  const diagnosticProvider = {
    identifier: "clawlint",
    interFileDependencies: true,
    workspaceDiagnostics: false,
  };
  return {
    capabilities: {
      positionEncoding: session.encoding,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      completionProvider: { triggerCharacters: ['"', "'", ":", "/", "{", "$", " "] },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      documentSymbolProvider: true,
      workspaceSymbolProvider: true,
      semanticTokensProvider: { legend: LEGEND, full: true, range: true },
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      documentLinkProvider: {},
      inlayHintProvider: true,
      codeLensProvider: {},
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
      executeCommandProvider: { commands: [...COMMANDS] },
      ...(session.pulls ? { diagnosticProvider } : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
    serverInfo: { name: "clawlint", version },
  };
}

async function initialized(session: Session, publisher: Publisher): Promise<void> {
  const { connection } = session;
  const { workspace } = session.capabilities;
  try {
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: WATCHED.map((globPattern) => ({ globPattern })),
      });
    if (workspace?.didChangeConfiguration?.dynamicRegistration === true)
      await connection.client.register(DidChangeConfigurationNotification.type, { section: "clawlint" });
  } catch (error) {
    session.report(error);
  }
  if (workspace?.workspaceFolders === true) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => session.uris.path(uri)));
      session.settings.folders = [
        ...session.settings.folders.filter((folder) => !gone.has(folder)),
        ...added.flatMap(({ uri }) => session.uris.path(uri) ?? []),
      ];
      void takeSettings(session, publisher);
    });
  }
  await takeSettings(session, publisher);
}

/** Asks for the settings where the client can be asked, and looks at everything anew. */
async function takeSettings(session: Session, publisher: Publisher): Promise<void> {
  try {
    await session.settings.fetch();
  } catch (error) {
    session.report(error);
  }
  session.service.settingsChanged();
  publisher.schedule();
}
