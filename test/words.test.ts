import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleText } from "../src/engine/rule-page.ts";
import { onboardingChoices } from "../src/onboard/choices.ts";
import { checks } from "../src/rules/rule-names.ts";

const ROOT = join(import.meta.dirname, "..");

/** A text that people read, and where it stands. */
interface Text {
  readonly at: string;
  readonly text: string;
}

/** Words that nobody is to read, from the glossary's second table. */
const FORBIDDEN = forbiddenWords();

function forbiddenWords(): RegExp {
  const glossary = readFileSync(join(ROOT, "docs/glossary.md"), "utf8");
  const table = glossary.slice(glossary.indexOf("| say | not |"));
  const words = [...table.matchAll(/^\| .+ \| (.+) \|$/gmu)].flatMap(([, not = ""]) => not.split(", "));
  return new RegExp(`\\b(?:${words.filter((word) => word !== "not").join("|")})\\b`, "u");
}

/** What rules say: messages, hints, and the words of their pages. */
function ruleTexts(): readonly Text[] {
  return checks.flatMap(({ id, summary, messages, docs }) => {
    const { trigger, why, ignore } = docs();
    return [
      ...Object.entries(messages).flatMap(([name, { message, hint }]) => [
        { at: `${id}/${name}`, text: message },
        ...(hint === undefined ? [] : [{ at: `${id}/${name}, hint`, text: hint }]),
      ]),
      ...[summary, trigger, why, ignore].map((text) => ({ at: `${id}, page`, text })),
    ];
  });
}

/** Texts in the sources of what speaks to people: every literal of several words. */
function sourceTexts(): readonly Text[] {
  const folders = [
    "cli",
    "onboard",
    "read",
    "settings",
    "report",
    "expand",
    "locate",
    "explain",
    "repair",
    "lsp",
    "service",
    "edit",
    "host",
    "resolve/route",
    "resolve/credentials",
    "resolve/environment",
  ];
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, "src", folder))
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => {
        const code = readFileSync(join(ROOT, "src", folder, name), "utf8")
          .replace(/^\s*(?:\/\/|\*|\/\*).*$/gmu, "")
          .replace(/\/\*\*.*?\*\//gsu, "");
        return [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/gu)]
          .map(([, plain, template]) => plain ?? (template ?? "").replace(/\$\{[^}]*\}/gu, "…"))
          .filter((text) => /^[^{}=]*[A-Za-z]+ [a-z]+ [^{}=]*$/u.test(text))
          .map((text) => ({ at: `${folder}/${name}`, text: text.replaceAll("\\n", "") }));
      }),
  );
}

/** Prose of the pages that people read: without code, tables of other tools, and addresses. */
function pageTexts(): readonly Text[] {
  const pages = [
    ...readdirSync(join(ROOT, "docs"))
      .filter((name) => name.endsWith(".md") && name !== "glossary.md")
      .map((name) => join(ROOT, "docs", name)),
    join(ROOT, "README.md"),
    join(ROOT, "CONTRIBUTING.md"),
    join(ROOT, "SECURITY.md"),
  ];
  return pages.map((path) => ({
    at: relative(ROOT, path),
    text: readFileSync(path, "utf8")
      .replace(/^( *)```.*?^ *```$/gmsu, "")
      .replace(/`[^`\n]*`/gu, "x")
      .replace(/\]\([^)]*\)/gu, "]")
      .replace(/<!--.*?-->/gsu, ""),
  }));
}

const texts = [
  ...ruleTexts(),
  ...sourceTexts(),
  ...pageTexts(),
  ...onboardingChoices.map(({ choice, label }) => ({ at: choice, text: label })),
];

test("there is something to read", () => {
  expect(ruleTexts().length).toBeGreaterThan(700);
  expect(sourceTexts().length).toBeGreaterThan(200);
  expect(FORBIDDEN.test("which nobody mends")).toBe(true);
});

describe("every message and page", () => {
  const faults = (find: (text: string) => unknown) =>
    texts.flatMap(({ at, text }) => {
      const found = find(text);
      return found === undefined || found === null ? [] : [`${at}: ${String(found)}`];
    });

  test("has no word that the glossary leaves out", () => {
    expect(faults((text) => FORBIDDEN.exec(text)?.[0])).toEqual([]);
  });
  test("has no guillemets, and no space too many", () => {
    expect(faults((text) => /[«»].{0,40}/u.exec(text))).toEqual([]);
    expect(
      faults((text) => /\S {2,}(?=[a-z])(?!.*\|$).{0,30}/mu.exec(text.replace(/^(\||\s*-).*$/gmu, ""))),
    ).toEqual([]);
  });
  test("says nothing in capitals to be heard", () => {
    expect(faults((text) => /\b(?:WARNING|ERROR|NOTE|IMPORTANT)\b/u.exec(text))).toEqual([]);
  });
});

test("no field of a report bears such a word, but for one that readers rely on", () => {
  const schema = readFileSync(join(ROOT, "schema/report.schema.json"), "utf8");
  const names = [...schema.matchAll(/^\s*"([A-Za-z]+)": \{/gmu)].map(([, name = ""]) => name);
  const spoken = (name: string) => name.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
  // The word was chosen before the glossary; a field that is renamed is lost to every program that reads it.
  expect([...new Set(names.filter((name) => FORBIDDEN.test(spoken(name))))]).toEqual(["mendedAtStart"]);
});

describe("what rules say", () => {
  const messages = checks.flatMap(({ id, messages }) =>
    Object.entries(messages).map(([name, said]) => ({ at: `${id}/${name}`, ...said })),
  );
  /** A name of the config, a header, a file, or data may begin in small letters. */
  const begins = /^(?:[A-Z"{$#":]|[a-z]+[A-Z]|[a-z-]+-|[a-z]+\.[a-zA-Z{]|id )/u;

  test("begins with a capital, or with a name", () => {
    const wrong = messages.flatMap(({ at, message, hint = "A" }) =>
      [message, hint].filter((text) => !begins.test(text)).map((text) => `${at}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });
  test("has at most 140 characters beside its data", () => {
    const long = messages.filter(({ message }) => message.replace(/(?<!\$)\{\w+\}/gu, "").length > 140);
    expect(long.map(({ at }) => at)).toEqual([]);
  });
});

test("examples of a page show what tells good from bad", () => {
  const same = checks.filter(({ docs }) => {
    const { bad, good } = docs();
    return exampleText(bad) === exampleText(good);
  });
  expect(same.map(({ id }) => id)).toEqual([]);
});
