import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import JSON5 from "json5";
import { describe, expect, it } from "vitest";
import { type WholeSchema, wholeCaseAt } from "../../conformance/whole.ts";
import { STRICT_OPTIONS } from "../../scripts/compile-validator.ts";
import { readSchemaSource } from "../../scripts/read-schema-source.ts";
import { readTables } from "../../scripts/upstream/whole/tables.ts";
import { isObject } from "../../src/core/config-path.ts";
import { isReleaseLine, NEWEST_RELEASE, RELEASE_LINES, releasePlace } from "../../src/schema/releases.ts";
import { formsBelow, formsOf, isIn, type SectionForm, WRITTEN } from "../../src/schema/section-table.ts";
import { isNode, type SchemaNode, schemaMap } from "../../src/schema/source.ts";
import { givenSchema } from "../../src/schema/whole-schema.ts";
import { checkSection } from "../../src/validate/sections/check-section.ts";
import { allTables } from "../../src/validate/sections/section-tables.ts";
import { validateSchema } from "../../src/validate/validate.ts";
import { holdsVariable } from "../../src/validate/value-kind.ts";

const ROOT = join(import.meta.dirname, "../..");
const source = readSchemaSource();
const tables = readTables(ROOT);

const given = (
  release: string,
  flavour: "editor" | "plain" | "strict" | "schemastore",
  part: "whole" | "models" = "whole",
) => givenSchema(source, tables, release, flavour, part);

/** Our own verdict by schema: hand-written sections and tables, without the rules beyond. */
function accepts(config: unknown, release: string): boolean {
  if (!isReleaseLine(release)) throw new Error(`${release} is no measured line`);
  const sections = isObject(config)
    ? Object.entries(config).filter(([section]) => !WRITTEN.has(section))
    : [];
  return (
    validateSchema(config, release).every(({ refused }) => !refused) &&
    sections.every(([section, value]) => checkSection(section, value, releasePlace(release)).length === 0)
  );
}

/** A text with a variable may become anything; a schema can only look at what is written. */
function hasVariable(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasVariable);
  return isObject(value) ? Object.values(value).some(hasVariable) : holdsVariable(value);
}

/** The generated sections of a schema, each with its definitions; for the others there is law.test.ts. */
function sectionsOf(schema: SchemaNode): WholeSchema {
  const { definitions } = schema;
  return Object.fromEntries(
    Object.entries(schemaMap(schema["properties"])).flatMap(([key, node]) =>
      isNode(node) && !WRITTEN.has(key) && key !== "$include" ? [[key, { ...node, definitions }]] : [],
    ),
  );
}

function compile(schema: SchemaNode, options: object): ValidateFunction {
  const ajv = new Ajv({ ...STRICT_OPTIONS, allErrors: false, ...options });
  return ajv.compile(schema);
}

