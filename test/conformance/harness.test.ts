import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { caseAt, textId, textOf } from "../../conformance/cases.ts";
import { compare, ownVerdict } from "../../conformance/compare.ts";
import { differencesOf, differenceTable, placeKind } from "../../conformance/fix-differences.ts";
import { MUTATIONS, mutate } from "../../conformance/mutate.ts";
import { readOptions } from "../../conformance/options.ts";
import { seeded } from "../../conformance/random.ts";
import { openRecord } from "../../conformance/record.ts";
import { shrink } from "../../conformance/shrink.ts";
import { summary, table, totals } from "../../conformance/table.ts";
import { readSchemaSource } from "../../scripts/read-schema-source.ts";
import { valueAt } from "../../src/core/config-path.ts";
import { project } from "../../src/schema/project.ts";

const schema = project(readSchemaSource(), "2026.9.6", "bare");
const at = (index: number, seed = "rye") => caseAt(index, seed, "2026.9.6", schema);

const bakery = {
  models: {
    mode: "merge",
    providers: {
      oven: {
        baseUrl: "https://oven.example/v1",
        apiKey: { source: "env", provider: "default", id: "OVEN_KEY" },
        timeoutSeconds: 30,
        models: [{ id: "rye-1", name: "Rye" }],
      },
    },
  },
  agents: { defaults: { model: { primary: "oven/rye-1" } }, entries: { baker: {} } },
};

describe("generated configs", () => {
  it("are the same for the same seed, whatever was made before", () => {
    const late = textOf(at(37).config);
    for (let index = 0; index < 10; index++) at(index);
    expect(textOf(at(37).config)).toBe(late);
    expect(textOf(at(37, "spelt").config)).not.toBe(late);
  });

  it("grow", () => {
    const length = (from: number) =>
      Array.from({ length: 10 }, (_, n) => textOf(at(from + 4 * n).config).length).reduce((a, b) => a + b);
    expect(length(200)).toBeGreaterThan(2 * length(0));
  });

  it("are valid for clawlint where they are meant to be, and refused often where they are mutated", () => {
    const cases = Array.from({ length: 200 }, (_, index) => at(index));
    const refused = (kinds: (kind: string) => boolean) =>
      cases.filter(({ kind, config }) => kinds(kind) && ownVerdict(config, "2026.9.6").length > 0).length;
    expect(refused((kind) => kind === "valid")).toBe(0);
    expect(refused((kind) => kind !== "valid")).toBeGreaterThan(70);
  });
});

describe("mutations", () => {
  const mutants = (kind: (typeof MUTATIONS)[number]) =>
    Array.from({ length: 40 }, (_, n) => mutate(bakery, schema, kind, seeded(`${kind} ${n}`))).filter(
      (mutant) => mutant !== undefined,
    );

  it("never change what they are given, and change it in one place", () => {
    const before = structuredClone(bakery);
    for (const kind of MUTATIONS) {
      expect(mutants(kind).length, kind).toBeGreaterThan(10);
      for (const { config } of mutants(kind)) expect(config, kind).not.toEqual(before);
    }
    expect(bakery).toEqual(before);
  });

  it("put the changed value where they say", () => {
    for (const kind of MUTATIONS) {
      if (kind === "remove-key" || kind === "move-key") continue;
      for (const { config, path } of mutants(kind)) {
        const key = path.at(-1);
        expect(Object.keys(Object(valueAt(config, path.slice(0, -1)))), kind).toContain(String(key));
      }
    }
  });

  it("break a type, a bound and an enum so that clawlint sees it", () => {
    for (const kind of ["break-bound", "break-enum"] as const) {
      for (const { config, path } of mutants(kind)) {
        expect(ownVerdict(config, "2026.9.6").length, `${kind} ${path.join(".")}`).toBeGreaterThan(0);
      }
    }
  });

  it("bend a SecretRef in its own place", () => {
    for (const { path } of mutants("bend-secret"))
      expect(path.slice(0, 3)).toEqual(["models", "providers", "oven"]);
  });
});

describe("comparison", () => {
  const theirs = (...paths: string[]) => ({
    valid: paths.length === 0,
    issues: paths.map((path) => ({ path, message: "no" })),
  });
  const nearness = (path: string, ...own: string[]) => {
    const outcome = compare(theirs(path), [own]);
    return outcome.kind === "both-refuse" ? outcome.nearness : outcome.kind;
  };

  it("tells the four verdicts apart", () => {
    expect(compare(theirs(), []).kind).toBe("both-accept");
    expect(compare(theirs(), [["env"]]).kind).toBe("false-alarm");
    expect(compare(theirs("env"), []).kind).toBe("missed");
    expect(compare(theirs("env"), [["env"]]).kind).toBe("both-refuse");
  });

  it("measures places, with dots in keys", () => {
    expect(nearness("agents.defaults", "agents", "defaults")).toBe("same");
    expect(nearness("", "bread")).toBe("near");
    expect(nearness("", "bread", "rye")).toBe("inside");
    expect(nearness("agents.defaults", "agents", "defaults", "model.x")).toBe("near");
    expect(nearness("agents.defaults.model", "agents", "defaults")).toBe("near");
    expect(nearness("agents.defaults.model.primary", "agents", "defaults")).toBe("inside");
    expect(nearness("agents.defaultsx", "agents", "defaults")).toBe("elsewhere");
    expect(nearness("models", "agents")).toBe("elsewhere");
  });

  it("calls an agent of an older list by its id where OpenClaw turns the list into entries", () => {
    const config = { agents: { list: [{ id: "baker", crumbs: 1 }] } };
    expect(ownVerdict(config, "2026.9.6")).toEqual([["agents", "entries", "baker", "crumbs"]]);
    expect(ownVerdict(config, "2026.6.11")).toEqual([["agents", "list", 0, "crumbs"]]);
  });
});

