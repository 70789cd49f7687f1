import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STRICT_OPTIONS } from "../../scripts/compile-validator.ts";
import { readSchemaSource } from "../../scripts/read-schema-source.ts";
import { project } from "../../src/schema/project.ts";
import { RELEASE_LINES, type ReleaseLine } from "../../src/schema/releases.ts";
import { validateSchema } from "../../src/validate/validate.ts";
import { configs, mutated } from "./generate-config.ts";

const source = readSchemaSource();

/** Our verdict by schema. That the older list of agents cannot always be moved is no schema's business. */
function accepts(config: unknown, release: ReleaseLine): boolean {
  return validateSchema(config, release).every(
    (problem) =>
      !problem.refused || (problem.kind === "retired-key" && problem.path.join() === "agents,list"),
  );
}

describe("one validator for all releases says what each release's own schema says", () => {
  const whole = configs(project(source, "any", "plain"));
  for (const release of RELEASE_LINES) {
    it(release, () => {
      const ofRelease = configs(project(source, release, "plain"));
      const own = new Ajv(STRICT_OPTIONS).compile(project(source, release, "plain"));
      const inputs = fc.oneof(ofRelease, whole, ofRelease.chain(mutated));
      let refused = 0;
      fc.assert(
        fc.property(inputs, (config) => {
          fc.pre(!hasUnmovableList(config));
          const expected = own(config);
          if (!expected) refused++;
          expect(accepts(config, release), JSON.stringify(own.errors)).toBe(expected);
        }),
        { numRuns: 150, seed: 20260906 },
      );
      // The inputs are worth something only if both verdicts occur.
      expect(refused).toBeGreaterThan(10);
      expect(refused).toBeLessThan(140);
    });
  }
});

/** Inside a list that cannot be moved we say nothing more, while the schema goes on. */
function hasUnmovableList(config: unknown): boolean {
  return validateSchema(config, "2026.9.6").some(
    (problem) => problem.kind === "retired-key" && problem.path.join() === "agents,list",
  );
}
