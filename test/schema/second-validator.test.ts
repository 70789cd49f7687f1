import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STRICT_OPTIONS } from "../../scripts/compile-validator.ts";
import { readSchemaSource } from "../../scripts/read-schema-source.ts";
import { project } from "../../src/schema/project.ts";
import { configs, mutated } from "./generate-config.ts";

const PROGRAM = `
import json, sys, jsonschema
with open(sys.argv[1]) as file: data = json.load(file)
jsonschema.Draft7Validator.check_schema(data["schema"])
validator = jsonschema.Draft7Validator(data["schema"])
print(json.dumps([validator.is_valid(config) for config in data["configs"]]))
`;

const present = spawnSync("python3", ["-c", "import jsonschema"]).status === 0;
if (!present) console.log("skipped: python3 has no jsonschema here (Debian: python3-jsonschema)");

describe.skipIf(!present)("python3-jsonschema", () => {
  it.each(["2026.9.6", "2026.2.9"] as const)("agrees with ajv on the schema of %s", (release) => {
    const schema = project(readSchemaSource(), release, "plain");
    const ajv = new Ajv(STRICT_OPTIONS).compile(schema);
    const valid = configs(schema);
    const inputs = fc.sample(fc.oneof(valid, valid.chain(mutated)), { numRuns: 120, seed: 42 });
    const folder = mkdtempSync(join(tmpdir(), "clawlint-schema-"));
    try {
      const file = join(folder, "input.json");
      writeFileSync(file, JSON.stringify({ schema, configs: inputs }));
      const run = spawnSync("python3", ["-W", "ignore", "-c", PROGRAM, file], { encoding: "utf8" });
      expect(run.stderr).toBe("");
      expect(JSON.parse(run.stdout)).toEqual(inputs.map((input) => ajv(JSON.parse(JSON.stringify(input)))));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
