import { readFile } from "node:fs/promises";

/** Keys of our data that say to a reader what the rest is and how it was measured. */
const NOTES = new Set(["about", "note", "says"]);

/** What a data file holds, without such notes: who runs the program does not read its data. */
export function readData(text) {
  return JSON.parse(text, (key, value) => (NOTES.has(key) && typeof value === "string" ? undefined : value));
}

/** An esbuild plugin that leaves such notes out. */
export function withoutNotes() {
  return {
    name: "without-notes",
    setup(builder) {
      builder.onLoad({ filter: /\/src\/data\/.*\.json$/, namespace: "file" }, async ({ path }) => ({
        contents: JSON.stringify(readData(await readFile(path, "utf8"))),
        loader: "json",
      }));
    },
  };
}
