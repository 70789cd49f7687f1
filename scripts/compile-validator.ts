import { Ajv, type Options } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { transformSync } from "esbuild";
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
  const code = shorten(emit(ajv, validate)).replace(/^export default .*$/mu, "");
  const left = /\brequire\(|\bimport\b/u.exec(code);
  if (left !== null)
    throw new Error(`the compiled validator still needs ${code.slice(left.index, left.index + 80)}`);
  // Short lines: a crash prints the line it happened on.
  return transformSync(code, {
    minify: true,
    format: "esm",
    charset: "ascii",
    lineLimit: 160,
    treeShaking: true,
  }).code;
}

const FAIL =
  "function fail(list,instancePath,keyword,params,propertyName){const e={instancePath,keyword,params,propertyName};" +
  "if(list===null)return[e];list.push(e);return list}\n";

/**
 * Folds the ten lines that ajv writes for each possible error into a call, and leaves out the schema's own path,
 * which nothing reads: a third of the size, and so of the time to load it.
 *
 * @throws Error where ajv writes errors in some other form
 */
function shorten(code: string): string {
  const form =
    /const (err\d+) = \{instancePath(?::(.*?))?,schemaPath:".*?",keyword:"(\w+|false schema)",params:(\{.*?\})(?:,propertyName:(\w+))?\};\s*if\(vErrors === null\)\{\s*vErrors = \[\1\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}/gu;
  const short = code.replace(
    form,
    (_all, _name, at = "instancePath", keyword, params, property) =>
      `vErrors = fail(vErrors,${at},"${keyword}",${params}${property === undefined ? "" : `,${property}`});`,
  );
  if (short.includes("schemaPath:"))
    throw new Error("ajv writes an error in a form that shorten() does not know");
  return FAIL + short;
}
