import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { STRICT_OPTIONS } from "../../scripts/compile-validator.ts";
import { readSchemaSource } from "../../scripts/read-schema-source.ts";
import { type Flavour, project } from "../../src/schema/project.ts";
import { isReleaseLine, RELEASE_LINES } from "../../src/schema/releases.ts";
import { annotationOf, isNode, schemaMap } from "../../src/schema/source.ts";

const source = readSchemaSource();

/** Every schema node with its place; maps of schemas are walked, data keywords are not. */
function* nodes(value: unknown, place: string): Generator<[string, Record<string, unknown>]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* nodes(item, `${place}/${index}`);
    return;
  }
  if (!isNode(value)) return;
  yield [place, value];
  for (const keyword of ["properties", "patternProperties", "definitions"]) {
    for (const [key, child] of Object.entries(schemaMap(value[keyword])))
      yield* nodes(child, `${place}/${keyword}/${key}`);
  }
  for (const keyword of ["items", "additionalProperties", "allOf", "then", "else"]) {
    yield* nodes(value[keyword], `${place}/${keyword}`);
  }
}

const all = [...nodes({ ...source.root, definitions: source.definitions }, "#")];

describe("the schema source", () => {
  it("describes every field and every definition", () => {
    const bare = all
      .filter(([place]) => /\/(?:properties|definitions)\/[^/]+$/u.test(place))
      .filter(([place]) => !/\/(?:then|else)\//u.test(place))
      .filter(([, node]) => typeof node["description"] !== "string" || node["description"].length < 4)
      // A definition that narrows another one repeats only the limits.
      .filter(([place]) => !place.startsWith("#/definitions/customProvider/"))
      .map(([place]) => place);
    expect(bare).toEqual([]);
  });

  it("says for every object whether it takes further keys", () => {
    const open = all
      .filter(([, node]) => [node["type"]].flat().includes("object"))
      .filter(([, node]) => !("additionalProperties" in node))
      .map(([place]) => place);
    expect(open).toEqual([]);
  });

  it("annotates with known words and known releases only", () => {
    const words = new Set([
      "since",
      "until",
      "action",
      "replacedBy",
      "values",
      "renamed",
      "only",
      "extends",
      "secret",
      "free",
      "providerIds",
    ]);
    for (const [place, node] of all) {
      const annotation = annotationOf(node);
      for (const word of Object.keys(annotation)) expect(words.has(word), `${place}: ${word}`).toBe(true);
      const releases = [
        annotation.since,
        annotation.until,
        ...(annotation.only ?? []).flatMap((o) => [o.since, o.until]),
      ];
      for (const release of releases)
        if (release !== undefined) expect(isReleaseLine(release), place).toBe(true);
      for (const value of Object.keys(annotation.values ?? {})) expect(node["enum"], place).toContain(value);
    }
  });

  it("gives each enum value its own description where it describes any", () => {
    for (const [place, node] of all) {
      if (!Array.isArray(node["enumDescriptions"])) continue;
      expect(node["enumDescriptions"].length, place).toBe(
        Array.isArray(node["enum"]) ? node["enum"].length : -1,
      );
    }
  });

  it("names 44 top-level keys in the newest release", () => {
    expect(Object.keys(schemaMap(project(source, "2026.9.6", "plain")["properties"]))).toHaveLength(44);
  });
});

describe("every projection", () => {
  const metaschema = new Ajv({ logger: false });
  const flavours: Flavour[] = ["editor", "schemastore", "plain", "bare"];
  for (const release of [...RELEASE_LINES, "any" as const]) {
    it(`is draft-07 and compiles strictly: ${release}`, () => {
      for (const flavour of flavours) {
        const schema = project(source, release, flavour);
        expect(metaschema.validateSchema(schema), JSON.stringify(metaschema.errors)).toBe(true);
        expect(JSON.stringify(schema)).not.toContain("x-openclaw");
        const ajv = new Ajv(STRICT_OPTIONS);
        ajv.addVocabulary([
          "allowComments",
          "allowTrailingCommas",
          "markdownDescription",
          "enumDescriptions",
          "defaultSnippets",
          "deprecationMessage",
        ]);
        expect(() => ajv.compile(schema)).not.toThrow();
      }
    });
  }
});
