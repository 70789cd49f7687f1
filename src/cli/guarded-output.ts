import { inert, visible, visibleLines } from "../core/visible.ts";
import type { Output } from "./output.ts";

/**
 * The last door before a terminal or a log: whatever a command says, nothing in it steers the one or commands the other.
 * Reports and messages are made fit where they are made; this holds for what was forgotten.
 */
export function guardedOutput(output: Output): Output {
  return {
    ...output,
    out: (text) => output.out(inert(visibleLines(text, true))),
    progress: output.progress === undefined ? undefined : (text) => output.progress?.(inert(visible(text))),
    error: (text) => output.error(inert(visibleLines(text, false))),
    commands: (text) => output.commands(visibleLines(text, false)),
  };
}
