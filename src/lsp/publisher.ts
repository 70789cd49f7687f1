import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import { diagnosticsOf } from "../index.ts";
import type { Positions } from "./positions.ts";
import type { Session } from "./session.ts";
import { toDiagnostic } from "./to-wire.ts";

/** Diagnostics follow the last key after this many milliseconds. */
const QUIET = 150;

const NOWHERE = { line: 0, character: 0 };
const TOO_LARGE_WORDS: Diagnostic = {
  range: { start: NOWHERE, end: NOWHERE },
  severity: DiagnosticSeverity.Information,
  code: "too-large",
  source: "clawlint",
  message:
    "This text is larger than 5 million characters and is not looked at. clawlint check reads up to 16 MB.",
};

/** Tells a client what is found in its configs: unasked, or that it should ask anew. */
export class Publisher {
  readonly session: Session;
  /** True for a text that is not looked at. */
  readonly isTooLarge: (path: string) => boolean;
  /** Paths for which the client holds diagnostics of ours, by config. */
  readonly published = new Map<string, ReadonlySet<string>>();
  timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, isTooLarge: (path: string) => boolean) {
    this.session = session;
    this.isTooLarge = isTooLarge;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /**
   * A text was opened, changed or closed. A client that asks does so for that text by itself; of what hangs on it, it has
   * to be told.
   */
  textChanged(path: string): void {
    const { pulls, service } = this.session;
    if (!pulls || [...service.texts.keys()].some((one) => one !== path)) this.schedule();
  }

  /** Tells when nothing more comes for a moment. */
  schedule(): void {
    clearTimeout(this.timer);
    if (this.session.isShutDown) return;
    this.timer = setTimeout(() => {
      try {
        this.session.askForChanges();
        if (!this.session.pulls) this.publishAll();
        else if (this.session.capabilities.workspace?.diagnostics?.refreshSupport === true)
          this.session.connection.languages.diagnostics.refresh();
      } catch (error) {
        this.session.report(error);
      }
    }, QUIET);
  }

  publishAll(): void {
    const roots = this.session.service.openConfigs();
    for (const root of this.published.keys()) if (!roots.includes(root)) this.withdraw(root);
    for (const root of roots) {
      const byPath = this.diagnosticsByPath(root);
      for (const path of this.published.get(root) ?? [])
        if (!byPath.has(path))
          this.session.connection.sendDiagnostics({ uri: this.session.uris.uri(path), diagnostics: [] });
      for (const [path, diagnostics] of byPath) {
        const number = this.session.service.versionOf(path);
        this.session.connection.sendDiagnostics({
          uri: this.session.uris.uri(path),
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
      this.session.connection.sendDiagnostics({ uri: this.session.uris.uri(path), diagnostics: [] });
    this.published.delete(root);
  }

  diagnosticsByPath(root: string) {
    const positionsOf = new Map<string, Positions>();
    const at = (path: string): Positions => {
      const known = positionsOf.get(path) ?? this.session.positions(path);
      positionsOf.set(path, known);
      return known;
    };
    return new Map(
      [...(diagnosticsOf(this.session.service, root) ?? [])].map(([path, list]) => [
        path,
        this.isTooLarge(path)
          ? [TOO_LARGE_WORDS]
          : list.map((one) =>
              toDiagnostic(one, at(path), (other) => ({
                uri: this.session.uris.uri(other),
                positions: at(other),
              })),
            ),
      ]),
    );
  }

  /** Which release judges, and whose keys count; only for clients that say they show it. */
  tellStatus(root: string): void {
    if (this.session.given["status"] !== true) return;
    const status = this.session.statusOf(root);
    if (status !== undefined) void this.session.connection.sendNotification("clawlint/status", status);
  }
}
