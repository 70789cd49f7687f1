/** A JSON5 string literal. */
export function quoted(text: string, quote: '"' | "'"): string {
  const json = JSON.stringify(text);
  if (quote === '"') return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A key as JSON5 writes it: bare where `quote` is "" and the name allows that, else in quotes. */
export function keyText(name: string, quote: '"' | "'" | "", otherwise: '"' | "'"): string {
  if (quote === "" && /^[A-Za-z_$][\w$]*$/u.test(name)) return name;
  return quoted(name, quote === "" ? otherwise : quote);
}
