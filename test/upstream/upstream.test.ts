import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { differences, FACT_KINDS, type Facts, render } from "../../scripts/upstream/facts.ts";
import { ownFacts } from "../../scripts/upstream/own-facts.ts";
import { schemaRows } from "../../scripts/upstream/schema-rows.ts";
import { applyDifferences, type DataFiles, readDataFiles } from "../../scripts/upstream/write-data.ts";

const files = readDataFiles(join(import.meta.dirname, "../.."));
const own = ownFacts(files);
const stamp = { release: "2026.10.1", taken: "2026-12-01" };

/** The facts with some names changed: undefined takes a name away. */
function changed(
  changes: Partial<Record<(typeof FACT_KINDS)[number], Record<string, string | undefined>>>,
): Facts {
  const facts = Object.fromEntries(FACT_KINDS.map((kind) => [kind, new Map(own.facts[kind])])) as Record<
    (typeof FACT_KINDS)[number],
    Map<string, string>
  >;
  for (const kind of FACT_KINDS) {
    for (const [name, value] of Object.entries(changes[kind] ?? {})) {
      if (value === undefined) facts[kind].delete(name);
      else facts[kind].set(name, value);
    }
  }
  return facts;
}

const next = changed({
  provider: { bakery: "external", deepgram: undefined, cohere: "bundled" },
  "overlay id": { bakery: "", cohere: "", fal: undefined },
  alias: { "bakery-plan": "bakery", "x-ai": undefined },
  "environment name": { "bakery BAKERY_API_KEY": "", "xai XAI_API_KEY": undefined },
  "blocked name": { BAKERY_HOME: "name", BAKERY_: "prefix", TF_VAR_: undefined },
  model: { "anthropic/claude-rye-1": "", "anthropic/claude-haiku-4-5": undefined },
  "retired model": { "google/gemini-rye": "gemini-spelt", "google/gemini-1.5-pro": undefined },
  "plugin package": { rolls: "@bakery/rolls", qqbot: undefined, wecom: "@bakery/wecom" },
  "guided provider": { bakery: "", litellm: undefined },
  "installer variable": { OVEN_HOME: "", TMPDIR: undefined },
  "migrated model": { "bakery/rye-1": "rye-2", "openai/gpt-4": undefined, "openai/gpt-4o": "gpt-rye" },
});
const found = differences(next, own.facts, own.elsewhere);

describe("differences", () => {
  it("are none where nothing differs", () => {
    expect(differences(own.facts, own.facts, own.elsewhere)).toEqual([]);
  });

  it("name what is new, gone and changed, each once", () => {
    expect(found.map(({ kind, name, change }) => `${change} ${kind} ${name}`)).toEqual([
      "new provider bakery",
      "changed provider cohere",
      "gone provider deepgram",
      "new overlay id bakery",
      "new overlay id cohere",
      "gone overlay id fal",
      "new alias bakery-plan",
      "gone alias x-ai",
      "new environment name bakery BAKERY_API_KEY",
      "gone environment name xai XAI_API_KEY",
      "new blocked name BAKERY_",
      "new blocked name BAKERY_HOME",
      "gone blocked name TF_VAR_",
      "gone model anthropic/claude-haiku-4-5",
      "new model anthropic/claude-rye-1",
      "gone retired model google/gemini-1.5-pro",
      "new retired model google/gemini-rye",
      "gone plugin package qqbot",
      "new plugin package rolls",
      "changed plugin package wecom",
      "new guided provider bakery",
      "gone guided provider litellm",
      "new installer variable OVEN_HOME",
      "gone installer variable TMPDIR",
      "new migrated model bakery/rye-1",
      "gone migrated model openai/gpt-4",
      "changed migrated model openai/gpt-4o",
    ]);
    expect(found.map(render)).toContain("changed provider cohere: external -> bundled");
  });

  it("do not call a variable gone that only OpenClaw's code or documentation names", () => {
    const without = changed({ "environment name": { "cohere COHERE_API_KEY": undefined } });
    expect(differences(without, own.facts, own.elsewhere)).toEqual([]);
  });
});

describe("writing", () => {
  const written = applyDifferences(files, found, new Map([["bakery", "@bakery/provider"]]), stamp);

  it("leaves nothing that differs", () => {
    const after = ownFacts(written);
    expect(differences(next, after.facts, after.elsewhere)).toEqual([]);
  });

  it("stamps the release, and writes ids and providers alike", () => {
    for (const key of ["providers", "variables", "blocked"] as const) {
      expect(JSON.parse(written[key])).toMatchObject(stamp);
    }
    expect(written.ids).toContain("as of OpenClaw 2026.10.1.");
    expect(written.ids).toContain('    "bakery",\n');
    expect(written.ids).not.toContain('"fal"');
    expect(written.ids).not.toContain('"cohere",\n    "featherless"');
    expect(written.providers).toContain(
      '{"id": "bakery", "kind": "external", "overlay": true, "package": "@bakery/provider", "aliases": ["bakery-plan"]}',
    );
  });

  it("changes nothing but the stamp where nothing differs", () => {
    const same = applyDifferences(files, [], new Map(), stampOf(files));
    expect(same.providers).toBe(files.providers);
    expect(same.ids).toBe(files.ids);
    const { taken } = JSON.parse(files.migrated) as { taken: string };
    const again = applyDifferences(files, [], new Map(), { ...stampOf(files), taken });
    expect(again.migrated).toBe(files.migrated);
    expect(again.installer).toBe(files.installer);
    expect(JSON.parse(same.variables)).toEqual(JSON.parse(files.variables));
  });
});

function stampOf({ providers }: DataFiles): { release: string; taken: string } {
  const { release, taken } = JSON.parse(providers) as { release: string; taken: string };
  return { release, taken };
}

describe("rows of a schema", () => {
  it("are the same however a union is written", () => {
    const nested = {
      properties: {
        env: {
          anyOf: [
            { type: "string", enum: ["rye"] },
            { type: "object", properties: { a: { type: "integer" } } },
          ],
        },
      },
    };
    const flat = {
      properties: {
        env: { type: ["string", "object"], pattern: "^rye$", properties: { a: { type: "number" } } },
      },
    };
    expect([...schemaRows(nested)]).toEqual([
      ["env", "object|string rye"],
      ["env.a", "number"],
    ]);
    expect([...schemaRows(flat)]).toEqual([...schemaRows(nested)]);
  });

  it("leave out what lies in places that take anything", () => {
    const free = {
      properties: { env: { type: "object", additionalProperties: {} }, channels: { type: "object" } },
    };
    expect([...schemaRows(free)]).toEqual([
      ["env", "object"],
      ["channels", "section"],
    ]);
  });
});
