import { describe, expect, test } from "vitest";
import { splice } from "../../src/edit/splices.ts";
import { GATEWAY_TARGETS } from "../../src/resolve/environment/environment.ts";
import { complete } from "../../src/service/complete.ts";
import { hover } from "../../src/service/hover.ts";
import { definition, references, rename } from "../../src/service/navigate.ts";
import { ConfigService } from "../../src/service/service.ts";
import type { Location } from "../../src/service/view.ts";
import { bakeryHost, FOLDER } from "../bakery-host.ts";
import { type CursorFixture, readCursorFixtures } from "./cursor.ts";

const fixtures = readCursorFixtures();

function ask({ said, files, file, offset }: CursorFixture) {
  const gateway = GATEWAY_TARGETS.find((one) =>
    said.some(([word, text]) => word === "gateway" && text === one),
  );
  const service = new ConfigService({ host: bakeryHost(files), settingsFor: () => ({ gateway }) });
  const path = `${FOLDER}/${file}`;
  service.setText(path, files.get(file) ?? "", 1);
  const view = service.view(path);
  if (view === undefined) throw new Error("no view");
  return { service, view, offset, text: files.get(file) ?? "" };
}

const shown = ({ path, range }: Location): string => {
  const name = path.startsWith(`${FOLDER}/`)
    ? path.slice(FOLDER.length + 1)
    : path.replace("/home/baker/", "home/");
  const at = `${range.start.line}:${range.start.column}`;
  return name === "openclaw.json" ? at : `${name} ${at}`;
};

describe("at the cursor", () => {
  test("there are enough of them", () => expect(fixtures.length).toBeGreaterThanOrEqual(60));

  test.each(fixtures.map((one) => [one.name, one] as const))("%s", (name, fixture) => {
    const { service, view, offset, text } = ask(fixture);
    const kind = name.split("-")[0];
    const answered: string[] = [];
    for (const [word, expected] of fixture.said) {
      switch (word) {
        case "gateway":
          break;
        case "complete": {
          const items = complete(view, offset);
          for (const one of expected.split(", ")) {
            const [label, written] = one.split(" = ");
            const item = items.find((each) => each.label === label);
            expect(items.map((each) => each.label)).toContain(label);
            if (written !== undefined) expect(item?.text).toBe(written);
          }
          answered.push(JSON.stringify(items));
          break;
        }
        case "first": {
          const [best] = [...complete(view, offset)].sort((a, b) => a.rank - b.rank);
          expect(best?.label).toBe(expected);
          break;
        }
        case "not":
          expect(complete(view, offset).map(({ label }) => label)).not.toContain(expected);
          break;
        case "replaces": {
          const [item] = complete(view, offset);
          expect(text.slice(item?.start, item?.end)).toBe(expected);
          break;
        }
        case "hover": {
          const found = hover(service.host, view, offset);
          expect(found?.markdown).toContain(expected);
          answered.push(found?.markdown ?? "");
          break;
        }
        case "nowhere":
          expect(answered.length).toBeGreaterThan(0);
          for (const one of answered) expect(one).not.toContain(expected);
          break;
        case "definition":
          expect(definition(view, offset).map(shown)).toContain(expected);
          break;
        case "references":
          expect(references(view, offset, true).map(shown)).toEqual(expected.split(", "));
          break;
        case "rename": {
          const renamed = rename(view, offset, expected);
          const refusal = fixture.said.find(([other]) => other === "refused")?.[1];
          if (refusal !== undefined) {
            expect(renamed.ok ? "" : renamed.problem).toContain(refusal);
            break;
          }
          expect(renamed.ok ? "" : renamed.problem).toBe("");
          if (!renamed.ok) break;
          const texts = [...fixture.files].flatMap(([file, before]) => {
            const edits = renamed.edits.filter(({ path }) => path === `${FOLDER}/${file}`);
            const parts = edits.map((one) => ({
              start: one.range.start.offset,
              end: one.range.end.offset,
              text: one.text,
            }));
            return splice(before, parts).split("\n");
          });
          for (const [other, line] of fixture.said) if (other === "renamed") expect(texts).toContain(line);
          break;
        }
        case "renamed":
        case "refused":
          break;
        case "nothing":
          if (kind === "complete") expect(complete(view, offset)).toEqual([]);
          else if (kind === "hover") expect(hover(service.host, view, offset)).toBeUndefined();
          else expect(definition(view, offset)).toEqual([]);
          break;
        default:
          throw new Error(`${name}: ${word}?`);
      }
    }
  });
});
