import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Features of the client for questions that our server never takes (its capabilities: src/lsp/server.ts). */
const CLIENT_FEATURES = [
  ...["callHierarchy", "colorProvider", "declaration", "documentHighlight", "fileOperations", "formatting"],
  ...["implementation", "inlineCompletion", "inlineValue", "linkedEditingRange", "signatureHelp"],
  ...["textDocumentContent", "typeDefinition", "typeHierarchy"],
];

/** The same of the server: parts of a connection that src/lsp never asks for. */
const SERVER_FEATURES = [
  ...["callHierarchy", "fileOperations", "inlineCompletion", "inlineValue", "linkedEditingRange"],
  ...["moniker", "notebook", "textDocumentContent", "typeHierarchy"],
];

/** Requests of the protocol that are for those features alone. */
const PROTOCOL_PARTS = [
  ...[
    "callHierarchy",
    "colorProvider",
    "declaration",
    "fileOperations",
    "implementation",
    "inlineCompletion",
  ],
  ...[
    "inlineValue",
    "linkedEditingRange",
    "moniker",
    "textDocumentContent",
    "typeDefinition",
    "typeHierarchy",
  ],
];

/** What the service for JSON does beyond completion and hover, and what only that needs. */
const JSON_ANSWERS = [
  ...["jsonDocumentSymbols", "jsonValidation", "doValidation", "getLanguageStatus", "parseJSONDocument"],
  ...["getMatchingSchemas", "doResolve", "findDocumentSymbols", "findDocumentSymbols2", "findDocumentColors"],
  ...["getColorPresentations", "getFoldingRanges", "getSelectionRanges", "findDefinition", "findLinks"],
  ...["format", "sort"],
];

/** The client's part for notebooks, of which its part for diagnostics wants the events. None is ever fired. */
const NO_NOTEBOOKS = `
const { NotebookDocumentSyncRegistrationType: { type } } = require("vscode-languageserver-protocol");
const never = () => ({ dispose() {} });
class NotebookDocumentSyncFeature {
  static CellScheme = "vscode-notebook-cell";
  registrationType = type;
  onOpenNotificationSent = never;
  onChangeNotificationSent = never;
  onCloseNotificationSent = never;
  onSaveNotificationSent = never;
  getState() {
    return { kind: "document", id: type.method, registrations: false, matches: false };
  }
  fillClientCapabilities() {}
  initialize() {}
  register() {}
  unregister() {}
  clear() {}
  handles() {
    return false;
  }
}
`;

const HELPERS = JSON.stringify(fileURLToPath(new URL("typescript-helpers.cjs", import.meta.url)));

/** What becomes of which file. */
const EDITS = [
  { file: "vscode-languageclient/lib/common/client.js", edit: withoutClientFeatures },
  {
    file: "vscode-languageclient/lib/common/notebook.js",
    edit: (text) =>
      `${NO_NOTEBOOKS}${must(text, /^exports\.NotebookDocumentSyncFeature = NotebookDocumentSyncFeature;$/mu)[0]}`,
  },
  {
    // Which files are asked about is said by our own `match` in editors/vscode/src/extension.ts.
    file: "vscode-languageclient/lib/common/utils/globPattern.js",
    edit: functionsThatThrow,
  },
  { file: "vscode-languageclient/lib/node/main.js", edit: withoutVersionCheck },
  ...SERVER_FEATURES.map((name) => ({
    file: `vscode-languageserver/lib/common/${name}.js`,
    // Each adds its methods to a class.
    edit: (text) => `exports.${must(text, /^const (\w+Feature) = \(Base\) => \{$/mu)[1]} = (Base) => Base;`,
  })),
  ...PROTOCOL_PARTS.map((name) => ({
    file: `vscode-languageserver-protocol/lib/common/protocol.${name}.js`,
    edit: nothing(/^exports\.\w+Request = /mu),
  })),
  {
    // src/lsp/open-texts.ts does this.
    file: "vscode-languageserver/lib/common/textDocuments.js",
    edit: nothing(/^exports\.TextDocuments = /mu),
  },
  {
    // It looks for packages of npm that a server of another kind needs.
    file: "vscode-languageserver/lib/node/files.js",
    edit: functionsThatThrow,
  },
  { file: "vscode-json-languageservice/lib/esm/jsonLanguageService.js", edit: withoutJsonAnswers },
  {
    // Schemas of JSON Schema itself.
    file: "vscode-json-languageservice/lib/esm/services/configuration.js",
    edit: (text) => `${must(text, /^export const schemaContributions = \{/mu)[0]}};`,
  },
  ...["", "Collection", "Document", "Number", "Pair", "String"].map((name) => ({
    // YAML is read and never written.
    file: `yaml/browser/dist/stringify/stringify${name}.js`,
    edit: (text) =>
      must(text, /^export \{ (.*) \};$/mu)[1]
        .split(", ")
        .map((one) => `export ${thrower(one)}`)
        .join("\n"),
  })),
];