describe("shrinking", () => {
  it("finds the smallest config that still disagrees, and asks no more than it may", async () => {
    let asked = 0;
    const disagrees = async (config: unknown) => {
      asked++;
      return valueAt(config, ["models", "providers", "oven", "timeoutSeconds"]) === 30;
    };
    expect(await shrink(bakery, disagrees, 300)).toEqual({
      models: { providers: { oven: { timeoutSeconds: 30 } } },
    });
    asked = 0;
    await shrink(bakery, disagrees, 3);
    expect(asked).toBe(3);
  });
});

describe("table", () => {
  const rows = [
    { kind: "valid", outcome: { kind: "both-accept" } },
    { kind: "valid", outcome: { kind: "missed" } },
    { kind: "add-key", outcome: { kind: "both-refuse", nearness: "near" } },
    { kind: "add-key", outcome: { kind: "both-refuse", nearness: "elsewhere" } },
  ] as const;

  it("adds up", () => {
    expect(totals(rows)).toEqual({ cases: 4, agreed: 3, refusedByBoth: 2, placed: 1 });
    expect(table(rows).split("\n").slice(2)).toEqual([
      "| add-key | 2 | 0 | 2 | 0 | 0 | 0 | 1 | 0 | 1 |",
      "| valid | 2 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 |",
      "| **all** | 4 | 1 | 2 | 1 | 0 | 0 | 1 | 0 | 1 |",
    ]);
    expect(summary(rows)).toContain("3 of 4 agree (75.00 %)");
    expect(summary([])).toContain("(none)");
  });
});

describe("record", () => {
  const folder = mkdtempSync(join(tmpdir(), "clawlint-record-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("goes on where a run was stopped, even in the middle of a line", () => {
    const file = join(folder, "verdicts.jsonl");
    const verdict = { valid: false, issues: [{ path: "env", message: "no" }] };
    openRecord(file).add(textId("{}"), verdict);
    appendFileSync(file, '{"id":"cut');
    const again = openRecord(file);
    expect(again.size).toBe(1);
    expect(again.get(textId("{}"))).toEqual(verdict);
  });
});

describe("options", () => {
  it("are read, and mistakes named", () => {
    expect(readOptions(["--count", "5", "--seed", "rye"])).toMatchObject({ count: 5, seed: "rye" });
    expect(readOptions(["--dist", "oc"])).toMatchObject({ openclaw: { folder: "oc" } });
    expect(readOptions(["--help"])).toBe("help");
    expect(readOptions(["--count", "many"])).toContain("numbers");
    expect(readOptions(["--crumbs"])).toContain("--crumbs");
  });
});

describe("differences between two repaired configs", () => {
  it("are named as far out as each lies", () => {
    const ours = { ui: {}, tools: { exec: { ask: "off" } }, cron: { a: [1, 2] }, env: { A: "x" } };
    const theirs = { tools: { exec: { ask: "on", mode: "full" } }, cron: { a: [1, 3] }, env: { A: "x" } };
    expect(differencesOf(ours, theirs).map(({ kind, path }) => `${kind} ${path.join(".")}`)).toEqual([
      "lacks ui",
      "differs tools.exec.ask",
      "adds tools.exec.mode",
      "differs cron.a.1",
    ]);
    expect(differencesOf(ours, structuredClone(ours))).toEqual([]);
  });

  it("are counted by kind of place, once a config", () => {
    expect(placeKind(["channels", "telegram", "accounts", "till", "streaming"])).toBe(
      "channels.telegram.accounts.*.streaming",
    );
    expect(placeKind(["models", "providers", "ovenai", "models", 3, "id"])).toBe(
      "models.providers.*.models[].id",
    );
    const one = { kind: "adds", path: ["models", "providers", "ovenai", "api"] } as const;
    const other = { kind: "adds", path: ["models", "providers", "anthropic", "api"] } as const;
    const ui = { kind: "lacks", path: ["ui"] } as const;
    expect(differenceTable([[one, other], [other], [ui]])).toEqual([
      "     2 OpenClaw adds models.providers.*.api",
      "     1 OpenClaw lacks ui",
    ]);
  });
});
