import { describe, expect, test } from "vitest";
import { FORMATS } from "../../src/report/formats.ts";
import { BROKEN, OPEN_PLACES, SECRET_PLACES, SECRETS, SHAPED } from "./planted-places.ts";
import { runInMemory } from "./run-in-memory.ts";

const REPORTS = FORMATS.flatMap((format) => ["--report", `${format}=${format}.out`]);

async function reported(config: string): Promise<string> {
  return said(config, [["check", ...REPORTS]]);
}

async function everything(config: string, path: string): Promise<string> {
  return said(config, [
    ["check", ...REPORTS],
    ["check", "--gateway", "none", "--openclaw-version", "2026.2.9"],
    ["check", "--fix=unsafe", "--diff"],
    ["env", "--format", "json"],
    ["env"],
    ["explain", path],
  ]);
}

async function said(config: string, commands: readonly (readonly string[])[]): Promise<string> {
  const files = new Map([["openclaw.json", config]]);
  let all = "";
  for (const command of commands) {
    const { code, stdout, stderr, written } = await runInMemory(command, { files });
    expect(code).toBeLessThan(4);
    all += `${stdout}${stderr}${written}\n`;
  }
  return all;
}

describe("what stands at a secret's place is in no output, whatever it is", () => {
  test.each(SECRET_PLACES)("%s", async (path, plant) => {
    for (const [index, [json, seen]] of SECRETS.entries()) {
      const said = index < 4 ? everything(plant(json), path) : reported(plant(json));
      expect(await said, plant(json)).not.toContain(seen);
    }
  });
});

describe("what is shaped like a key is in no output, wherever it stands", () => {
  test.each([...SECRET_PLACES, ...OPEN_PLACES])("%s", async (path, plant) => {
    for (const [index, key] of SHAPED.entries()) {
      const config = plant(`"${key}"`);
      expect(await (index < 2 ? everything(config, path) : reported(config)), config).not.toContain(key);
    }
  });
});

describe("in broken text no word is shown that is none of the schema's", () => {
  test.each([...SECRET_PLACES, ...OPEN_PLACES.slice(0, 6)])("%s", async (_, plant) => {
    for (const word of ["kettlesecret", "Kettle9secret"]) {
      const json = `"${word}"`;
      for (const spoil of BROKEN) {
        const config = spoil(plant(json), json);
        expect(await reported(config), config).not.toContain(word);
      }
    }
  });
});
