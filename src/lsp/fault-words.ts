/** A fault of ours in words: what it is and where it happened, and nothing of what a config held. */
export function faultWords(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line));
  return [error.name, ...places.slice(0, 5)].join("\n");
}
