import { dirname, resolve } from "pathe";
import * as vscode from "vscode";
import type { View } from "../../../src/index.ts";

/** A file that is larger is not read; OpenClaw includes none. */
const MOST_BYTES = 2 * 1024 * 1024;
/** More files are not read for one config. */
const MOST_FILES = 200;

/** Files of the workspace under paths, and those of them that were read; a class because it remembers both. */
export class WebFiles {
  readonly bytes = new Map<string, Uint8Array>();
  readonly #uris = new Map<string, vscode.Uri>();
  readonly #asked = new Set<string>();

  /** The path that stands for a file. Files of other schemes and hosts lie in folders of their own. */
  path(uri: vscode.Uri): string {
    const path = `/${uri.scheme}/${encodeURIComponent(uri.authority)}${uri.path}`;
    this.#uris.set(path, uri);
    return path;
  }

  uri(path: string): vscode.Uri {
    const known = this.#uris.get(path);
    if (known !== undefined) return known;
    const [, scheme = "file", authority = "", ...rest] = path.split("/");
    return vscode.Uri.from({ scheme, authority: decodeURIComponent(authority), path: `/${rest.join("/")}` });
  }

  /** Reads what decides how a config is looked at: the names of `.env.example` and the settings file. */
  async fetchBeside(root: string, changed: (path: string) => void): Promise<void> {
    for (const name of [".env.example", "clawlint.config.json5"])
      await this.#fetch(resolve(dirname(root), name), changed);
  }

  /** Reads what a config includes, and what that includes. */
  async fetchIncluded(view: View, changed: (path: string) => void): Promise<void> {
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const analyzed = view.linter.analyze(view.root);
      if (!analyzed.ok) return;
      const missing = analyzed.analysis.expanded.problems.flatMap(({ kind, document, target }) =>
        kind === "missing" ? [resolve(dirname(document.path), target)] : [],
      );
      const fresh = missing.filter((path) => !this.#asked.has(path));
      if (fresh.length === 0) return;
      for (const path of fresh) await this.#fetch(path, changed);
    }
  }

  async #fetch(path: string, changed: (path: string) => void): Promise<void> {
    if (this.#asked.has(path) || this.#asked.size >= MOST_FILES) return;
    this.#asked.add(path);
    try {
      const bytes = await vscode.workspace.fs.readFile(this.uri(path));
      if (bytes.length > MOST_BYTES) return;
      this.bytes.set(path, bytes);
      changed(path);
    } catch {
      // It is not there, or not to be read: then it is missing for the config, too.
    }
  }
}
