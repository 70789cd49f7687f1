import {
  type CompletionItem,
  getLanguageService,
  type Hover,
  type JSONDocument,
  type LanguageService,
  TextDocument,
} from "vscode-json-languageservice";
import { sourceText } from "../../build/schema-source.js";
import type { ConfigPath } from "../core/config-path.ts";
import { memo } from "../core/memo.ts";
import { onceFor } from "../core/once-for.ts";
import type { Document } from "../parse/document.ts";
import { project } from "../schema/project.ts";
import { lineOf, NEWEST_RELEASE, releasePlace } from "../schema/releases.ts";
import { sectionSchemas } from "../schema/section-schemas.ts";
import { isNode, type SchemaNode, type SchemaSource, schemaMap } from "../schema/source.ts";
import { isGenerated, sectionTable } from "../validate/sections/section-tables.ts";
import { AtOnce, valueNow } from "./at-once.ts";
import { type JsonForm, toJsonForm } from "./json-tree.ts";
import { spotAt, type View } from "./view.ts";

/** Which schema is asked: of a release, and of the sections that only the tables describe the one where the cursor is. */
function schemaName({ analysis }: View, path: ConfigPath): string {
  const [section] = path;
  return isGenerated(section) ? `${analysis.release.release} ${section}` : analysis.release.release;
}

/** A schema and its service take some 3 MB. */
const MOST_KEPT = 12;

/** A schema for editors by its name. */
const schemaFor = memo((name: string): SchemaNode => {
  const [release = NEWEST_RELEASE, section = ""] = name.split(" ");
  // Written by our own build from schema/source, whose shape a test checks.
  const source = JSON.parse(sourceText()) as SchemaSource;
  const table = sectionTable(section);
  const more =
    table === undefined
      ? undefined
      : {
          ...sectionSchemas(new Map([[section, table]]), releasePlace(release), source.words),
          asked: [section],
        };
  return project(source, lineOf(release), "editor", more);
}, MOST_KEPT);

/** The service for JSON with that schema, made when first asked for: it takes some 30 ms. */
const serviceFor = memo((name: string): LanguageService => {
  const service = getLanguageService({
    // The types ask for all of a promise's methods, the service itself for these.
    promiseConstructor: AtOnce as unknown as PromiseConstructor,
    clientCapabilities: {
      textDocument: {
        completion: { completionItem: { documentationFormat: ["markdown"], snippetSupport: true } },
        hover: { contentFormat: ["markdown"] },
      },
    } as Parameters<typeof getLanguageService>[0]["clientCapabilities"] & object,
  });
  const schema = schemaFor(name);
  service.configure({ validate: false, schemas: [{ uri: "clawlint://schema", fileMatch: ["*"], schema }] });
  return service;
}, MOST_KEPT);

const formOf = onceFor((view: View): JsonForm => formsByDocument(view.document)(view));

/** A document keeps its form as long as it is mounted where it was. */
const formsByDocument = onceFor((document: Document) => {
  let mounted: string | undefined;
  let form: JsonForm | undefined;
  return ({ mount }: View): JsonForm => {
    const now = JSON.stringify(mount);
    if (form === undefined || mounted !== now) form = toJsonForm(document, mount);
    mounted = now;
    return form;
  };
});

function asked(
  view: View,
  offset: number,
): {
  readonly service: LanguageService;
  readonly document: TextDocument;
  readonly parsed: JSONDocument;
} {
  const service = serviceFor(schemaName(view, spotAt(view, offset).path));
  const { root, masked } = formOf(view);
  // `newJSONDocument` takes what we made; its type wants a root also for a text that has none.
  const parsed = service.newJSONDocument(root as Parameters<LanguageService["newJSONDocument"]>[0], []);
  return { service, document: TextDocument.create("clawlint://document", "json", 1, masked), parsed };
}

/** What the schema offers at an offset, as JSON: keys, values and snippets, with the stretch that each replaces. */
export function schemaCompletions(
  view: View,
  offset: number,
): readonly {
  readonly item: CompletionItem;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}[] {
  const { service, document, parsed } = asked(view, offset);
  const list = valueNow(service.doComplete(document, document.positionAt(offset), parsed));
  return (list?.items ?? []).flatMap((item) => {
    const { textEdit } = item;
    if (textEdit === undefined || !("range" in textEdit)) return [];
    const { range, newText } = textEdit;
    return [
      { item, start: document.offsetAt(range.start), end: document.offsetAt(range.end), text: newText },
    ];
  });
}

/** What the schema says of the key or value at an offset, in Markdown. */
export function schemaHover(
  view: View,
  offset: number,
): { readonly text: string; readonly start: number; readonly end: number } | undefined {
  const { service, document, parsed } = asked(view, offset);
  const hover: Hover | null | undefined = valueNow(
    service.doHover(document, document.positionAt(offset), parsed),
  );
  if (hover === null || hover === undefined) return undefined;
  const text = wordsOf(hover.contents);
  const start = hover.range === undefined ? offset : document.offsetAt(hover.range.start);
  const end = hover.range === undefined ? offset : document.offsetAt(hover.range.end);
  return { text, start, end };
}

function wordsOf(contents: Hover["contents"]): string {
  if (typeof contents === "string") return contents;
  if (Array.isArray(contents)) return contents.map(wordsOf).join("\n\n");
  return contents.value;
}

/** The texts that the schema lists for the value at a path; none where it takes others too. */
export function allowedValues(view: View, path: ConfigPath): readonly string[] {
  const schema = schemaFor(schemaName(view, path));
  const definitions = schemaMap(schema["definitions"]);
  let nodes = variantsOf(schema, definitions);
  for (const step of path) {
    nodes = nodes.flatMap((node) => childrenOf(node, step)).flatMap((node) => variantsOf(node, definitions));
    if (nodes.length > 50) return [];
  }
  return [...new Set(nodes.flatMap((node) => (Array.isArray(node["enum"]) ? node["enum"] : [])))].filter(
    (value) => typeof value === "string",
  );
}

/** A node and what it is put together from. */
function variantsOf(
  node: SchemaNode,
  definitions: Readonly<Record<string, unknown>>,
  depth = 0,
): readonly SchemaNode[] {
  if (depth > 8) return [];
  const ref = node["$ref"];
  const named = typeof ref === "string" ? definitions[ref.slice("#/definitions/".length)] : undefined;
  const parts = [named, node["allOf"], node["anyOf"], node["oneOf"]].flat().filter(isNode);
  return [node, ...parts.flatMap((part) => variantsOf(part, definitions, depth + 1))];
}

function childrenOf(node: SchemaNode, step: string | number): readonly SchemaNode[] {
  if (typeof step === "number") return isNode(node["items"]) ? [node["items"]] : [];
  const own = schemaMap(node["properties"])[step];
  if (isNode(own)) return [own];
  return isNode(node["additionalProperties"]) ? [node["additionalProperties"]] : [];
}
