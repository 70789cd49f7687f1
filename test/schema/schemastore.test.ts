import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { generateSchema } from "../../scripts/generate-schema.ts";
import { isNode } from "../../src/schema/source.ts";

const folder = new URL("../../schema/schemastore/", import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const schema = Object(read("openclaw.json"));

/** What SchemaStore lets a schema use beyond the standard (its CONTRIBUTING, "Non-standard Properties"). */
const ALLOWED = ["allowTrailingCommas", "defaultSnippets", "markdownDescription", "enumDescriptions"];

function compile() {
  const ajv = new Ajv({
    strict: true,
    allowUnionTypes: true,
    allowMatchingProperties: true,
    allErrors: true,
  });
  // SchemaStore's own check adds them, too.
  (formats as unknown as { default: (one: Ajv) => void }).default(ajv);
  ajv.addVocabulary(ALLOWED);
  return ajv.compile(schema);
}

function* descriptions(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* descriptions(item);
  if (!isNode(value)) return;
  for (const key of ["title", "description"]) if (typeof value[key] === "string") yield value[key];
  for (const child of Object.values(value)) yield* descriptions(child);
}

describe("the copy for SchemaStore", () => {
  it("compiles strictly with the keywords it may use", () => {
    expect(() => compile()).not.toThrow();
  });

  it("has the identity that SchemaStore wants", () => {
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
    expect(schema.$id).toBe("https://json.schemastore.org/openclaw.json");
    expect(schema.title).not.toMatch(/schema/iu);
    expect(schema.description).not.toMatch(/schema/iu);
  });

  it("ends no description with a colon and leaves none empty", () => {
    for (const text of descriptions(schema)) expect(text.trim()).toMatch(/[^:\s]$/u);
  });

  const validate = compile();
  for (const name of readdirSync(new URL("test/openclaw/", folder))) {
    it(`accepts ${name}`, () =>
      expect(validate(read(`test/openclaw/${name}`)), JSON.stringify(validate.errors)).toBe(true));
  }
  for (const name of readdirSync(new URL("negative_test/openclaw/", folder))) {
    it(`refuses ${name}`, () => expect(validate(read(`negative_test/openclaw/${name}`))).toBe(false));
  }
});

describe("the committed products", () => {
  it.each(generateSchema())("$path is what the source gives", ({ path, text }) => {
    expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")).toBe(text);
  });
});
