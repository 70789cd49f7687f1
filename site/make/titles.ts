import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Ids and titles of the page's examples, read from where they stand: that file imports texts, as only the bundler does. */
export const EXAMPLE_TITLES: readonly (readonly [id: string, title: string])[] = [
  ...readFileSync(join(import.meta.dirname, "../app/examples.ts"), "utf8").matchAll(
    /id: "([\w-]+)",\n\s+title: "([^"]+)"/gu,
  ),
].map(([, id = "", title = ""]) => [id, title]);
