import { isObject } from "../core/config-path.ts";
import { type ClientSettings, readClientSettings } from "../index.ts";
import type { Session } from "./session.ts";

/** The client's settings by folder: fetched where it can be asked, else taken as it sends them. */
export class SessionSettings {
  readonly session: Session;
  readonly byFolder = new Map<string, ClientSettings>();
  folders: readonly string[] = [];
  files: readonly string[] = [];

  constructor(session: Session) {
    this.session = session;
  }

  /** The settings of the innermost folder that holds a path. */
  for(path: string): ClientSettings {
    const folder = this.folders
      .filter((one) => path === one || path.startsWith(`${one}/`))
      .sort((one, other) => other.length - one.length)[0];
    return this.byFolder.get(folder ?? "") ?? this.byFolder.get("") ?? readClientSettings(this.session.given);
  }

  /** Asks the client for its settings, one answer a folder; does nothing where it cannot be asked. */
  async fetch(): Promise<void> {
    const { session } = this;
    if (session.capabilities.workspace?.configuration !== true) return;
    const scopes = ["", ...this.folders];
    const answers: unknown = await session.connection.workspace.getConfiguration(
      scopes.map((folder) => ({
        section: "clawlint",
        ...(folder === "" ? {} : { scopeUri: session.uris.uri(folder) }),
      })),
    );
    this.byFolder.clear();
    scopes.forEach((folder, index) => {
      const answer: unknown = Array.isArray(answers) ? answers[index] : undefined;
      const merged = { ...session.given, ...(isObject(answer) ? withoutNull(answer) : {}) };
      if (folder === "") this.takeFiles(merged);
      this.byFolder.set(folder, readClientSettings(merged));
    });
  }

  /** Takes settings that a client sends unasked. */
  take(settings: unknown): void {
    const section = isObject(settings) ? settings["clawlint"] : undefined;
    if (!isObject(section)) return;
    const { session } = this;
    session.given = { ...session.given, ...withoutNull(section) };
    this.takeFiles(session.given);
    this.byFolder.clear();
  }

  takeFiles({ files }: Readonly<Record<string, unknown>>): void {
    this.files = Array.isArray(files) ? files.filter((one) => typeof one === "string") : [];
  }
}

function withoutNull(section: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== null && value !== ""));
}
