import { describe, expect, test } from "vitest";
import { minimalEdits } from "../../src/edit/minimal-edits.ts";
import { splice } from "../../src/edit/splices.ts";
import { lintConfig } from "../../src/lint.ts";
import { createDocument } from "../../src/parse/document.ts";
import { complete } from "../../src/service/complete.ts";
import { diagnosticsOf } from "../../src/service/diagnostics.ts";
import { maskText, toJsonForm } from "../../src/service/json-tree.ts";
import { ConfigService } from "../../src/service/service.ts";
import { bakeryHost, FOLDER } from "../bakery-host.ts";
import { BROKEN, OPEN_PLACES, SECRET_PLACES, SECRETS, SHAPED } from "../cli/planted-places.ts";
import { fixtureMachine, foundMarks, readFixtures } from "../rules/fixture.ts";
import { askAt, askEdits, askWhole, asText } from "./ask-everything.ts";

const PATH = `${FOLDER}/openclaw.json`;
const fixtures = readFixtures();
const texts = fixtures.flatMap(({ files }) => [...files]).filter(([name]) => /\.json5?$/u.test(name));

/** Seeded: the same numbers in each run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PIECES = [
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  ",",
  ":",
  "\n",
  " ",
  "a",
  "model",
  "ovenai/rye-2",
  "${",
  "//",
  "/*",
  "\\",
  "🥖",
  "\r\n",
  "$include: './x.json5',",
  "apiKey: ",
];

function edit(text: string, next: (below: number) => number): string {
  const at = next(text.length + 1);
  const gone = next(3) === 0 ? next(12) : 0;
  const piece = next(4) === 0 ? "" : (PIECES[next(PIECES.length)] ?? "");
  return text.slice(0, at) + piece + text.slice(at + gone);
}

describe("masked text", () => {
  test("has the length and the line ends of the text, and stays JSON where the text can be read", () => {
    const next = random(5);
    for (const [, text] of texts) {
      for (const one of [text, edit(text, next), text.slice(0, next(text.length + 1))]) {
        const document = createDocument({ path: PATH, text: one, byteOrderMark: false }, "openclaw.json");
        const masked = maskText(one, document.tree);
        expect(masked.length).toBe(one.length);
        for (let at = 0; at < one.length; at += 1) {
          const [was, now] = [one.charAt(at), masked.charAt(at)];
          if (was === "\n" || was === "\r" || now === "\n" || now === "\r") expect(now).toBe(was);
        }
        const { root } = toJsonForm(document, []);
        if (root !== undefined && document.tree.root !== undefined)
          expect([root.offset, root.length]).toEqual([
            document.tree.root.start,
            document.tree.root.end - document.tree.root.start,
          ]);
      }
    }
  });
});

describe("minimal edits", () => {
  test("make the one text of the other", () => {
    const next = random(11);
    for (const [, text] of texts.slice(0, 300)) {
      let other = text;
      for (let round = 0; round < 4; round += 1) other = edit(other, next);
      expect(splice(text, minimalEdits(text, other))).toBe(other);
    }
  });
});

describe("the service", () => {
  test("any order of edits ends as a text that was just opened", () => {
    const start = texts.find(([, text]) => text.length > 700)?.[1] ?? "{}";
    for (let seed = 1; seed <= 4; seed += 1) {
      const next = random(seed);
      const files = new Map([
        ["openclaw.json", start],
        ["x.json5", "{ models: { mode: 'merge' } }"],
      ]);
      const service = new ConfigService({ host: bakeryHost(files) });
      const now = new Map(files);
      for (let step = 0; step < 200; step += 1) {
        const name = next(5) === 0 ? "x.json5" : "openclaw.json";
        now.set(name, edit(now.get(name) ?? "", next));
        service.setText(`${FOLDER}/${name}`, now.get(name) ?? "", step);
        if (next(3) === 0) asText([diagnosticsOf(service, PATH)]);
      }
      const fresh = new ConfigService({ host: bakeryHost(files) });
      for (const [name, text] of now) fresh.setText(`${FOLDER}/${name}`, text, 1);
      expect(asText([diagnosticsOf(service, PATH)])).toBe(asText([diagnosticsOf(fresh, PATH)]));
    }
  });

  // CLAWLINT_EDITS=20000 makes many more.
  test("no edit makes an answer throw", () => {
    const most = Number(process.env["CLAWLINT_EDITS"] ?? 400);
    const next = random(23);
    const service = new ConfigService({ host: bakeryHost(new Map([["x.json5", "{}"]])) });
    let text = "";
    for (let step = 0; step < most; step += 1) {
      if (step % 40 === 0) text = texts[next(texts.length)]?.[1] ?? "{}";
      text = edit(text, next);
      service.setText(PATH, text, step);
      asText(askAt(service, PATH, next(text.length + 1)));
      if (step % 10 === 0)
        asText([...askWhole(service, PATH), ...askEdits(service, PATH, next(text.length + 1))]);
    }
  }, 1_800_000);

  test.each(fixtures.map((one) => [one.name, one] as const))(
    "says what check says: %s",
    async (_name, fixture) => {
      const { host, target, options } = await fixtureMachine(fixture);
      // As a check does it: what only repairs ask is left out.
      const linted = lintConfig(host, target, { ...options, mending: false });
      if (!linted.ok) throw new Error(linted.failure);
      const { report } = linted;
      const { gateway, openclawVersion, service: named } = options;
      const service = new ConfigService({
        host,
        settingsFor: () => ({ gateway, openclawVersion, service: named }),
      });
      service.setText(PATH, fixture.files.get("openclaw.json") ?? "", 1);
      const found = [...(diagnosticsOf(service, PATH) ?? [])].flatMap(([, list]) =>
        list.flatMap(({ finding }) => finding ?? []),
      );
      expect(foundMarks({ ...report, findings: found })).toEqual(foundMarks(report));
      const messages = (list: typeof found) =>
        list.map(({ message, severity }) => `${severity} ${message}`).sort();
      expect(messages(found)).toEqual(messages([...report.findings]));
    },
  );
});

describe("a secret", () => {
  const files = new Map([["home/.openclaw/.env", "OVENAI_API_KEY=kettleinfile\nA_KEY=kettleinfile\n"]]);

  function everything(config: string): string {
    const service = new ConfigService({
      host: bakeryHost(files, { A_KEY: "kettleinshell" }),
      settingsFor: () => ({ gateway: "shell" }),
    });
    service.setText(PATH, config, 1);
    const answers: unknown[] = [...askWhole(service, PATH)];
    // At the beginning of each word, where editors ask.
    for (const { index } of config.matchAll(/[\w"'$]+/gu)) answers.push(...askAt(service, PATH, index + 1));
    return asText(answers);
  }

  test.each(SECRET_PLACES)("at %s is in no answer", (_path, plant) => {
    for (const [json, seen] of SECRETS) {
      const said = everything(plant(json));
      expect([json, said.includes(seen)]).toEqual([json, false]);
      expect(said).not.toContain("kettlein");
    }
  });

  test.each(OPEN_PLACES)("shaped like a key is in no answer, though %s is shown", (_path, plant) => {
    for (const key of SHAPED)
      expect([key, everything(plant(JSON.stringify(key))).includes(key)]).toEqual([key, false]);
  });

  test.each(SECRET_PLACES)("at %s is in no answer about broken text", (_path, plant) => {
    const json = '"kettlesecret"';
    for (const spoil of BROKEN) {
      const config = spoil(plant(json), json);
      expect([config, everything(config).includes("kettlesecret")]).toEqual([config, false]);
    }
  });

  test("that a repair moves is in no edit but where its own text moves", () => {
    const service = new ConfigService({ host: bakeryHost(files), settingsFor: () => ({ gateway: "shell" }) });
    for (const [, plant] of SECRET_PLACES) {
      const config = plant('"kettlesecret"');
      service.setText(PATH, config, 1);
      const view = service.view(PATH);
      // What goes into `.env` is no part of an edit: the only text with the key is the config's own.
      for (const answer of askEdits(service, PATH, 3)) {
        const edits = (answer as { edits?: readonly { path: string }[] }).edits ?? [];
        expect(
          edits.every(({ path }) => view?.analysis.expanded.documents.some((one) => one.path === path)),
        ).toBe(true);
      }
    }
  });

  test("is not what a completion offers", () => {
    const service = new ConfigService({ host: bakeryHost(files), settingsFor: () => ({ gateway: "shell" }) });
    const config = `{ models: { providers: { ovenai: { apiKey: "\${" } } } }`;
    service.setText(PATH, config, 1);
    const view = service.view(PATH);
    if (view === undefined) throw new Error("no view");
    const items = complete(view, config.indexOf("${") + 2);
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(["A_KEY", "OVENAI_API_KEY"]));
    expect(asText([items])).not.toContain("kettlein");
  });
});
