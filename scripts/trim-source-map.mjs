import { readFileSync, writeFileSync } from "node:fs";
import { decode, encode } from "@jridgewell/sourcemap-codec";

/**
 * Makes a source map small: what comes from some sources is left out, and of each line one mapping is kept. The library is
 * not minified, so a line of it is a line of its source, which is what a stack trace names.
 *
 * @param {string} file the map
 * @param {(source: string) => boolean} isLeftOut told each source's path, relative to the map
 */
export function trimSourceMap(file, isLeftOut) {
  const map = JSON.parse(readFileSync(file, "utf8"));
  const kept = map.sources.flatMap((source, index) => (isLeftOut(source) ? [] : [index]));
  const place = new Map(kept.map((index, at) => [index, at]));
  const lines = decode(map.mappings).map((line) => {
    const first = line.find(([, source]) => place.has(source));
    if (first === undefined) return [];
    const [column, source, row] = first;
    return [[column, place.get(source), row, 0]];
  });
  const sources = kept.map((index) => map.sources[index]);
  writeFileSync(
    file,
    JSON.stringify({ ...map, sources, sourcesContent: undefined, names: [], mappings: encode(lines) }),
  );
}
