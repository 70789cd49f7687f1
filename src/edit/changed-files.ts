import type { ChangedFile } from "../core/file-writer.ts";
import type { Host } from "../core/host.ts";
import { rootPath } from "../expand/document-path.ts";
import type { ExpandedConfig } from "../expand/expanded-config.ts";
import { tellPath } from "../locate/locate-configs.ts";

/**
 * The files in which a config differs from what it was: its documents, and the `.env` file that takes secrets. The file
 * of secrets comes first, for a value must not be lost between two writes.
 */
export function changedFiles(
  host: Host,
  before: ExpandedConfig,
  after: ExpandedConfig,
  dotenv: Pick<ChangedFile, "path" | "before" | "byteOrderMark"> & { readonly after: string | undefined },
): readonly ChangedFile[] {
  const files = before.documents.flatMap((document): ChangedFile[] => {
    const { path, file, text, byteOrderMark } = document;
    const now = after.documents.find((one) => one.path === path)?.text ?? text;
    if (now === text) return [];
    const at = rootPath(before, document);
    return [{ path, file, at, before: text, after: now, byteOrderMark, secret: false }];
  });
  const { after: now } = dotenv;
  if (now === undefined || now === dotenv.before) return files;
  return [{ ...dotenv, after: now, file: tellPath(host, dotenv.path), at: [], secret: true }, ...files];
}
