import { sectionTexts } from "../../../build/section-texts.js";
import type { ConfigPath } from "../../core/config-path.ts";
import {
  formsBelow,
  formsOf,
  isIn,
  type SectionForm,
  type SectionLink,
  type SectionNode,
  type SectionTable,
  WRITTEN,
} from "../../schema/section-table.ts";

/** True for the key of a section that only the generated schema describes. */
export function isGenerated(section: unknown): boolean {
  return typeof section === "string" && !WRITTEN.has(section) && Object.hasOwn(sectionTexts, section);
}

const loaded = new Map<string, SectionTable>();

/** The table of a section; undefined for a key that no release has. Read when first needed, from a file of its own. */
export function sectionTable(section: string): SectionTable | undefined {
  const known = loaded.get(section);
  if (known !== undefined) return known;
  const text = Object.hasOwn(sectionTexts, section) ? sectionTexts[section] : undefined;
  if (text === undefined) return undefined;
  // The text is written from a SectionTable by scripts/generate-schema.ts.
  const table = JSON.parse(text()) as SectionTable;
  loaded.set(section, table);
  return table;
}

/** The tables of all sections, by their keys. */
export function allTables(): ReadonlyMap<string, SectionTable> {
  return new Map(
    Object.keys(sectionTexts).flatMap((section) => {
      const table = sectionTable(section);
      return table === undefined ? [] : [[section, table] as const];
    }),
  );
}

/** A section in one release, given by its place in the list of measured ones. */
export class SectionReader {
  constructor(
    private readonly table: SectionTable,
    readonly release: number,
  ) {}

  /** What a place says in this release. */
  node(place: number): SectionNode {
    const node = this.table.nodes[place] ?? {};
    if (node.versions === undefined) return node;
    const version = node.versions.find(([since, until]) => isIn([since, until], this.release));
    return version === undefined ? {} : this.node(version[2]);
  }

  /** The place that a key of an object leads to; undefined where this release has no such key. */
  linked(link: SectionLink): number | undefined {
    if (typeof link === "number") return link;
    const [place, ...spans] = link;
    return spans.some((span) => isIn(span, this.release)) ? place : undefined;
  }

  /** The named keys of a node that this release has. */
  keys({ properties = {} }: SectionNode): string[] {
    return Object.keys(properties).filter((key) => {
      const link = properties[key];
      return link !== undefined && this.linked(link) !== undefined;
    });
  }

  /** The forms of a place of the config, over all releases. */
  forms(path: ConfigPath): readonly SectionForm[] {
    return path
      .slice(1)
      .reduce(
        (forms, segment) => formsBelow(this.table, forms, segment),
        formsOf(this.table, this.table.root),
      );
  }
}
