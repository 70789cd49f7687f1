import { normalize } from "pathe";
import { URI } from "vscode-uri";

/** URIs of a client, and the paths that stand for them; a document that is no file has a path where nothing lies. */
export class Uris {
  /** As the client writes them: one file may be written in several ways. */
  readonly byPath = new Map<string, string>();

  /** The path of a URI; undefined for a text that is none. */
  path(uri: string): string | undefined {
    let parsed: URI;
    try {
      parsed = URI.parse(uri, true);
    } catch {
      return undefined;
    }
    return parsed.scheme === "file" ? normalize(parsed.fsPath) : `/${parsed.scheme}:${parsed.path}`;
  }

  /** The path of a document that the client has opened; its URI is written so from then on. */
  open(uri: string): string | undefined {
    const path = this.path(uri);
    if (path !== undefined) this.byPath.set(path, uri);
    return path;
  }

  uri(path: string): string {
    return this.byPath.get(path) ?? URI.file(path).toString();
  }
}
