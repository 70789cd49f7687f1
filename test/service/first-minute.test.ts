import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { CLI } from "../cli/run-cli.ts";
import { Client } from "./client.ts";

const CONFIG = `{
  models: { providers: { ovenai: {
    baseURL: "https://api.ovenai.example/v1", api: "openai", apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2" }],
  } } },
  agents: { defaults: { model: "ovenai/rye-3" } },
}
`;

interface Place {
  readonly line: number;
  readonly character: number;
}
interface Edit {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly newText: string;
}
interface Action {
  readonly title: string;
  readonly kind?: string;
  readonly edit?: {
    readonly documentChanges?: readonly { readonly edits: readonly Edit[] }[];
    readonly changes?: Readonly<Record<string, readonly Edit[]>>;
  };
}

/** A text with edits made, as an editor makes them. */
function edited(text: string, edits: readonly Edit[]): string {
  const lines = text.split("\n");
  const offset = ({ line, character }: Place) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}

test("in an editor a bad config becomes a good one by the repairs that it offers", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clawlint-editor-"));
  const file = join(folder, "openclaw.json");
  const uri = pathToFileURL(file).href;
  const env = { OVENAI_API_KEY: "test-not-a-key-0c1d" };
  const client = new Client(folder, env);
  await client.start(folder, {
    textDocument: {
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
    },
  });
  let text = CONFIG;
  client.open(uri, text);
  let found = await client.diagnostics(uri, (codes) => codes.length === 3);
  const seen: string[] = [];
  for (let version = 2; found.length > 0; version += 1) {
    const [first] = found;
    const { range, code } = first as unknown as { range: Edit["range"]; code: string };
    seen.push(code);
    const answer = await client.ask("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context: { diagnostics: [first], only: ["quickfix"] },
    });
    // The repair stands first; its edits are asked for when it is chosen.
    const [chosen] = answer.result as readonly Action[];
    const repair = (await client.ask("codeAction/resolve", chosen)).result as Action;
    if (repair.edit === undefined) throw new Error(`nothing repairs ${code}`);
    const edits =
      repair.edit.documentChanges?.flatMap((change) => change.edits) ?? repair.edit.changes?.[uri] ?? [];
    text = edited(text, edits);
    client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
    const left = found.length - 1;
    found = await client.diagnostics(uri, (codes) => codes.length === left);
  }
  expect(seen.sort()).toEqual(["invalid-value", "undeclared-model", "unknown-key"]);
  expect(text).toBe(
    CONFIG.replace("baseURL", "baseUrl")
      .replace('"openai"', '"openai-completions"')
      .replace("rye-3", "rye-2"),
  );
  // The command says of the saved file what the editor said of the open one.
  writeFileSync(file, text);
  const run = spawnSync(process.execPath, [CLI], {
    cwd: folder,
    encoding: "utf8",
    env: { HOME: folder, ...env },
  });
  expect(run.stdout).toContain("no problems found in 1 config");
  await client.stop();
  rmSync(folder, { recursive: true });
});
