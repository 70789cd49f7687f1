import { readFile } from "node:fs/promises";

/** Keys of our data that say to a reader what the rest is and how it was measured. */
const NOTES = new Set(["about", "note", "says"]);

/** An esbuild plugin that leaves such notes out: who runs the program does not read its data. */
export function withoutNotes() {
  return {
    name: "without-notes",
    setup(builder) {
      builder.onLoad({ filter: /\/src\/data\/.*\.json$/, namespace: "file" }, async ({ path }) => ({
        contents: JSON.stringify(JSON.parse(await readFile(path, "utf8")), (key, value) =>
          NOTES.has(key) && typeof value === "string" ? undefined : value,
        ),
        loader: "json",
      }));
    },
  };
}
