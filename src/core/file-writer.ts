import type { ConfigPath } from "./config-path.ts";

/** What a file is to become. */
export interface WriteRequest {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What the file held when it was read; undefined for a file that is not there yet. */
  readonly expected: Uint8Array | undefined;
  /** Keeps the old file beside the new one. */
  readonly backup?: boolean;
}

/** Why a file is left as it is. */
export type WriteRefusal =
  | "changed" // somebody else wrote it since it was read
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
