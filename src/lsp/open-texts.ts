import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { Positions } from "./positions.ts";
import type { Session } from "./session.ts";

/** A text beyond this many characters is not looked at. */
const TOO_LARGE = 5_000_000;

/** The texts that a client has open, as it changes them; those that are too large are kept here and not looked at. */
export class OpenTexts {
  readonly session: Session;
  readonly #tooLarge = new Map<string, string>();

  constructor(session: Session) {
    this.session = session;
  }

  isTooLarge(path: string): boolean {
    return this.#tooLarge.has(path);
  }

  set(path: string, text: string, version: number): void {
    const isTooLarge = text.length > TOO_LARGE;
    if (isTooLarge) this.#tooLarge.set(path, text);
    else this.#tooLarge.delete(path);
    this.session.service.setText(path, isTooLarge ? "{}" : text, version);
  }

  /** Makes changes one after the other, each on what the one before it left. False for a text that is not open. */
  change(path: string, changes: readonly TextDocumentContentChangeEvent[], version: number): boolean {
    const { encoding, service } = this.session;
    let text = this.#tooLarge.get(path) ?? service.texts.get(path)?.text;
    if (text === undefined) return false;
    for (const change of changes) {
      if ("range" in change) {
        const positions = new Positions(text, encoding);
        const start = positions.offset(change.range.start);
        const end = Math.max(start, positions.offset(change.range.end));
        text = text.slice(0, start) + change.text + text.slice(end);
      } else text = change.text;
    }
    this.set(path, text, version);
    return true;
  }

  close(path: string): void {
    this.#tooLarge.delete(path);
    this.session.service.close(path);
  }
}
