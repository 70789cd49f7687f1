import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith, must } from "./tools.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const LSP = `${process.execPath} ${join(ROOT, "dist", "cli.js")} lsp --stdio`;

const CONFIG = `{
  models: { providers: { $include: './models.json5' } },
  agents: { defaults: { model: 'ovenai/rye-2' }, entries: { till: { model: 'ovenai/rye-3' } } },
}
`;
const MODELS = `{
  ovenai: {
    baseUrl: "https://api.ovenai.example/v1",
    api: "openai-completions",
    models: [{ id: "rye-2", name: "Rye 2", contextWindow: 128000 }],
  },
}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clawlint-editors-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function bakery(): void {
  writeFileSync(join(folder, "openclaw.json"), CONFIG);
  writeFileSync(join(folder, "models.json5"), MODELS);
}

describeWith(["nvim"], "Neovim", () => {
  test("diagnostics, definition, an unsaved include, a repair, rename over two files, completion without snippets", () => {
    bakery();
    const { stdout } = must(
      "nvim",
      ["--headless", "-u", "NONE", "-c", `luafile ${join(import.meta.dirname, "editors", "session.lua")}`],
      {
        cwd: folder,
        env: { CLAWLINT_NVIM: join(ROOT, "editors", "nvim"), CLAWLINT_LSP: LSP },
      },
    );
    const said = Object.fromEntries(
      stdout
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => {
          const { step, value } = JSON.parse(line) as { step: string; value: unknown };
          return [step, value];
        }),
    );
    expect(said).toMatchObject({
      diagnostics: ["3 undeclared-model"],
      filetype: "json5",
      definition: ["models.json5", [5, 20]],
      included: "unknown-key",
      actions: expect.arrayContaining(["Rename it to baseUrl", "Make all safe repairs"]),
      fixed: '    baseUrl: "https://api.ovenai.example/v1",',
      renamed: [
        "  bread: {",
        "  agents: { defaults: { model: 'bread/rye-2' }, entries: { till: { model: 'bread/rye-3' } } },",
      ],
      completion: ["headers", "headers: ,", 1],
    });
    expect(said["hover"]).toContain("Key:");
  });
});

describeWith(["emacs"], "Emacs", () => {
  test("eglot: diagnostics, definition, rename over two files, completion", () => {
    bakery();
    const { stdout } = must(
      "emacs",
      ["--batch", "-q", "-l", join(import.meta.dirname, "editors", "session.el")],
      {
        cwd: folder,
        env: { CLAWLINT_EMACS: join(ROOT, "editors", "emacs"), CLAWLINT_LSP: LSP },
      },
    );
    expect(stdout.split("\n").filter((line) => /^[a-z]+ /u.test(line))).toEqual([
      "mode clawlint-json5-mode",
      "diagnostics (3)",
      "definition models.json5 5",
      "renamed   bread: {",
      "other 3",
      expect.stringMatching(/^completion .*headers/u),
    ]);
  });
});

/** Where Debian's package puts ALE. */
const ALE = "/usr/share/vim-ale";

describeWith(existsSync(ALE) ? ["vim"] : ["vim", "vim-ale"], "Vim", () => {
  test("ALE: diagnostics, a change that is not written, definition in an included file", () => {
    bakery();
    const said = join(folder, "said");
    must(
      "vim",
      [
        ...["-N", "-u", "NONE", "-i", "NONE", "-X", "-es"],
        ...["-S", join(import.meta.dirname, "editors", "session.vim")],
      ],
      {
        cwd: folder,
        env: {
          CLAWLINT_ALE: ALE,
          CLAWLINT_VIM: join(ROOT, "editors", "vim"),
          CLAWLINT_LSP: LSP,
          CLAWLINT_SAID: said,
        },
      },
    );
    const steps = readFileSync(said, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { step: string; value: unknown });
    expect(steps).toEqual([
      { step: "diagnostics", value: ["3 undeclared-model"] },
      { step: "filetype", value: "json5" },
      { step: "mended", value: [] },
      { step: "definition", value: ["models.json5", 5, 21] },
    ]);
  });
});
