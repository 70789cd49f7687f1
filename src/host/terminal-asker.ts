import * as prompts from "@clack/prompts";
import { type Asker, Cancelled } from "../core/asker.ts";
import { wrapWords } from "../core/wrap-words.ts";

// The library gives its mask to replaceAll, which takes a function as well as a text.
const BULLETS = ((_letter: string, at: number) => (at === 0 ? "\u2022".repeat(8) : "")) as unknown as string;

/** The bar that the library draws beside its questions. */
const BAR = "\u2502";

/** Asks at the terminal that stdin and stderr lead to; stdout stays free for what a program may read. */
export function createTerminalAsker(): Asker {
  const output = process.stderr;
  // A terminal without a size, as scripts open them, would get one letter on each line.
  if (output.columns === 0) output.columns = 80;
  if (output.rows === 0) output.rows = 24;
  const answered = <T>(answer: T): Exclude<T, symbol> => {
    if (typeof answer === "symbol") throw new Cancelled();
    return answer as Exclude<T, symbol>; // the only symbol is that of breaking off
  };
  // The library wraps other questions; those for a text, and what is wrong with it, it leaves as they are.
  const wide = (): number => Math.max(20, output.columns - 4);
  const lines = (text: string, between: string): string => wrapWords(text, wide()).join(`\n${between}  `);
  const judged = (judge: (text: string) => string | undefined) => (text: string | undefined) => {
    const fault = judge((text ?? "").trim());
    return fault === undefined ? undefined : lines(fault, " ");
  };
  return {
    choose: async (message, options) =>
      answered(await prompts.select({ message, options: [...options], output })),
    text: async (message, judge, initial) =>
      answered(
        await prompts.text({
          message: lines(message, BAR),
          validate: judged(judge),
          output,
          ...(initial === undefined ? {} : { initialValue: initial }),
        }),
      ).trim(),
    // The same eight bullets for every secret: one for each letter would show how long it is.
    secret: async (message, judge) =>
      answered(
        await prompts.password({
          message: lines(message, BAR),
          mask: BULLETS,
          validate: judged(judge),
          output,
        }),
      ).trim(),
    confirm: async (message, initial) =>
      answered(await prompts.confirm({ message, initialValue: initial, output })),
    tell: (text) => prompts.log.message([...wrapWords(text, wide())], { output, symbol: "+" }),
  };
}
