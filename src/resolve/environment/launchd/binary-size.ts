/** How deep lists and maps may stand in one another. */
const MAX_DEPTH = 100;

/**
 * How many values a binary property list (`bplist00`) stands for, when each is counted as often as it is referred to:
 * a value may stand in many lists at once, and a parser makes as many of it. Infinity for one that holds itself or is
 * nested deeper than 100; undefined for what is no such list.
 *
 * The form: https://opensource.apple.com/source/CF/CF-1153.18/CFBinaryPList.c
 */
export function binarySize(bytes: Uint8Array): number | undefined {
  if (bytes.length < 40) return undefined;
  const trailer = bytes.length - 32;
  const offsetSize = bytes[trailer + 6] ?? 0;
  const referenceSize = bytes[trailer + 7] ?? 0;
  const [count, top, table] = [8, 16, 24].map((at) => numberAt(bytes, trailer + at, 8));
  if (count === undefined || top === undefined || table === undefined || count > bytes.length)
    return undefined;
  const sizes = new Map<number, number>();
  const open = new Set<number>();

  const sizeOf = (object: number, depth: number): number | undefined => {
    const known = sizes.get(object);
    if (known !== undefined) return known;
    const at = numberAt(bytes, table + object * offsetSize, offsetSize);
    const marker = bytes[at ?? -1];
    if (object >= count || at === undefined || marker === undefined) return undefined;
    // The parser would say so on the console, and go on.
    if (marker >> 4 === 3 ? marker !== 0x33 : isLong(marker) && (bytes[at + 1] ?? 0) >> 4 !== 1)
      return undefined;
    if (open.has(object) || depth > MAX_DEPTH) return Number.POSITIVE_INFINITY;
    const children = childrenAt(at, marker);
    let size = 1;
    if (children > 0) {
      open.add(object);
      const first = childStart(at, marker);
      for (let index = 0; index < children && size < Number.POSITIVE_INFINITY; index += 1) {
        const child = numberAt(bytes, first + index * referenceSize, referenceSize);
        const inner = child === undefined ? undefined : sizeOf(child, depth + 1);
        if (inner === undefined) return undefined;
        size += inner;
      }
      open.delete(object);
    }
    sizes.set(object, size);
    return size;
  };

  /** References of a list (0xA), a set (0xC), or a map (0xD), which has one for each key and each value. */
  const childrenAt = (at: number, marker: number): number => {
    const kind = marker >> 4;
    if (kind !== 0xa && kind !== 0xc && kind !== 0xd) return 0;
    const short = marker & 0xf;
    const length = short < 0xf ? short : (numberAt(bytes, at + 2, longSize(at)) ?? Number.POSITIVE_INFINITY);
    return kind === 0xd ? 2 * length : length;
  };
  const childStart = (at: number, marker: number): number =>
    (marker & 0xf) < 0xf ? at + 1 : at + 2 + longSize(at);
  /** A length of 15 and more stands behind the marker, as an integer with a marker of its own. */
  const longSize = (at: number): number => 2 ** ((bytes[at + 1] ?? 0) & 0xf);

  return sizeOf(top, 0);
}

/** True for a text, data, list, set or map of 15 and more, whose length stands behind the marker. */
function isLong(marker: number): boolean {
  const kind = marker >> 4;
  return (marker & 0xf) === 0xf && kind >= 4 && kind !== 8 && kind <= 0xd;
}

/** A number of some bytes, the highest first; undefined where they are not there. */
function numberAt(bytes: Uint8Array, at: number, size: number): number | undefined {
  if (size < 1 || size > 8 || at < 0 || at + size > bytes.length) return undefined;
  let value = 0;
  for (let index = 0; index < size; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}
