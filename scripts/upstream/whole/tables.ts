import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareReleases } from "../../../src/schema/releases.ts";
import { isIn, type SectionTable } from "../../../src/schema/section-table.ts";
import type { Sections } from "./compose.ts";
import { mergeSection, sectionAt } from "./merge.ts";

/** The folder of the tables, from the top of the repository. */
const GENERATED = "schema/generated";
const RELEASES = "src/data/openclaw-releases.json";

/** The measured releases, oldest first. */
export function readReleases(root: string): readonly string[] {
  const file = join(root, RELEASES);
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, "utf8")) as { releases: readonly string[] }).releases;
}

/** The schema of every section in every measured release, out of the tables. */
export function readSections(root: string): Map<string, Sections> {
  const releases = readReleases(root);
  const all = new Map<string, Record<string, Sections[string]>>(releases.map((release) => [release, {}]));
  for (const [section, table] of readTables(root)) {
    for (const [index, release] of releases.entries()) {
      const node = table.in.some((span) => isIn(span, index)) ? sectionAt(table, index) : undefined;
      const sections = all.get(release);
      if (node !== undefined && sections !== undefined) sections[section] = node;
    }
  }
  return all;
}

/** The tables by section. */
export function readTables(root: string): Map<string, SectionTable> {
  const folder = join(root, GENERATED);
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => [
        name.replace(/\.json$/u, ""),
        JSON.parse(readFileSync(join(folder, name), "utf8")) as SectionTable,
      ]),
  );
}

/** Writes the tables and the list of releases. The same schemas give the same bytes, in whichever order they came in. */
export function writeSections(root: string, all: ReadonlyMap<string, Sections>): void {
  const releases = [...all.keys()].sort(compareReleases);
  const folder = join(root, GENERATED);
  mkdirSync(folder, { recursive: true });
  const names = [...new Set([...all.values()].flatMap((sections) => Object.keys(sections)))].sort();
  for (const name of readdirSync(folder))
    if (name.endsWith(".json") && !names.includes(name.replace(/\.json$/u, ""))) rmSync(join(folder, name));
  for (const name of names) {
    const versions = releases.flatMap((release, index) => {
      const node = all.get(release)?.[name];
      return node === undefined ? [] : [{ release: index, node }];
    });
    writeFileSync(join(folder, `${name}.json`), tableText(name, mergeSection(versions, releases.length)));
  }
  writeFileSync(join(root, RELEASES), `${JSON.stringify({ releases }, null, 2)}\n`);
}

/** One node a line, so that a difference between releases can be read. */
function tableText(name: string, { root, in: spans, nodes }: SectionTable): string {
  const made = `Made by \`npm run upstream -- --all\` from the schema of ${name} in OpenClaw's packages; not to be edited.`;
  const lines = nodes.map((node) => `    ${JSON.stringify(node)}`).join(",\n");
  return `{\n  "made": ${JSON.stringify(made)},\n  "root": ${root},\n  "in": ${JSON.stringify(spans)},\n  "nodes": [\n${lines}\n  ]\n}\n`;
}
