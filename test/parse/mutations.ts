/** A small generator of numbers in [0, 1) that gives the same row for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PIECES = [
  "{",
  "}",
  "[",
  "]",
  ":",
  ",",
  "'",
  '"',
  "\\",
  "/",
  "//",
  "/*",
  "*/",
  "\n",
  "\r",
  "\r\n",
  "0",
  "1",
  "9",
  "x",
  "e",
  "E",
  ".",
  "+",
  "-",
  "Infinity",
  "NaN",
  "null",
  "true",
  "\\u0041",
  "\\x41",
  "\\u",
  "\u2028",
  "\u2029",
  "\ufeff",
  "\u00a0",
  "🥐",
  "a",
  "$",
  "_",
  "\t",
  "\\\n",
  "\\\r\n",
  "#",
  "ü",
  "__proto__",
  "{a:1}",
  "[1,2]",
  "'b'",
  "\u200d",
  "\u0000",
];

const SEEDS = [
  "{ oven: { baseUrl: 'https://api.ovenai.example/v1', models: [{ id: \"rye-2\", name: 'Rye' }] } }",
  "// bakery\n{ agents: { baker: { model: 'ovenai/rye-2', heat: 220.5 }, till: {}, }, /* end */ }",
  "[0x1F, -.5, +1e3, Infinity, NaN, null, true, 'a\\\nb', \"\\u0041\\x42\\0\"]",
];

/** `count` texts, each made from a legal or illegal one by one to three small changes. */
export function* mutations(texts: readonly string[], count: number, seed: number): Generator<string> {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pool = [...texts, ...SEEDS, ...SEEDS, ...SEEDS];
  for (let made = 0; made < count; made += 1) {
    let text = pool[below(pool.length)] ?? "";
    for (let changes = 1 + below(3); changes > 0; changes -= 1) {
      const at = below(text.length + 1);
      const piece = PIECES[below(PIECES.length)] ?? "";
      const kind = random();
      if (kind < 0.4) text = text.slice(0, at) + piece + text.slice(at);
      else if (kind < 0.7) text = text.slice(0, at) + text.slice(at + 1 + below(4));
      else if (kind < 0.9) text = text.slice(0, at) + piece + text.slice(at + piece.length);
      else text = text.slice(0, at);
    }
    yield text;
  }
}
