import type { Output } from "./output.ts";

/** A run that takes longer says how far it is, in milliseconds. */
const SILENT = 2000;
/** Between two words of progress, in milliseconds. */
const PAUSE = 200;

/**
 * Counts the steps of a run and shows them on the terminal's last line once the run takes more than two seconds.
 *
 * In: where words go, what is counted (`configs`), how many there are, a clock in milliseconds. Out: `step`, to be
 * called before each, and `end`, which takes the line away.
 */
export function createProgress(
  { progress }: Pick<Output, "progress">,
  what: string,
  all: number,
  now: () => number = () => performance.now(),
): { readonly step: () => void; readonly end: () => void } {
  // One step has nothing before it to tell of, and a clock takes Node two milliseconds to load.
  if (all < 2) return { step: () => {}, end: () => {} };
  const start = now();
  let done = 0;
  let last = start + SILENT - PAUSE;
  let shown = false;
  return {
    step: () => {
      const at = now();
      if (progress !== undefined && at - start >= SILENT && at - last >= PAUSE) {
        progress(`clawlint: ${done} of ${all} ${what}`);
        last = at;
        shown = true;
      }
      done += 1;
    },
    end: () => {
      if (shown) progress?.("");
    },
  };
}