/**
 * An esbuild plugin that leaves out parts of libraries that the extension never uses: they are required by name, so that
 * no bundler sees it. Fails when a library no longer looks as it is written here.
 */
export function withoutUnusedLibraryParts() {
  return {
    name: "without-unused-library-parts",
    setup(builder) {
      const missing = new Set(EDITS.map(({ file }) => file));
      builder.onLoad({ filter: /\/node_modules\/(?:vscode-|yaml\/).*\.js$/ }, async ({ path }) => {
        const found = EDITS.find(({ file }) => path.endsWith(`/node_modules/${file}`));
        if (found !== undefined) missing.delete(found.file);
        const text = await readFile(path, "utf8");
        return { contents: withoutHelpers(found === undefined ? text : found.edit(text)), loader: "js" };
      });
      builder.onEnd(() => {
        if (missing.size > 0)
          throw new Error(`these are no longer in the bundle: ${[...missing].join(", ")}`);
      });
    },
  };
}

/** The client without the features that are not used: it neither has nor announces them. */
function withoutClientFeatures(client) {
  return CLIENT_FEATURES.reduce((text, name) => {
    const required = cut(text, new RegExp(`^const ${name}_1 = require\\("\\./${name}"\\);\\n`, "mu"));
    const left = cut(
      required,
      new RegExp(`^ *this\\.registerFeature\\(new ${name}_1\\.\\w+\\(this\\)\\);\\n`, "gmu"),
    );
    if (left.includes(`${name}_1`)) throw new Error(`the client uses ${name} elsewhere`);
    return left;
  }, client);
}

/** VS Code holds an extension to the version in its manifest; that this is new enough for the client is seen here. */
function withoutVersionCheck(text) {
  const needed = Number(must(text, /^const REQUIRED_VSCODE_VERSION = '\^1\.(\d+)\.0';/mu)[1]);
  const manifest = new URL("../editors/vscode/package.json", import.meta.url);
  const ours = /^\^1\.(\d+)\.0$/u.exec(JSON.parse(readFileSync(manifest, "utf8")).engines.vscode);
  if (ours === null || Number(ours[1]) < needed)
    throw new Error(`editors/vscode/package.json says VS Code ${ours?.[0]}, the client needs 1.${needed}`);
  const method = /^ {4}checkVersion\(\) \{\n[\s\S]*?^ {4}\}\n/mu;
  return cut(text, /^const semver\w+ = require\("semver\/.*"\);\n/gmu).replace(
    must(text, method)[0],
    "    checkVersion() {}\n",
  );
}

function withoutJsonAnswers(service) {
  return JSON_ANSWERS.reduce(
    (text, name) =>
      cut(text, new RegExp(`^ +(?:const ${name} =|${name}\\.configure\\(|${name}:|${name},).*\\n`, "gmu")),
    service,
  );
}

/** A file that TypeScript compiled, with its helpers from one file for all, and no export named before it has a value. */
function withoutHelpers(text) {
  const defined = [];
  const helper =
    /^var (__\w+) = \(this && this\.\1\) \|\| .*\n(?: {4}.*\n|\}\), .*\n|\}\) : .*\n)*\}.*;\n/gmu;
  const short = text.replace(helper, (_, name) => {
    defined.push(name);
    return "";
  });
  // A file that passes on another's exports keeps its own names: those are not to be taken from the other.
  const left = defined.includes("__exportStar")
    ? short
    : short.replace(/^exports\.\w+ = (?:exports\.\w+ = )*void 0;\n/gmu, "");
  const names = defined.filter((name) => left.includes(`${name}(`));
  if (names.length === 0) return left;
  return `const { ${names.join(", ")} } = require(${HELPERS});\n${left}`;
}

/** An edit that leaves nothing of a file that has this. */
function nothing(what) {
  return (text) => {
    must(text, what);
    return "";
  };
}

/** A module of CommonJS whose functions say that they were left out. */
function functionsThatThrow(text) {
  must(text, /^exports\.\w+ = \w+;$/mu);
  return [...text.matchAll(/^exports\.(\w+) = \1;$/gmu)]
    .map(([, name]) => `exports.${name} = ${name};\n${thrower(name)}`)
    .join("\n");
}

function thrower(name) {
  return `function ${name}() { throw new Error("${name} was left out of this build"); }`;
}

/** What is found in a text; never nothing. */
function must(text, what) {
  const found = text.match(what);
  if (found === null) throw new Error(`a library looks different now: it has no ${what}`);
  return found;
}

/** A text without what is found in it; never nothing. */
function cut(text, what) {
  must(text, what);
  return text.replace(what, "");
}
