import { readFileSync, writeFileSync } from "node:fs";
import { decode, encode } from "@jridgewell/sourcemap-codec";

/**
 * Takes what comes from some sources out of a source map, and packs the rest anew: half of the library's map led into
 * other packages and generated files, which nobody steps through.
 *
 * @param {string} file the map
 * @param {(source: string) => boolean} isLeftOut told each source's path, relative to the map
 */
export function trimSourceMap(file, isLeftOut) {
  const map = JSON.parse(readFileSync(file, "utf8"));
  const kept = map.sources.flatMap((source, index) => (isLeftOut(source) ? [] : [index]));
  const place = new Map(kept.map((index, at) => [index, at]));
  const lines = decode(map.mappings).map((line) => {
    const segments = [];
    let open = false; // what is left out must not count to what stands before it
    for (const [column, source, ...rest] of line) {
      const at = place.get(source);
      if (at !== undefined) segments.push([column, at, ...rest]);
      else if (open) segments.push([column]);
      open = at !== undefined;
    }
    return segments;
  });
  const sources = kept.map((index) => map.sources[index]);
  writeFileSync(
    file,
    JSON.stringify({ ...map, sources, sourcesContent: undefined, mappings: encode(lines) }),
  );
}
