/** Text that stays what it is in Markdown: no markup, no link, no mention, no HTML. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#+!|~@&$]/gu, "\\$&")
    .replace(
      /\b(https?|ftp|www)(?=[:.])/giu,
      (scheme) => `${scheme.charAt(0)}&#${scheme.charCodeAt(1)};${scheme.slice(2)}`,
    );
}
