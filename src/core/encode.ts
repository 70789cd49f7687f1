/** A text as it stands in its file. */
export function encode(text: string, byteOrderMark: boolean): Uint8Array {
  return new TextEncoder().encode((byteOrderMark ? "\ufeff" : "") + text);
}
