import { _, Ajv, type KeywordCxt, Name, type Options } from "ajv";
import { strConcat } from "ajv/dist/compile/codegen/code.js";
import names from "ajv/dist/compile/names.js";
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
 * Compiles a schema to a module that exports `validate`, and the definitions that few configs need to a second one, which
 * is read when the first of them is met: half of all is theirs, and the engine looks at each byte of a file before it
 * runs any of it.
 *
 * @param seldom names of those definitions
 * @param file of the second module, as the first one imports it
 * @throws Error where ajv's output would import something else
 */
export function compileValidator(
  schema: SchemaNode,
  seldom: readonly string[],
  file: string,
): { readonly often: string; readonly seldom: string } {
  const { definitions } = schema;
  const all = isObject(definitions) ? definitions : {};
  const missing = seldom.filter((name) => !(name in all));
  if (missing.length > 0) throw new Error(`the schema has no definition ${missing.join(", ")}`);
  const stands = Object.fromEntries(seldom.map((name) => [name, { [SELDOM]: name }]));
  const first = compiler();
  first.addKeyword({ keyword: SELDOM, schemaType: "string", code: askSeldom });
  const validate = first.compile({ ...schema, definitions: { ...all, ...stands } });
  const second = compiler();
  second.addSchema({ $id: "all", definitions: all });
  const refs = Object.fromEntries(seldom.map((name) => [name, `all#/definitions/${name}`]));
  const imports = `import { ${seldom.map((name) => `${name} as seldom_${name}`).join(", ")} } from ${JSON.stringify(file)};\n`;
  return {
    often: imports + minified(emit(first, validate)),
    seldom: minified(emit(second, refs)),
  };
}

/** Stands in a definition for its name. */
const SELDOM = "seldomNeeded";

const compiler = () =>
  new Ajv({ ...STRICT_OPTIONS, code: { source: true, esm: true, lines: true, optimize: 1 } });

// ajv ships CommonJS whose default export arrives as `default` under Node's ESM rules.
const emit = typeof standalone === "function" ? standalone : standalone.default;
const { default: N } = names as unknown as { readonly default: typeof names.default };

/** Asks the second module, and adds what it finds, as ajv does for a reference. */
function askSeldom({ gen, data, schema, it }: KeywordCxt): void {
  const path = strConcat(N.instancePath, it.errorPath);
  const found = gen.const("found", _`asked(${new Name(`seldom_${schema}`)}, ${data}, ${path})`);
  gen.if(_`${found} !== null`, () => {
    gen.assign(N.vErrors, _`join(${N.vErrors}, ${found})`);
    gen.assign(N.errors, _`${N.vErrors}.length`);
  });
}

function minified(emitted: string): string {
  const code = namesInAnyCase(withoutSchemas(shortCalls(shortErrors(emitted)))).replace(
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
  "function join(list,more){if(list===null)return more;for(const e of more)list.push(e);return list}\n" +
  "function asked(other,data,path){return other(data,path)?null:other.errors}\n";

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
 *
 * @throws Error where a pattern of that length is left
 */
function namesInAnyCase(code: string): string {
  const short = code.replace(
    /new RegExp\("\^\\\\s\*\(\?:((?:\[[a-z][A-Z]\]|[0-9|-]|\\\\\.)+)\)\\\\s\*\$", "u"\)/gu,
    (_all, names: string) => {
      const list = names
        .replace(/\[(.).\]/gu, "$1")
        .replaceAll("\\\\.", ".")
        .split("|");
      return `{names:new Set(${JSON.stringify(list)}),test(key){return this.names.has(key.trim().toLowerCase())}}`;
    },
  );
  const long = /new RegExp\("[^"]{600}/u.exec(short);
  if (long !== null) throw new Error(`a pattern that is dear to compile is left: ${long[0].slice(0, 80)}`);
  return short;
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
