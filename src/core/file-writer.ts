import type { ConfigPath } from "./config-path.ts";

/** What a file is to become. */
export interface WriteRequest {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What the file held when it was read; undefined for a file that is not there yet. */
  readonly expected: Uint8Array | undefined;
  /** Keeps the old file beside the new one. */
  readonly backup?: boolean;
  /** For a report: a new file may be read by whom the system lets read files, and no folder is made for it. */
  readonly open?: boolean;
}

/** Why a file is left as it is. */
export type WriteRefusal =
  | "changed" // somebody else wrote it since it was read
  | "busy" // another run is writing it, and does not come to an end
  | "not-utf8" // it holds bytes that are no UTF-8, which writing its text back would change
  | "read-only"
  | "hard-link" // the other names of the file would keep the old text
  | "not-a-file"
  | "dangling-link"
  | "owner" // its owner could not be kept
  | "no-folder"
  | "failed";

/** What came of a write; `backup` is the path of the old file, `code` the system's word for the failure. */
export type WriteResult =
  | { readonly ok: true; readonly backup?: string }
  | { readonly ok: false; readonly reason: WriteRefusal; readonly code?: string };

/** The reasons in words. */
export const writeRefusalWords: Readonly<Record<WriteRefusal, string>> = {
  changed: "it was changed by something else meanwhile",
  busy: "another clawlint is writing it",
  "not-utf8": "it is not all UTF-8; save it as UTF-8 first, or more would change than is asked for",
  "read-only": "it is read-only",
  "hard-link": "it has a second name (a hard link), which would keep the old text",
  "not-a-file": "it is no regular file",
  "dangling-link": "it is a link to a file that is not there",
  owner: "its owner could not be kept",
  "no-folder": "its folder cannot be made",
  failed: "the system would not write it",
};

/** The door through which files are written. Commands that only read are never given one. */
export interface FileWriter {
  /** Writes a file whole or not at all. Never throws for what the disk says. */
  write(request: WriteRequest): WriteResult;
  /** What `write` would refuse before it touches anything; undefined when it would go on. */
  refuses(request: WriteRequest): WriteRefusal | undefined;
  /** Writes into a pipe or a character device, which cannot be replaced. */
  pour(path: string, bytes: Uint8Array): WriteResult;
}

/** One file as it was and as it is to be. */
export interface ChangedFile {
  readonly path: string;
  /** The name for people. */
  readonly file: string;
  /** Where its root stands in the config. */
  readonly at: ConfigPath;
  /** Undefined for a file that is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
  readonly byteOrderMark: boolean;
  /** True for the file of secrets, which is never shown. */
  readonly secret: boolean;
}
