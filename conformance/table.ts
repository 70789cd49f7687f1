import type { Outcome } from "./compare.ts";

/** One judged case, as far as the table needs it. */
export interface Row {
  readonly kind: string;
  readonly outcome: Outcome;
}

/** What a run comes to. */
export interface Totals {
  readonly cases: number;
  readonly agreed: number;
  readonly refusedByBoth: number;
  /** Refused by both, and at the same place or its parent or child. */
  readonly placed: number;
}

const COLUMNS = [
  "cases",
  "both accept",
  "both refuse",
  "missed",
  "false alarm",
  "same path",
  "parent/child",
  "further",
  "elsewhere",
] as const;
type Counts = Record<(typeof COLUMNS)[number], number>;

/** Adds up a run. */
export function totals(rows: readonly Row[]): Totals {
  const sum = count(rows);
  return {
    cases: rows.length,
    agreed: sum["both accept"] + sum["both refuse"],
    refusedByBoth: sum["both refuse"],
    placed: sum["same path"] + sum["parent/child"],
  };
}

/** The table of a run as Markdown: a line for each kind of config, one for all. */
export function table(rows: readonly Row[]): string {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
  const lines = [
    ["config", ...COLUMNS],
    ["---", ...COLUMNS.map(() => "---:")],
    ...kinds.map((kind) => cells(kind, count(rows.filter((row) => row.kind === kind)))),
    cells("**all**", count(rows)),
  ];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** Two lines with the shares that matter. */
export function summary(rows: readonly Row[]): string {
  const { cases, agreed, refusedByBoth, placed } = totals(rows);
  return [
    `verdict: ${agreed} of ${cases} agree (${percent(agreed, cases)})`,
    `path: ${placed} of ${refusedByBoth} refused by both at the same place, its parent or its child (${percent(placed, refusedByBoth)})`,
  ].join("\n");
}

function count(rows: readonly Row[]): Counts {
  const counts = Object.fromEntries(COLUMNS.map((column) => [column, 0])) as Counts;
  for (const { outcome } of rows) {
    counts.cases++;
    switch (outcome.kind) {
      case "both-accept":
        counts["both accept"]++;
        break;
      case "missed":
        counts.missed++;
        break;
      case "false-alarm":
        counts["false alarm"]++;
        break;
      case "both-refuse":
        counts["both refuse"]++;
        counts[PLACES[outcome.nearness]]++;
        break;
      default:
        outcome satisfies never;
    }
  }
  return counts;
}

const PLACES = {
  same: "same path",
  near: "parent/child",
  inside: "further",
  elsewhere: "elsewhere",
} as const;

function cells(name: string, counts: Counts): string[] {
  return [name, ...COLUMNS.map((column) => String(counts[column]))];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "none" : `${((100 * part) / whole).toFixed(2)} %`;
}
