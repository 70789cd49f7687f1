import { readFile } from "node:fs/promises";

/**
 * An esbuild plugin for a library that tells stderr what it thinks of a file: whatever a file holds, only we speak of
 * it, once and escaped.
 */
export function quietLibraries() {
  return {
    name: "quiet-libraries",
    setup(builder) {
      builder.onLoad({ filter: /[\\/]@plist[\\/]binary\.parse[\\/].*\.js$/ }, async ({ path }) => ({
        contents: (await readFile(path, "utf8")).replaceAll("console.error(", "void ("),
        loader: "js",
      }));
    },
  };
}
