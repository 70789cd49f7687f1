/** Asks a person at a terminal. Every method throws `Cancelled` when the person breaks off. */
export interface Asker {
  choose(
    question: string,
    options: readonly { readonly value: string; readonly label: string }[],
  ): Promise<string>;
  /** `judge` gives what is wrong with a text, or undefined. `initial` stands there to be changed. */
  text(question: string, judge: (text: string) => string | undefined, initial?: string): Promise<string>;
  /** The same for a text that is not shown, not even by its length. */
  secret(question: string, judge: (text: string) => string | undefined): Promise<string>;
  confirm(question: string, initial: boolean): Promise<boolean>;
  /** Says that a step is done. */
  tell(text: string): void;
}

/** The person at the terminal broke off. */
export class Cancelled extends Error {}
