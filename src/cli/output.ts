/** Where a command's words go: the report to stdout, all other words to stderr. */
export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** The report again, for text that speaks to a CI runner on purpose. */
  readonly commands: (text: string) => void;
  /** Shows a text on the last line of the terminal that stderr is, instead of the one before; undefined without one. */
  readonly progress?: ((text: string) => void) | undefined;
  /** True when stdout is a terminal that shows colours. */
  readonly colors: boolean;
  /** Columns of the terminal that stdout is; undefined for a file or a pipe. */
  readonly columns?: number | undefined;
  /** True when stdout is a terminal that follows links. */
  readonly links?: boolean | undefined;
  /** All of stdin, as bytes; undefined when there are more than `limit`. */
  readonly readStdin: (limit: number) => Promise<Uint8Array | undefined>;
}
