import { nearest } from "../core/text.ts";

/** The commands. A first word among them is no path. */
export const COMMANDS: readonly string[] = [
  "check",
  "explain",
  "env",
  "route",
  "upgrade",
  "schema",
  "rules",
  "onboard",
  "init",
  "lsp",
  "completion",
  "help",
  "version",
];

/** The command that a word was meant for; undefined for a word that looks like a path, or like no command. */
export function nearCommand(word: string): string | undefined {
  return /^[A-Za-z][A-Za-z-]{0,20}$/u.test(word) ? nearest(word, COMMANDS) : undefined;
}
