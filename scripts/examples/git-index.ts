/** A git index (version 2) with entries of the given paths and nothing else. */
export function gitIndex(paths: readonly string[]): Uint8Array {
  const parts: Buffer[] = [];
  const head = Buffer.alloc(12);
  head.write("DIRC", 0, "latin1");
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(paths.length, 8);
  parts.push(head);
  for (const path of paths) {
    const name = Buffer.from(path);
    const entry = Buffer.alloc(Math.ceil((62 + name.length + 1) / 8) * 8);
    entry.writeUInt16BE(name.length, 60);
    name.copy(entry, 62);
    parts.push(entry);
  }
  return new Uint8Array(Buffer.concat(parts));
}
