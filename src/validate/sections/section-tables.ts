import { sectionTexts } from "../../../build/section-texts.js";
import type { SectionLink, SectionNode, SectionTable, Span } from "../../schema/section-table.ts";

/** Sections that schema/source describes: it judges them, except in releases between two measured lines. */
export const WRITTEN: ReadonlySet<string> = new Set([
  "$schema",
  "agents",
  "auth",
  "env",
  "meta",
  "models",
  "secrets",
]);

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

  /** The releases in which a place, or a branch of it, has something; none: no release has it. */
  lifeOf(place: number, has: (node: SectionNode) => readonly Span[]): readonly Span[] {
    const node = this.table.nodes[place] ?? {};
    if (node.versions !== undefined) {
      return node.versions.flatMap(([since, until, inner]) =>
        this.lifeOf(inner, has).flatMap((span) => cut(span, [since, until])),
      );
    }
    return [
      ...has(node),
      ...[...(node.anyOf ?? []), ...(node.allOf ?? [])].flatMap((inner) => this.lifeOf(inner, has)),
    ];
  }
}

/** All releases. */
export const ALWAYS: Span = [0, null];

/** True where a stretch holds a release. */
export function isIn([since, until]: Span, release: number): boolean {
  return release >= since && (until === null || release <= until);
}

/** The releases of a key, as a node tells them. */
export function keySpans({ properties }: SectionNode, key: string): readonly Span[] {
  const link = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (link === undefined) return [];
  return typeof link === "number" ? [ALWAYS] : link.slice(1).filter((span) => typeof span !== "number");
}

function cut([since, until]: Span, [from, to]: Span): Span[] {
  const start = Math.max(since, from);
  const end = until === null ? to : to === null ? until : Math.min(until, to);
  return end !== null && end < start ? [] : [[start, end]];
}