describe("the schema of the whole config", () => {
  it.each(["2026.9.6", "2026.6.11", "2026.2.9"])(
    "says of configs what our own validator says: %s",
    (release) => {
      const strict = new Ajv({ strict: true, unicode: false, logger: false }).compile(
        given(release, "strict"),
      );
      const ajv = new Ajv({ ...STRICT_OPTIONS, allErrors: false });
      (formats as unknown as { default: (one: Ajv) => void }).default(ajv);
      const plain = ajv.compile(given(release, "plain"));
      const sections = sectionsOf(given(release, "plain"));
      let accepted = 0;
      for (let index = 0; index < 300; index++) {
        const { config } = wholeCaseAt(index, "schema", release, sections);
        const ours = accepts(config, release);
        const text = JSON.stringify(config);
        expect(plain(config), `${text} ${JSON.stringify(plain.errors)}`).toBe(ours);
        // Without formats it takes more, and nothing less.
        if (ours) expect(strict(config), `${text} ${JSON.stringify(strict.errors)}`).toBe(true);
        if (ours) accepted += 1;
      }
      expect(accepted).toBeGreaterThan(90);
      expect(accepted).toBeLessThan(270);
    },
    60_000,
  );

  it("says of our fixtures what our own validator says, in the editor's flavour", () => {
    const editor = compile(withoutEditorWords(given(NEWEST_RELEASE, "editor")), { validateFormats: false });
    let seen = 0;
    for (const { file, config } of fixtures()) {
      if (hasVariable(config)) continue;
      seen += 1;
      expect(editor(config), `${file} ${JSON.stringify(editor.errors)}`).toBe(
        accepts(config, NEWEST_RELEASE),
      );
    }
    expect(seen).toBeGreaterThan(100);
  });

  // OpenClaw 2026.9.6 was asked (config validate) with the variables set to what the place takes.
  it.each([
    [true, { gateway: { bind: "${BIND}" } }],
    [true, { gateway: { bind: "l${AN}" } }],
    [true, { agents: { defaults: { thinkingDefault: "${THINKING}" } } }],
    [
      true,
      { models: { providers: { ovenai: { baseUrl: "https://a.example", api: "${API}", models: [] } } } },
    ],
    [false, { gateway: { bind: "${bind}" } }],
    [false, { gateway: { bind: "$BIND" } }],
    [false, { gateway: { port: "${PORT}" } }],
    [false, { gateway: { controlUi: { enabled: "${ENABLED}" } } }],
  ])("takes a variable where OpenClaw fills it in before it validates: %s %j", (taken, config) => {
    for (const flavour of ["editor", "plain", "strict"] as const) {
      const schema = given(NEWEST_RELEASE, flavour);
      const validate = compile(flavour === "editor" ? withoutEditorWords(schema) : schema, {
        validateFormats: false,
      });
      expect(validate(config), `${flavour} ${JSON.stringify(validate.errors)}`).toBe(taken);
    }
  });

  it("has every section of the release, and no other", () => {
    for (const release of ["2026.1.29", "2026.4.15", "2026.9.6"]) {
      const place = releasePlace(release);
      const keys = Object.keys(schemaMap(given(release, "plain")["properties"]));
      for (const [section, table] of tables) {
        if (WRITTEN.has(section)) continue;
        expect(keys.includes(section), `${section} in ${release}`).toBe(
          table.in.some((span) => isIn(span, place)),
        );
      }
    }
  });

  it("leaves unknown channels and plugins open, and nothing else at their places", () => {
    const validate = compile(given(NEWEST_RELEASE, "plain"), { validateFormats: false });
    expect(validate({ channels: { bakery: { oven: 1 } }, plugins: { entries: { bakery: {} } } })).toBe(true);
    expect(validate({ channels: { telegram: { oven: 1 } } })).toBe(false);
    expect(validate({ gateway: { oven: 1 } })).toBe(false);
    expect(validate({ oven: {} })).toBe(false);
  });

  it("is read from the same tables in the command", () => {
    expect([...allTables().keys()].sort()).toEqual([...tables.keys()].sort());
  });
});

