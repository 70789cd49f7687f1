import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { FileWriter } from "../core/file-writer.ts";
import type { StampedHost } from "../host/stamped-host.ts";
import { ConfigService, type Edit, type Location, type View, version } from "../index.ts";
import { faultWords } from "./fault-words.ts";
import { type Encoding, Positions, type WireRange } from "./positions.ts";
import { SessionSettings } from "./session-settings.ts";
import { Uris } from "./uris.ts";

/** What the server needs of the machine. */
export interface ServerMachine {
  readonly host: StampedHost;
  /** Makes the one writer, for a key that goes into `.env`. */
  readonly writer?: (() => FileWriter) | undefined;
}

/** Texts above this many characters are worked on when nothing else waits, so that a request can be taken back. */
export const LARGE = 300_000;
/** Files are asked at most so often, in milliseconds, whether they changed. */
const STALE_AFTER = 2000;

/** One client, what it can, and the texts that it has open; a class because a session has a lifetime. */
export class Session {
  readonly connection: Connection;
  readonly machine: ServerMachine;
  readonly uris = new Uris();
  readonly settings = new SessionSettings(this);
  readonly service: ConfigService;
  capabilities: ClientCapabilities = {};
  encoding: Encoding = "utf-16";
  /** What the client gave at the start; its settings win over these. */
  given: Readonly<Record<string, unknown>> = {};
  trusted = true;
  isShutDown = false;
  lastAsked = 0;

  constructor(connection: Connection, machine: ServerMachine) {
    this.connection = connection;
    this.machine = machine;
    const { settings } = this;
    this.service = new ConfigService({
      host: machine.host,
      settingsFor: (path) => settings.for(path),
      isTrusted: () => this.trusted,
      get files() {
        return settings.files;
      },
    });
  }

  /** Push or pull, never both: who can ask is not told unasked. */
  get pulls(): boolean {
    return this.capabilities.textDocument?.diagnostic !== undefined;
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
    this.refuseAfterShutdown();
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

  /** After `shutdown` a client may only end the server. */
  refuseAfterShutdown(): void {
    if (this.isShutDown) throw new ResponseError(ErrorCodes.InvalidRequest, "The server is shut down.");
  }

  positions(path: string): Positions {
    return new Positions(this.service.textOf(path) ?? "", this.encoding);
  }

  toWireLocation({ path, range }: Location): { readonly uri: string; readonly range: WireRange } {
    return { uri: this.uris.uri(path), range: this.positions(path).toWireRange(range) };
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

  /** One edit, as a snippet where the client takes one: the cursor then stands where something is to be written. */
  toSnippetEdit(edit: (isSnippet: boolean) => Edit): WorkspaceEdit {
    const { documentChanges, snippetEditSupport } = this.capabilities.workspace?.workspaceEdit ?? {};
    if (documentChanges !== true || snippetEditSupport !== true) return this.toWorkspaceEdit([edit(false)]);
    const { path, range, text } = edit(true);
    const snippet = {
      range: this.positions(path).toWireRange(range),
      snippet: { kind: "snippet", value: text },
    } as const;
    const textDocument = { uri: this.uris.uri(path), version: this.service.versionOf(path) ?? null };
    return { documentChanges: [{ textDocument, edits: [snippet] }] };
  }

  viewOf(uri: unknown): View | undefined {
    const path = typeof uri === "string" ? this.uris.path(uri) : undefined;
    return path === undefined ? undefined : this.service.view(path);
  }

  needView(uri: unknown): View {
    const view = this.viewOf(uri);
    if (view === undefined) throw new ResponseError(ErrorCodes.InvalidParams, "This is no OpenClaw config.");
    return view;
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

  /** Files that no client watches, such as those of the home folder, are asked whether they changed. */
  askForChanges(): void {
    const now = performance.now();
    if (now - this.lastAsked < STALE_AFTER) return;
    this.lastAsked = now;
    for (const path of this.machine.host.changed()) this.service.fileChanged(path);
  }

  /** Tells a fault of ours to whoever reads the client's log. */
  report(error: unknown): void {
    this.connection.console.error(`clawlint ${version}: ${faultWords(error)}`);
  }
}
