import { type Host, HostError } from "../core/host.ts";

/** The text of one file, decoded. A byte order mark is taken off and remembered. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly byteOrderMark: boolean;
}

/** Why a file gives no text. */
export type ReadFailure =
  | "missing"
  | "directory"
  | "not-a-file"
  | "unreadable"
  | "too-large"
  | "link-loop"
  | "utf-16";

/** A text, or why it cannot be had. */
export type ReadResult =
  | { readonly ok: true; readonly source: SourceText }
  | { readonly ok: false; readonly failure: ReadFailure };

/** OpenClaw's cap on an included file, in bytes. */
export const INCLUDE_LIMIT = 2 * 1024 * 1024;

/** Our cap on a root file, in bytes. OpenClaw has none; a larger file is no config, and reading it would only hang. */
export const ROOT_LIMIT = 16 * 1024 * 1024;

/** Reads a file as UTF-8 text through the host. Never throws for what the disk holds. */
export function readText(host: Host, path: string, limit: number): ReadResult {
  try {
    return decode(path, host.readFile(path, limit));
  } catch (error) {
    if (error instanceof HostError) return { ok: false, failure: failureOf(error) };
    throw error;
  }
}

const utf8 = new TextDecoder();

/** Decodes bytes as OpenClaw does: UTF-8, broken sequences replaced. UTF-16 is told apart, for a clearer word. */
export function decode(path: string, bytes: Uint8Array): ReadResult {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { ok: false, failure: "utf-16" };
  }
  const text = utf8.decode(bytes); // takes the byte order mark off
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { ok: true, source: { path, text, byteOrderMark } };
}

function failureOf(error: HostError): ReadFailure {
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return "missing";
    case "EISDIR":
      return "directory";
    case "ENOTFILE":
      return "not-a-file";
    case "ETOOBIG":
      return "too-large";
    case "ELOOP":
      return "link-loop";
    default:
      return "unreadable";
  }
}

/** Why a file gives no text, in words. */
export const readFailureWords: Readonly<Record<ReadFailure, string>> = {
  missing: "there is no such file",
  directory: "this is a folder",
  "not-a-file": "this is no regular file (a pipe, a device or a socket)",
  unreadable: "this file cannot be read; check its permissions",
  "too-large": "this file is larger than 16 MiB, which no config is",
  "link-loop": "this link leads in a circle",
  "utf-16": "this file is UTF-16; OpenClaw reads only UTF-8, so save it as that",
};
