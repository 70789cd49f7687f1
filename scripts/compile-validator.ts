import { Ajv, type Options } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import type { SchemaNode } from "../src/schema/source.ts";

/** The options under which every schema of ours compiles without a complaint. */
export const STRICT_OPTIONS: Options = {
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  // models.providers names known ids and matches their other spellings by pattern.
  allowMatchingProperties: true,
  inlineRefs: false,
  messages: false,
  // OpenClaw counts UTF-16 units.
  unicode: false,
  // Silences the notice that "unicode" is going away; test/schema/source.test.ts compiles with a logger.
  logger: false,
};

/**
 * Compiles a schema to a module that needs nothing at run time and exports `validate`.
 *
 * @throws Error where ajv's output would still import something
 */
export function compileValidator(schema: SchemaNode): string {
  const ajv = new Ajv({ ...STRICT_OPTIONS, code: { source: true, esm: true, lines: true, optimize: 1 } });
  const validate = ajv.compile(schema);
  // ajv ships CommonJS whose default export arrives as `default` under Node's ESM rules.
  const emit = typeof standalone === "function" ? standalone : standalone.default;
  const code: string = emit(ajv, validate);
  const left = /\brequire\(|\bimport\b/u.exec(code);
  if (left !== null) throw new Error(`the compiled validator still needs ${code.slice(left.index, left.index + 80)}`);
  return code;
}
