import { readFileSync, writeFileSync } from "node:fs";

/** What OpenClaw's own migration made of one config, as kept for the tests; `meta` is left out. */
export interface RecordedMigration {
  readonly config: unknown;
  /** null: it changes nothing beyond `meta`. */
  readonly migrated: unknown;
}

/** Writes what a release's migration made of some configs, as JSON lines; how the file is made comes first. */
export function writeMigrations(file: string, command: string, cases: readonly RecordedMigration[]): void {
  writeFileSync(file, [{ command }, ...cases].map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/** Reads what `writeMigrations` wrote. */
export function readMigrations(file: string | URL): readonly RecordedMigration[] {
  const [, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as RecordedMigration);
}
