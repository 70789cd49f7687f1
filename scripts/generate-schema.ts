import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { buildGates } from "../src/schema/build-gates.ts";
import { project } from "../src/schema/project.ts";
import { NEWEST_RELEASE } from "../src/schema/releases.ts";
import { type SchemaNode, type SchemaSource, schemaMap } from "../src/schema/source.ts";
import { compileValidator } from "./compile-validator.ts";
import { readSchemaSource } from "./read-schema-source.ts";
import { schemaStoreTests } from "./schemastore-tests.ts";

/** A generated file: its path from the top of the repository, and its text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** The committed products of schema/source. The same source gives the same bytes. */
export function generateSchema(): GeneratedFile[] {
  const source = readSchemaSource();
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return [
    { path: "schema/openclaw.schema.json", text: json(project(source, NEWEST_RELEASE, "editor")) },
    { path: "schema/schemastore/openclaw.json", text: json(project(source, NEWEST_RELEASE, "schemastore")) },
    ...schemaStoreTests().map(({ path, value }) => ({ path, text: json(value) })),
  ];
}

/** The products that are built and not committed: the validator, the gates and the source as one text each. */
function buildSchema(): GeneratedFile[] {
  const source = readSchemaSource();
  const note = "// Generated from schema/source by scripts/generate-schema.ts.\n";
  const textModule = (name: string, value: unknown) =>
    `${note}export const ${name} = () =>\n  ${quoted(JSON.stringify(value))};\n`;
  const textTypes = (name: string) => `export declare const ${name}: () => string;\n`;
  return [
    { path: "build/validator.js", text: note + compileValidator(validatorSchema(source)) },
    { path: "build/validator.d.ts", text: VALIDATOR_TYPES },
    { path: "build/release-gates.js", text: textModule("gatesText", buildGates(source)) },
    { path: "build/release-gates.d.ts", text: textTypes("gatesText") },
    { path: "build/schema-source.js", text: textModule("sourceText", source) },
    { path: "build/schema-source.d.ts", text: textTypes("sourceText") },
  ];
}

/** What some known release accepts. The root is a definition, so that ajv does not carry the whole schema along. */
function validatorSchema(source: SchemaSource): SchemaNode {
  const { definitions, ...root } = project(source, "any", "bare");
  return { $ref: "#/definitions/root", definitions: { ...schemaMap(definitions), root } };
}

const VALIDATOR_TYPES = `export interface CompiledError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key that is wrong, where keys themselves are limited. */
  readonly propertyName?: string;
}
export declare const validate: {
  (value: unknown): boolean;
  errors?: readonly CompiledError[] | null;
};
`;

/** A text as lines of ASCII string literals, so that no line of the bundle grows long. */
function quoted(text: string): string {
  const pieces = text.match(/.{1,400}/gsu) ?? [""];
  const literal = (piece: string) => JSON.stringify(piece).replace(/[^\x20-\x7e]/gu, escapeUnits);
  return pieces.map(literal).join(" +\n  ");
}

function escapeUnits(text: string): string {
  let escaped = "";
  for (let index = 0; index < text.length; index++) {
    escaped += `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}

/** Writes files below the top of the repository. */
function writeGenerated(files: readonly GeneratedFile[]): void {
  for (const file of files) {
    const target = new URL(`../${file.path}`, import.meta.url);
    mkdirSync(dirname(fileURLToPath(target)), { recursive: true });
    writeFileSync(target, file.text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeGenerated([...generateSchema(), ...buildSchema()]);
