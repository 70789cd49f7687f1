import { type ChangedFile, type FileWriter, writeRefusalWords } from "../core/file-writer.ts";
import type { Host } from "../core/host.ts";
import { encode } from "../edit/edit-config.ts";
import { redactText } from "../edit/redact-text.ts";
import type { ExpandedConfig } from "../expand/expanded-config.ts";
import { tellPath } from "../locate/locate-configs.ts";
import type { Output } from "./output.ts";
import { unifiedDiff } from "./unified-diff.ts";

/**
 * The files in which a config differs from what it was: its documents, and the `.env` file that takes secrets. The file
 * of secrets comes first, for a value must not be lost between two writes.
 */
export function changedFiles(
  host: Host,
  before: ExpandedConfig,
  after: ExpandedConfig,
  variables: string,
  [dotenvBefore, dotenvAfter]: readonly [string | undefined, string | undefined],
): readonly ChangedFile[] {
  const files = before.documents.flatMap((document): ChangedFile[] => {
    const { path, file, text, byteOrderMark } = document;
    const now = after.documents.find((one) => one.path === path)?.text ?? text;
    return now === text ? [] : [{ path, file, before: text, after: now, byteOrderMark, secret: false }];
  });
  if (dotenvAfter === undefined || dotenvAfter === dotenvBefore) return files;
  const file = tellPath(host, variables);
  return [
    { path: variables, file, before: dotenvBefore, after: dotenvAfter, byteOrderMark: false, secret: true },
    ...files,
  ];
}

/** What would change, as a unified diff without the file of secrets and without values that are secret. */
export async function diffOf(files: readonly ChangedFile[]): Promise<string> {
  const parts: string[] = [];
  for (const { file, before, after, secret } of files)
    if (!secret) parts.push(await unifiedDiff(file, redactText(before ?? ""), redactText(after)));
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
