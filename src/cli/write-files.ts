import { encode } from "../core/encode.ts";
import { type ChangedFile, type FileWriter, writeRefusalWords } from "../core/file-writer.ts";
import { plain } from "../core/visible.ts";
import { redactText } from "../edit/redact-text.ts";
import type { Output } from "./output.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** What would change, as a unified diff without the file of secrets and without values that are secret. */
export async function diffOf(files: readonly ChangedFile[]): Promise<string> {
  const parts: string[] = [];
  for (const { file, at, before, after, secret } of files)
    if (!secret)
      parts.push(await unifiedDiff(plain(file), redactText(before ?? "", at), redactText(after, at)));
  return parts.join("");
}

/** Writes files in order, or none when one of them would be refused. False, with the reason told, when not all are written. */
export function writeFiles(
  writer: FileWriter,
  files: readonly ChangedFile[],
  backup: boolean,
  output: Output,
): boolean {
  const requests = files.map(({ path, file, before, after, byteOrderMark, secret }) => ({
    file,
    request: {
      path,
      bytes: encode(after, byteOrderMark),
      expected: before === undefined ? undefined : encode(before, byteOrderMark),
      backup: backup && !secret,
    },
  }));
  const complain = (file: string, reason: keyof typeof writeRefusalWords) => {
    output.error(`clawlint: ${file} is left as it is: ${writeRefusalWords[reason]}\n`);
    return false;
  };
  for (const { file, request } of requests) {
    const reason = writer.refuses(request);
    if (reason !== undefined) return complain(file, reason);
  }
  for (const { file, request } of requests) {
    const result = writer.write(request);
    if (!result.ok) return complain(file, result.reason);
  }
  return true;
}