describe("every schema that is given away", () => {
  it.each(RELEASE_LINES.filter((_, at) => at % 4 === 3 || at === 0).map((line) => [line]))(
    "compiles in ajv's strict mode with no option changed: %s",
    (release) => {
      for (const part of ["whole", "models"] as const) {
        const schema = given(release, "strict", part);
        const ajv = new Ajv({ strict: true, logger: false });
        expect(ajv.validateSchema(schema)).toBe(true);
        expect(() => ajv.compile(schema)).not.toThrow();
      }
    },
    30_000,
  );

  it("has an $id of its own, and names keys of the release only", () => {
    const ids = (["whole", "models"] as const).flatMap((part) => [
      given("2026.9.6", "editor", part)["$id"],
      given("2026.9.6", "strict", part)["$id"],
      given("2026.9.6", "schemastore", part)["$id"],
      given("2026.5.5", "editor", part)["$id"],
    ]);
    expect(new Set(ids).size).toBe(8);
    expect(ids[0]).toBe(
      "https://raw.githubusercontent.com/clawlint/clawlint/main/schema/openclaw.schema.json",
    );
  });

  it("speaks to its users of nothing out of our tests", () => {
    for (const name of ["openclaw.schema.json", "openclaw.models.schema.json", "schemastore/openclaw.json"]) {
      const text = readFileSync(join(ROOT, "schema", name), "utf8");
      expect(text.match(/baker|oven\b|ovenai|\brye\b|\btill\b|crumb/giu) ?? [], name).toEqual([]);
    }
  });

  it("gives every key of a generated section a title, and its values and release where there are some", () => {
    const { properties } = given(NEWEST_RELEASE, "editor");
    const gateway = schemaMap(schemaMap(schemaMap(properties)["gateway"])["properties"]);
    for (const [key, node] of Object.entries(gateway))
      if (key !== "$include") expect(schemaMap(node)["title"], key).toMatch(/^\S/u);
    expect(schemaMap(gateway["bind"])["description"]).toMatch(/loopback/u);
    expect(schemaMap(gateway["allowRealIpFallback"])["description"]).toMatch(/Since OpenClaw 2026\.2\.21/u);
  });
});

describe("the words of generated sections", () => {
  const words = Object.entries(source.words);

  it("are for places that some release has, one sentence each", () => {
    for (const [path, sentence] of words) {
      const [section = "", ...rest] = path.replaceAll("[]", ".[]").split(".");
      const table = tables.get(section);
      if (table === undefined) throw new Error(`no section ${section}`);
      // `*` may be any name that the section has, and one that it has not.
      let forms = [formsOf(table, table.root)];
      for (const segment of rest) {
        forms = forms.flatMap((one) =>
          segment === "[]"
            ? [formsBelow(table, one, 0)]
            : namesFor(segment, one).map((name) => formsBelow(table, one, name)),
        );
        forms = forms.filter((one) => one.length > 0);
      }
      expect(forms.length, path).toBeGreaterThan(0);
      expect(sentence, path).toMatch(/^[A-Z].{3,140}\.$/u);
      expect(WRITTEN.has(section), path).toBe(false);
    }
  });

  it("are there for 200 keys, and show", () => {
    expect(words.length).toBeGreaterThanOrEqual(200);
    const text = readFileSync(join(ROOT, "schema/openclaw.schema.json"), "utf8");
    expect(text).toContain(source.words["gateway.bind"]);
    const { properties } = given(NEWEST_RELEASE, "plain");
    const { telegram } = schemaMap(schemaMap(schemaMap(properties)["channels"])["properties"]);
    expect(JSON.stringify(telegram)).toContain(source.words["channels.*.dmPolicy"]);
  });
});

function namesFor(segment: string, forms: readonly SectionForm[]): readonly string[] {
  if (segment !== "*") return [segment];
  return [...new Set(["any-name", ...forms.flatMap(({ node }) => Object.keys(node.properties ?? {}))])];
}

const EDITOR_WORDS = [
  "markdownDescription",
  "enumDescriptions",
  "defaultSnippets",
  "deprecationMessage",
  "allowComments",
  "allowTrailingCommas",
];

function withoutEditorWords(schema: SchemaNode): SchemaNode {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    EDITOR_WORDS.includes(key) ? undefined : value,
  );
  return JSON.parse(text) as SchemaNode;
}

/** The fixtures that are one file. */
function* fixtures(): Generator<{ readonly file: string; readonly config: unknown }> {
  const folder = join(ROOT, "fixtures/rules");
  for (const name of readdirSync(folder, { recursive: true }).map(String).sort()) {
    if (!name.endsWith("openclaw.json")) continue;
    const text = readFileSync(join(folder, name), "utf8");
    if (text.includes("$include") || text.includes("openclaw:")) continue;
    let config: unknown;
    try {
      config = JSON5.parse(text);
    } catch {
      continue;
    }
    if (isObject(config)) yield { file: name, config };
  }
}
