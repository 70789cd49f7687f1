const { statSync } = process.getBuiltinModule("node:fs");

/** Something that is another one once a file or folder was changed, or came or went. */
export function fileStamp(path: string): string {
  try {
    const { mtimeMs, size, ino, mode } = statSync(path);
    return `${mtimeMs} ${size} ${ino} ${mode}`;
  } catch {
    return "";
  }
}
