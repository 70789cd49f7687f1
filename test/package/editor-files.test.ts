import { readFileSync } from "node:fs";
import { join } from "node:path";
import json5 from "json5";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { CONFIG_NAMES } from "../../src/locate/config-names.ts";

const EDITORS = join(import.meta.dirname, "../../editors");
const read = (path: string): string => readFileSync(join(EDITORS, path), "utf8");
const START = ["clawlint", "lsp", "--stdio"];

test("Helix: the language is known by every name of a config, and starts the server", () => {
  expect(parse(read("helix/languages.toml"))).toMatchObject({
    "language-server": { clawlint: { command: "clawlint", args: ["lsp", "--stdio"] } },
    language: [
      {
        "language-servers": ["clawlint"],
        "file-types": [...CONFIG_NAMES.map((glob) => ({ glob })), "json5"],
      },
    ],
  });
});

test("Zed: the extension names its server, and the crate is a library", () => {
  expect(parse(read("zed/extension.toml"))).toMatchObject({
    id: "clawlint",
    schema_version: 1,
    language_servers: { clawlint: { languages: expect.arrayContaining(["JSON5"]) } },
  });
  expect(parse(read("zed/Cargo.toml"))).toMatchObject({ lib: { "crate-type": ["cdylib"] } });
  expect(JSON.parse(read("zed/settings.json"))).toHaveProperty("file_types");
});

test("coc, Kate and Sublime: strict JSON, or what the editor reads as it, with the command", () => {
  const coc = JSON.parse(read("coc/coc-settings.json")).languageserver.clawlint;
  expect([coc.command, ...coc.args]).toEqual(START);
  const kate = JSON.parse(read("kate/settings.json")).servers.json5;
  expect(kate.command).toEqual(START);
  expect("JSON").toMatch(new RegExp(kate.highlightingModeRegex, "u"));
  expect(json5.parse(read("sublime/LSP.sublime-settings")).clients.clawlint.command).toEqual(START);
});

test("JetBrains: the template maps every name of a config", () => {
  const template = JSON.parse(read("jetbrains/clawlint/template.json"));
  expect(template.programArgs.default.split(" ")).toEqual(START);
  expect(template.fileTypeMappings[0].fileType.patterns).toEqual([...CONFIG_NAMES]);
  expect(JSON.parse(read("jetbrains/clawlint/initializationOptions.json"))).toEqual({ gateway: "auto" });
});
