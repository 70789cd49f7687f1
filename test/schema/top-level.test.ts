import { join } from "node:path";
import { expect, test } from "vitest";
import { readSchemaSource } from "../../scripts/read-schema-source.ts";
import { readReleases, readTables } from "../../scripts/upstream/whole/tables.ts";
import { compareReleases, isReleaseLine } from "../../src/schema/releases.ts";
import { isIn } from "../../src/schema/section-table.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Lifetime {
  readonly since?: string;
  readonly until?: string;
}

test("a top-level key lives as long as in OpenClaw's own schemas", () => {
  const properties = readSchemaSource().root.properties as Readonly<
    Record<string, { "x-openclaw"?: Lifetime }>
  >;
  const wrong: string[] = [];
  for (const [key, table] of readTables(ROOT)) {
    const { since, until } = properties[key]?.["x-openclaw"] ?? {};
    for (const [index, release] of readReleases(ROOT).entries()) {
      if (!isReleaseLine(release)) continue; // judged by the generated schema
      const isOurs =
        Object.hasOwn(properties, key) &&
        (since === undefined || compareReleases(release, since) >= 0) &&
        (until === undefined || compareReleases(release, until) <= 0);
      if (isOurs !== table.in.some((span) => isIn(span, index))) wrong.push(`${key} in ${release}`);
    }
  }
  expect(wrong).toEqual([]);
});
