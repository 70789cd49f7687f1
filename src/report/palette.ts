import { createColors } from "picocolors";

/** What the reports for people paint with. */
export type Palette = Pick<
  ReturnType<typeof createColors>,
  "bold" | "dim" | "red" | "yellow" | "green" | "blue" | "cyan"
>;

const PLAIN: Palette = {
  bold: String,
  dim: String,
  red: String,
  yellow: String,
  green: String,
  blue: String,
  cyan: String,
};

/** The colours of a terminal, or none. The library looks for a terminal of its own accord, which takes time. */
export function createPalette(color: boolean): Palette {
  return color ? createColors(true) : PLAIN;
}
