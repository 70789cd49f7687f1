/** A git index (version 2) with entries of the given paths and nothing else. */
export function gitIndex(paths: readonly string[]): Uint8Array {
  const names = paths.map((path) => new TextEncoder().encode(path));
  const sizes = names.map(({ length }) => Math.ceil((62 + length + 1) / 8) * 8);
  const bytes = new Uint8Array(12 + sizes.reduce((sum, size) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("DIRC"));
  view.setUint32(4, 2);
  view.setUint32(8, paths.length);
  let at = 12;
  for (const [index, name] of names.entries()) {
    view.setUint16(at + 60, name.length);
    bytes.set(name, at + 62);
    at += sizes[index] ?? 0;
  }
  return bytes;
}
