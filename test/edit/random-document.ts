/** A random JSON5 text in one of many styles, with comments anywhere they may stand. */
export function randomDocument(random: () => number): string {
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new Error("an empty list");
    return one;
  };
  const lineEnd = pick(["\n", "\n", "\n", "\r\n", "\r"]);
  const step = pick(["  ", "    ", "\t", ""]);
  const comments = pick([0, 0.1, 0.4]);
  const oneLine = pick([0, 0.3, 0.9]);
  const trailing = pick([0, 1, 0.5]);
  const quotes = pick([["", '"'], [""], ['"'], ["'", '"']]);
  const tight = random() < 0.2;
  let count = 0;
  const word = () =>
    pick(["rye", "oven", "till", "baker", "models", "a b", "$ref", "ключ", "__proto__", "x-1", "flour"]);
  const comment = (line: boolean): string => {
    if (random() >= comments) return "";
    count += 1;
    const text = pick(["keep", "a, b: {c}", "'quote", 'said "', "//"]);
    if (line && random() < 0.5) return ` // ${text} ${count}${lineEnd}`;
    return random() < 0.2 && line ? ` /* ${text} ${count}${lineEnd}  more */ ` : ` /* ${text} ${count} */ `;
  };
  const text = (): string => {
    const quote = pick(['"', "'"]);
    const other = quote === '"' ? "'" : '"';
    return (
      quote +
      pick([
        "",
        "sk-test-not-a-key",
        `say ${other}hi${other}`,
        "\\n\\u0041",
        `long\\${lineEnd}  line`,
        "${NAME}",
        "🥐",
      ]) +
      quote
    );
  };
  const scalar = () =>
    pick([
      text,
      () => pick(["1", "-0.5", ".5", "0xBEEF", "Infinity", "-Infinity", "NaN", "+1e3", "-0"]),
      () => pick(["true", "false", "null"]),
    ])();
  const value = (depth: number, indent: string): string => {
    if (depth > 3 || random() < 0.4) return scalar();
    const isList = random() < 0.3;
    const size = Math.floor(random() * 4);
    const flat = random() < oneLine;
    const inner = indent + step;
    const [open, close] = isList ? ["[", "]"] : ["{", "}"];
    if (size === 0) return `${open}${pick(["", " ", comment(true), flat ? "" : lineEnd + indent])}${close}`;
    let out = open + (flat ? (tight ? "" : " ") : comment(false));
    for (let index = 0; index < size; index += 1) {
      const last = index === size - 1;
      if (!flat) out += comment(true) + lineEnd + inner;
      if (!isList) {
        const name = word();
        const quote = pick(quotes);
        out +=
          quote === "" && /^[\p{L}$_][\p{L}\d$_]*$/u.test(name)
            ? name
            : JSON.stringify(name).replaceAll('"', quote || '"');
        out += `${comment(false)}:${tight ? "" : " "}${comment(false)}`;
      }
      out += value(depth + 1, flat ? indent : inner) + comment(false);
      out += last ? (random() < trailing ? "," : "") : ",";
      if (flat && !tight) out += " ";
    }
    return `${out}${comment(true)}${flat ? "" : lineEnd + indent}${close}`;
  };
  const mark = random() < 0.1 ? "\ufeff" : "";
  let body = value(0, "");
  while (!body.startsWith("{")) body = value(0, "");
  return `${mark}${comment(true)}${body}${comment(true)}${pick(["", lineEnd])}`;
}
