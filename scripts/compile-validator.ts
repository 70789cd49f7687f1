import { Ajv, type Options } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { transformSync } from "esbuild";
import { isObject } from "../src/core/config-path.ts";
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
  const code = namesInAnyCase(withoutSchemas(shortCalls(shortErrors(emit(ajv, validate))))).replace(
    /^export default .*$/mu,
    "",
  );
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
  "if(list===null)return[e];list.push(e);return list}\n" +
  // Adds to the list that is there: ajv copies it for each value that has an error, and so takes the square of their number.
  "function join(list,more){if(list===null)return more;for(const e of more)list.push(e);return list}\n";

/**
 * Folds the ten lines that ajv writes for each possible error into a call, and leaves out the schema's own path,
 * which nothing reads: a third of the size, and so of the time to load it.
 *
 * @throws Error where ajv writes errors in some other form
 */
function shortErrors(code: string): string {
  const form =
    /const (err\d+) = \{instancePath(?::(.*?))?,schemaPath:".*?",keyword:"(\w+|false schema)",params:(\{.*?\})(?:,propertyName:(\w+))?\};\s*if\(vErrors === null\)\{\s*vErrors = \[\1\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}/gu;
  const short = code
    .replace(
      form,
      (_all, _name, at = "instancePath", keyword, params, property) =>
        `vErrors = fail(vErrors,${at},"${keyword}",${params}${property === undefined ? "" : `,${property}`});`,
    )
    .replace(
      /vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\)/gu,
      "join(vErrors,$1.errors)",
    );
  if (short.includes("schemaPath:") || short.includes(".concat("))
    throw new Error("ajv writes an error in a form that shortErrors() does not know");
  return FAIL + short;
}

/**
 * Lets one function hand the next only what is read: the value and its path, without a path's escapes written out in
 * each place.
 *
 * @throws Error where ajv calls a function in some other form
 */
function shortCalls(code: string): string {
  const short = code
    .replaceAll(`{instancePath="", parentData, parentDataProperty, rootData=data}={}`, `instancePath=""`)
    .replaceAll("{instancePath,parentData,parentDataProperty,rootData}", "instancePath")
    .replace(/\{instancePath:(.*?),parentData:.*?,parentDataProperty:.*?,rootData\}/gu, "$1")
    .replace(/\b(key\d+)\.replace\(\/~\/g, "~0"\)\.replace\(\/\\\/\/g, "~1"\)/gu, "escaped($1)");
  if (/\bparentData|\.replace\(/u.test(short))
    throw new Error("ajv makes a call in a form that shortCalls() does not know");
  return `function escaped(key){return key.replace(/~/g,"~0").replace(/\\//g,"~1")}\n${short}`;
}

/**
 * Looks a name up where a pattern lists names in any case (src/schema/provider-keys.ts): the engine takes two
 * milliseconds to compile the pattern of all known providers.
 */
function namesInAnyCase(code: string): string {
  return code.replace(
    /new RegExp\("\^\\\\s\*\(\?:((?:\[[a-z][A-Z]\]|[0-9|-]|\\\\\.)+)\)\\\\s\*\$", "u"\)/gu,
    (_all, names: string) => {
      const list = names
        .replace(/\[(.).\]/gu, "$1")
        .replaceAll("\\\\.", ".")
        .split("|");
      return `{names:new Set(${JSON.stringify(list)}),test(key){return this.names.has(key.trim().toLowerCase())}}`;
    },
  );
}

/**
 * Takes out the schemas themselves, of which ajv's code reads only lists of allowed values and the names of keys: those
 * are written where they are read.
 *
 * @throws Error where the code reads something else of a schema
 */
function withoutSchemas(code: string): string {
  const schemas = new Map<string, unknown>();
  const bare = code.replace(/^const (schema\d+) = (.*);$/gmu, (_all, name: string, json: string) => {
    schemas.set(name, JSON.parse(json));
    return "";
  });
  const keys: string[] = [];
  const whole = bare.replace(
    /\b(schema\d+)((?:\.\w+|\[\d+\]|\["[^"]*"\])+)/gu,
    (_all, name: string, path: string) => {
      let value = schemas.get(name);
      const steps = path.match(/\w[^.[\]"]*/gu) ?? [];
      for (const step of steps)
        value = isObject(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
      if (value === undefined) throw new Error(`${name}${path} is not in the schema`);
      if (steps.at(-1) !== "properties" || !isObject(value)) return JSON.stringify(value);
      const named = Object.fromEntries(Object.keys(value).map((key) => [key, 1]));
      keys.push(`const keys${keys.length} = ${JSON.stringify(named)};`);
      return `keys${keys.length - 1}`;
    },
  );
  if (/\bschema\d+\b/u.test(whole))
    throw new Error("ajv reads a schema in a way that withoutSchemas() does not know");
  return `${keys.join("\n")}\n\n${whole}`;
}
