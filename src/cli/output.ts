/** Where a command's words go: the report to stdout, all other words to stderr. */
export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** True when stdout is a terminal that shows colours. */
  readonly colors: boolean;
  /** All of stdin as text. */
  readonly readStdin: () => Promise<Uint8Array>;
  readonly writeFile: (path: string, text: string) => void;
}
