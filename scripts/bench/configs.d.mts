/** The parts of a config that `grown` puts together; each is JSON5 of our own. */
export type Parts = Readonly<
  Partial<Record<"providers" | "models" | "fallbacks" | "entries" | "allow" | "top", string>>
>;
export function config(seed: number): string;
export const growing: Readonly<Record<string, (count: number) => Parts>>;
export function grown(parts: Parts): string;
