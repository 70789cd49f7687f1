import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isObject, mapLinks, patched, stretchesOf, unfolded } from "./read-short-tables.mjs";
import { readData } from "./without-notes.mjs";

/** Our own, of which only the version is read. */
const MANIFEST = join(import.meta.dirname, "..", "package.json");
const READER = JSON.stringify(join(import.meta.dirname, "read-short-tables.mjs"));

/**
 * An esbuild plugin that writes large tables shorter, where some 50 ms once, at the first look into them, are worth
 * their bytes. That what is written in another way reads back as it was is seen here.
 */
export function shorterTables() {
  return {
    name: "shorter-tables",
    setup(builder) {
      const done = { sections: 0, reader: 0, gates: 0, routes: 0, letters: 0, manifest: 0 };
      builder.onLoad({ filter: /\/build\/sections\/section-\w+\.js$/ }, async ({ path }) => {
        done.sections += 1;
        const { text } = await import(pathToFileURL(path).href);
        return { contents: `export const text = () => ${JSON.stringify(foldedText(text()))};`, loader: "js" };
      });
      builder.onLoad({ filter: /\/src\/validate\/sections\/section-tables\.ts$/ }, ({ path }) => {
        const parts = readFileSync(path, "utf8").split("JSON.parse(text())");
        done.reader = parts.length - 1;
        const contents = `import { unfolded } from ${READER};\n${parts.join("unfolded(JSON.parse(text()))")}`;
        return { contents, loader: "ts" };
      });
      // They follow from the source of the schema (scripts/generate-schema.ts), which is there for completion and hover.
      builder.onLoad({ filter: /\/build\/release-gates\.js$/ }, () => {
        done.gates += 1;
        const contents = `
          import { buildGates } from ${JSON.stringify(join(import.meta.dirname, "build-gates.ts"))};
          import { sourceText } from "./schema-source.js";
          export const gatesText = () => JSON.stringify(buildGates(JSON.parse(sourceText())));`;
        return { contents, loader: "js" };
      });
      builder.onLoad({ filter: /\/src\/data\/routes\/[\d.]+\.json$/ }, ({ path }) => {
        const patch = patchOf(path);
        if (patch === undefined) return undefined;
        done.routes += 1;
        const contents = `
          import { patched } from ${READER};
          import newer from "./${patch.from}";
          export default patched(newer, ${patch.text});`;
        return { contents, loader: "js" };
      });
      builder.onLoad({ filter: /\/node_modules\/json5\/lib\/unicode\.js$/ }, ({ path }) => {
        done.letters += 1;
        return { contents: shorterLetters(createRequire(import.meta.url)(path)), loader: "js" };
      });
      builder.onLoad({ filter: /\/package\.json$/ }, ({ path }) => {
        if (path !== MANIFEST) return undefined;
        done.manifest += 1;
        const { version } = JSON.parse(readFileSync(path, "utf8"));
        return { contents: JSON.stringify({ version }), loader: "json" };
      });
      builder.onEnd(() => {
        if (
          done.sections < 40 ||
          done.reader !== 1 ||
          done.gates !== 1 ||
          done.routes === 0 ||
          done.letters !== 1 ||
          done.manifest !== 1
        )
          throw new Error(`tables are no longer where they were: ${JSON.stringify(done)}`);
      });
    },
  };
}

/** The text of a section's table in the short form that `unfolded` reads. */
function foldedText(text) {
  const { root, in: spans, nodes } = JSON.parse(text);
  const links = new Map();
  for (const node of structuredClone(nodes))
    mapLinks(node, (place) => links.set(place, (links.get(place) ?? 0) + 1));
  const places = nodes.flatMap((_, place) => (place === 0 || links.get(place) > 1 ? [place] : []));
  const numbers = new Map(places.map((place, number) => [place, number]));
  const short = (place) => {
    mapLinks(nodes[place], (inner) => numbers.get(inner) ?? short(inner));
    const { type, properties, additionalProperties, ...rest } = nodes[place];
    const isClosed = type === "object" && properties !== undefined && additionalProperties === false;
    return isClosed ? { ...rest, keys: properties } : nodes[place];
  };
  const folded = JSON.stringify({
    root: numbers.get(root) ?? short(root),
    in: spans,
    shared: places.map(short),
  });
  if (JSON.stringify(unfolded(JSON.parse(folded))) !== text)
    throw new Error("a table does not unfold as it was");
  return folded;
}

/** What makes a release's routes from those of the next one; undefined where that is not much shorter. */
function patchOf(path) {
  const names = readdirSync(dirname(path)).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const from = names[names.indexOf(basename(path)) + 1];
  if (from === undefined) return undefined;
  const [own, newer] = [path, join(dirname(path), from)].map((file) => readData(readFileSync(file, "utf8")));
  const patch = patchBetween(newer, own);
  const text = JSON.stringify(patch);
  // The order of keys counts too: of models it is the order in which they are offered.
  const isSame = JSON.stringify(patched(newer, patch)) === JSON.stringify(own);
  return isSame && text.length * 2 < JSON.stringify(own).length ? { from, text } : undefined;
}

function patchBetween(from, to) {
  if (!isObject(from) || !isObject(to)) return to;
  const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
  const changed = Object.entries(to).filter(
    ([key, value]) => !Object.hasOwn(from, key) || JSON.stringify(from[key]) !== JSON.stringify(value),
  );
  return Object.fromEntries([
    ...gone.map((key) => [key, null]),
    ...changed.map(([key, value]) => [key, patchBetween(from[key], value)]),
  ]);
}

/** A module with json5's classes of letters: what a key may begin with, and what else it may go on with. */
function shorterLetters({ ID_Start: start, ID_Continue: part }) {
  const points = Array.from({ length: 0x110000 }, (_, point) => point);
  const inStart = points.map((point) => start.test(String.fromCodePoint(point)));
  const inPart = points.map((point) => part.test(String.fromCodePoint(point)));
  const [first, more] = [inStart, inPart.map((is, point) => is && !inStart[point])].map(stepsOf);
  const isSame = (steps, is) => {
    const letters = new RegExp(`[${steps.map(stretchesOf).join("")}]`, "u");
    return points.every((point) => letters.test(String.fromCodePoint(point)) === is[point]);
  };
  if (!isSame([first], inStart) || !isSame([first, more], inPart))
    throw new Error("the classes of letters do not read back as they were");
  return `
    import { stretchesOf } from ${READER};
    const start = stretchesOf("${first}");
    export default {
      ID_Start: new RegExp("[" + start + "]", "u"),
      ID_Continue: new RegExp("[" + start + stretchesOf("${more}") + "]", "u"),
    };`;
}

function stepsOf(members) {
  let last = 0;
  const steps = members.flatMap((is, point) => {
    const isFirst = is && !members[point - 1];
    const isLast = is && !members[point + 1];
    return [...(isFirst ? [point] : []), ...(isLast ? [point] : [])].map((edge) => {
      const step = edge - last;
      last = edge;
      return step.toString(36);
    });
  });
  return steps.join(" ");
}
