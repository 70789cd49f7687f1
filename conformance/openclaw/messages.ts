/** What the harness and the process with OpenClaw in it say to each other. */

/** A config for judgement. */
export interface WorkerRequest {
  readonly id: number;
  /** The config as JSON5 text. */
  readonly text: string;
  /** `migrate`: what OpenClaw's own migration makes of it, instead of a verdict. */
  readonly what?: "judge" | "migrate";
}

/** OpenClaw's verdict on one config. */
export interface OpenClawVerdict {
  readonly valid: boolean;
  /** Dotted paths as OpenClaw writes them; the root is "". */
  readonly issues: readonly { readonly path: string; readonly message: string }[];
}

/** The verdict, or why there is none. The answer with id -1 says that the process is ready. */
export type WorkerAnswer =
  | { readonly id: number; readonly verdict: OpenClawVerdict; readonly migrated?: unknown }
  | { readonly id: number; readonly error: string };
