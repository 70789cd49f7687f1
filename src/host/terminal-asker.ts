import * as prompts from "@clack/prompts";
import { type Asker, Cancelled } from "../core/asker.ts";

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
  const judged = (judge: (text: string) => string | undefined) => (text: string | undefined) =>
    judge((text ?? "").trim());
  return {
    choose: async (message, options) =>
      answered(await prompts.select({ message, options: [...options], output })),
    text: async (message, judge, initial) =>
      answered(
        await prompts.text({
          message,
          validate: judged(judge),
          output,
          ...(initial === undefined ? {} : { initialValue: initial }),
        }),
      ).trim(),
    // Without a mask: one sign for each letter would show how long a secret is.
    secret: async (message, judge) =>
      answered(
        await prompts.password({ message: `${message} (hidden)`, mask: "", validate: judged(judge), output }),
      ).trim(),
    confirm: async (message, initial) =>
      answered(await prompts.confirm({ message, initialValue: initial, output })),
    tell: (text) => prompts.log.step(text, { output }),
  };
}
