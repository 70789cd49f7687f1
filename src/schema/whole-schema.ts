import { type Flavour, project } from "./project.ts";
import { lineOf, NEWEST_RELEASE, releasePlace } from "./releases.ts";
import { sectionSchemas } from "./section-schemas.ts";
import { type SectionTable, WRITTEN } from "./section-table.ts";
import type { SchemaNode, SchemaSource } from "./source.ts";
import { allowVariables } from "./variable-texts.ts";

/** How much of a config a schema describes: all sections, or models, agents and what they need. */
export type SchemaPart = "whole" | "models";

/** Where the schemas of the newest release lie; editors read them from there. */
const PUBLISHED = "https://raw.githubusercontent.com/clawlint/clawlint/main/schema";
const SCHEMASTORE = "https://json.schemastore.org";
const NAMES: Readonly<Record<SchemaPart, string>> = { whole: "openclaw", models: "openclaw.models" };

/**
 * The draft-07 schema of a release, to be given away: hand-written sections as of the last measured line before it, all
 * others as the release has them, with an `$id`.
 *
 * @param tables of all sections, by their keys
 * @param release one of RELEASES
 */
export function givenSchema(
  source: SchemaSource,
  tables: ReadonlyMap<string, SectionTable>,
  release: string,
  flavour: Exclude<Flavour, "bare">,
  part: SchemaPart,
): SchemaNode {
  const line = lineOf(release);
  const asked = new Map([...tables].filter(([section]) => !WRITTEN.has(section)));
  const more =
    part === "models"
      ? undefined
      : { ...sectionSchemas(asked, releasePlace(release), source.words), asked: asked.keys() };
  const { $schema, title: _title, ...schema } = allowVariables(project(source, line, flavour, more));
  return {
    $schema,
    $id: idOf(part === "models" ? line : release, flavour, part),
    title: `OpenClaw ${part === "models" ? line : release} configuration${part === "models" ? ": models and agents" : ""}`,
    ...schema,
  };
}

function idOf(release: string, flavour: Flavour, part: SchemaPart): string {
  if (flavour === "schemastore") return `${SCHEMASTORE}/${NAMES[part].replace(".", "-")}.json`;
  return flavour === "editor" && release === NEWEST_RELEASE
    ? `${PUBLISHED}/${NAMES[part]}.schema.json`
    : `urn:clawlint:${NAMES[part]}:${release}:${flavour}`;
}
