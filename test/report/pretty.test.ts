import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textWidth } from "../../src/core/text-width.ts";
import { wrapWords } from "../../src/core/wrap-words.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { lintConfig } from "../../src/lint.ts";
import { fitFrame } from "../../src/report/fit-frame.ts";
import type { LintReport } from "../../src/report/lint-report.ts";
import { formatPretty } from "../../src/report/pretty.ts";
import { targetReaders } from "../../src/resolve/environment/target-readers.ts";
import { bakeryReport } from "./bakery-report.ts";

const WIDE = `{
  models: { providers: { "パン屋": { baseURL: "https://api.ovenai.example/v1", api: "openai", apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "ライ麦パン二号・自家製酵母・全粒粉・三日発酵・石窯焼き・毎朝六時焼き上がり", inptu: ["text"] }] } } },
  agents: { defaults: { model: { primary: "パン屋/rye-2", fallbacks: ["claude-opus-5"] } } },
}
`;

async function report(text: string): Promise<LintReport> {
  const host = createMemoryHost({
    files: { "/bakery/openclaw.json": text },
    cwd: "/bakery",
    osHome: "/home/baker",
    env: {},
  });
  const readers = await targetReaders("shell");
  const result = lintConfig(
    host,
    { path: "/bakery/openclaw.json", file: "openclaw.json" },
    { gateway: "shell", readers },
  );
  if (!result.ok) throw new Error(result.failure);
  return { files: [result.report], gateway: "shell" };
}

const wide = await report(WIDE);
const bakery = await bakeryReport();

/** The text of a frame that stands above the carets, cut by columns. */
function marked(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) => {
    const carets = /^\s*│ ( *)(\^+)$/u.exec(line);
    const above = lines[index - 1];
    if (carets === null || above === undefined) return [];
    const text = above.replace(/^\d+ │ /u, "");
    let column = 0;
    let found = "";
    for (const char of text) {
      if (column >= (carets[1] ?? "").length && column < (carets[1] ?? "").length + (carets[2] ?? "").length)
        found += char;
      column += textWidth(char);
    }
    return [found];
  });
}

describe.each([40, 60, 80, 100, 120, 200])("at %d columns", (columns) => {
  test.each([
    ["wide characters", wide],
    ["long lines", bakery],
  ])("no line of %s is longer, no word is broken, carets stand under what they mean", (_, of) => {
    const lines = formatPretty(of, { color: false, columns }).split("\n");
    // A place stays whole: terminals open it.
    for (const line of lines.filter((one) => !one.includes("╭─")))
      expect(textWidth(line), line).toBeLessThanOrEqual(columns);
    const whole = formatPretty(of, { color: false }).replaceAll(/[│╭╰├─\s^]+/gu, " ");
    for (const line of lines.filter((one) => !/[│╭^]/u.test(one)))
      for (const word of line
        .replaceAll(/[├╰─]/gu, "")
        .split(" ")
        .filter((one) => textWidth(one) < columns - 20))
        expect(whole).toContain(word);
    const texts = of.files.flatMap(({ findings, frames }) =>
      findings.flatMap((finding) => {
        const frame = frames.get(finding);
        return frame === undefined ? [] : [frame.text.slice(frame.from, frame.to)];
      }),
    );
    for (const [index, text] of marked(lines).entries()) {
      const wanted = texts[index] ?? "";
      expect(wanted.startsWith(text.replace(/…$/u, "")), `${text} of ${wanted}`).toBe(true);
      expect(text).not.toBe("");
    }
    expect(marked(lines)).toHaveLength(texts.length);
  });
});

test("wrapping loses and adds nothing but line feeds", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme", maxLength: 30 })),
      fc.integer({ min: 2, max: 90 }),
      (words, columns) => {
        const text = words.join(" ").replaceAll(/\s+/gu, " ").trim();
        const lines = wrapWords(text, columns, 1);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of lines) expect([...line].length === 1 || textWidth(line) <= columns).toBe(true);
      },
    ),
  );
});

test("a frame fits, and shows where its mark begins", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", " ", "パ", "ö", "{"), minLength: 1, maxLength: 160 }),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 12, max: 120 }),
      (text, start, length, columns) => {
        const from = start % text.length;
        const to = from + 1 + (length % (text.length - from));
        const frame = fitFrame({ text, from, to }, columns);
        expect(textWidth(frame.text)).toBeLessThanOrEqual(columns);
        expect(frame.text.slice(frame.from, frame.from + 1)).toBe(text.slice(from, from + 1));
        expect(frame.to).toBeGreaterThan(frame.from);
      },
    ),
  );
});

describe("what the closing lines say", () => {
  test("the places of variables once, however many are missing", async () => {
    const text = WIDE.replace("${OVENAI_API_KEY}", "${A_KEY}").replace(
      'primary: "',
      'primary: "anthropic/claude-opus-5", other: "',
    );
    const shown = formatPretty(await report(text), { color: false });
    expect(shown.match(/the process environment/gu)).toHaveLength(1);
    expect(shown).toContain("\n  looked for variables in the process environment, ");
  });
  test("nothing of them where no variable is missing", async () => {
    expect(formatPretty(await report("{}"), { color: false })).not.toContain("looked for");
  });
  test("what was not looked at", async () => {
    const shown = formatPretty(await report('{ models: { $include: "./till.json5" } }'), { color: false });
    expect(shown).toContain("  not looked at: models (openclaw.json:1:");
    expect(shown).toContain("; 1 part could not be looked at\n");
    expect(shown).toContain('$include: "./till.json5"');
  });
  test("infos are infos", () => {
    expect(formatPretty(bakery, { color: false })).toContain("2 errors, 2 warnings, 2 infos in 3 configs");
  });
});

test("a terminal that follows links gets them, another none", () => {
  const linked = formatPretty(bakery, { color: false, links: true });
  const url = "https://clawlint.github.io/clawlint/rules/unknown-key.html";
  expect(linked).toContain(`\u001b]8;;${url}\u001b\\[unknown-key]\u001b]8;;\u001b\\`);
  expect(formatPretty(bakery, { color: true })).not.toContain("\u001b]8");
});
