import { readdirSync } from "node:fs";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { fixedText } from "../../conformance/fix.ts";
import { readMigrations } from "../../conformance/migrations.ts";

const folder = new URL("migrations/", import.meta.url);

/** Each file names the command that made it, with the real program. `meta` is a log of its own and left out. */
describe.each(
  readdirSync(folder).map((name) => [name.replace(/\.jsonl$/u, ""), new URL(name, folder)] as const),
)("--fix does what OpenClaw %s does", (release, file) => {
  test.each(readMigrations(file).map((one) => [JSON.stringify(one.config), one] as const))(
    "%s",
    (text, { config, migrated }) => {
      const { meta: _, ...before } = config as Record<string, unknown>;
      const { meta: _own, ...fixed } = JSON5.parse<Record<string, unknown>>(fixedText(text, release, false));
      expect(fixed).toEqual(migrated ?? before);
      expect(fixedText(fixedText(text, release, false), release, false)).toBe(
        fixedText(text, release, false),
      );
    },
  );
});
