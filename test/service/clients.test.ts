import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Client } from "./client.ts";

/** What an editor says that it can, written from its published source; `source` has the address. */
interface Profile {
  readonly editor: string;
  readonly source: string;
  readonly capabilities: {
    readonly textDocument: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly workspace?: Readonly<Record<string, unknown>>;
  };
}

const CLIENTS = join(import.meta.dirname, "clients");
const profiles = readdirSync(CLIENTS).map(
  // Our own files.
  (name) => JSON.parse(readFileSync(join(CLIENTS, name), "utf8")) as Profile,
);

const CONFIG = `/* 🥖 */ {
  models: { providers: { $include: './models.json5' } },
  agents: { defaults: { model: 'ovenai/rye-3' } },
}
`;
const MODELS = `{ ovenai: {
  baseURL: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
  models: [{ id: "rye-2", name: "Rye 2" }],
} }
`;

let folder: string;
let client: Client;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawlint-client-"));
  writeFileSync(join(folder, "models.json5"), MODELS);
  client = new Client(folder);
});
afterEach(() => {
  client.process.kill();
  rmSync(folder, { recursive: true });
});

describe.each(profiles)("$editor", ({ source, capabilities }) => {
  test("is answered without an error, and with nothing that it does not understand", async () => {
    expect(source).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/blob\/[0-9a-f]{40}\//u);
    const { textDocument } = capabilities;
    client.answers.set("workspace/configuration", () => [null]);
    const { result, error } = await client.start(folder, capabilities);
    expect(error).toBeUndefined();
    expect((result as { capabilities: { positionEncoding: string } }).capabilities.positionEncoding).toBe(
      "utf-16",
    );
    const uri = pathToFileURL(join(folder, "openclaw.json")).href;
    const other = pathToFileURL(join(folder, "models.json5")).href;
    client.open(uri, CONFIG);
    client.open(other, MODELS);
    const document = { textDocument: { uri } };
    const pulls = textDocument["diagnostic"] !== undefined;
    if (pulls) {
      const { result: pulled } = await client.ask("textDocument/diagnostic", document);
      expect(pulled).toMatchObject({ kind: "full", items: [{ code: "undeclared-model" }] });
    } else await client.diagnostics(uri, (codes) => codes.join() === "undeclared-model");
    const place = { ...document, position: { line: 2, character: 40 } };
    const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
    const questions: Readonly<Record<string, object>> = {
      hover: place,
      completion: { ...place, context: { triggerKind: 1 } },
      definition: place,
      references: { ...place, context: { includeDeclaration: true } },
      prepareRename: { textDocument: { uri: other }, position: { line: 0, character: 4 } },
      rename: { textDocument: { uri: other }, position: { line: 0, character: 4 }, newName: "bread" },
      documentSymbol: document,
      documentLink: document,
      foldingRange: document,
      selectionRange: { ...document, positions: [place.position] },
      inlayHint: { ...document, range },
      codeLens: document,
      codeAction: { textDocument: { uri: other }, range, context: { diagnostics: [] } },
      "semanticTokens/full": document,
    };
    const said = new Map<string, unknown>();
    for (const [name, params] of Object.entries(questions)) {
      const answer = await client.ask(`textDocument/${name}`, params);
      expect(answer.error, name).toBeUndefined();
      said.set(name, answer.result);
    }
    expect((await client.ask("workspace/symbol", { query: "ovenai" })).error).toBeUndefined();
    const items = said.get("completion") as readonly { label: string; insertTextFormat: number }[];
    expect(items.map(({ label }) => label)).toContain("ovenai/rye-2");
    const { snippetSupport = false } = (textDocument["completion"]?.["completionItem"] ?? {}) as {
      snippetSupport?: boolean;
    };
    if (!snippetSupport) expect(items.filter((one) => one.insertTextFormat === 2)).toEqual([]);
    const renamed = said.get("rename") as { documentChanges?: readonly unknown[]; changes?: object };
    const { documentChanges = false } = (capabilities.workspace?.["workspaceEdit"] ?? {}) as {
      documentChanges?: boolean;
    };
    expect(renamed.documentChanges !== undefined).toBe(documentChanges);
    expect(Object.keys(renamed.changes ?? renamed.documentChanges ?? {})).toHaveLength(2);
    const actions = said.get("codeAction") as readonly { kind: string; title: string }[];
    expect(actions.map(({ title }) => title)).toContain("Rename it to baseUrl");
    const action = actions.find(({ title }) => title === "Rename it to baseUrl");
    expect((await client.ask("codeAction/resolve", action)).error).toBeUndefined();
    const asked = client.received.filter(({ method, id }) => method !== undefined && id !== undefined);
    // It registers only what the client lets it register.
    const watches = (capabilities.workspace?.["didChangeWatchedFiles"] ?? {}) as {
      dynamicRegistration?: boolean;
    };
    expect(JSON.stringify(asked).includes("didChangeWatchedFiles")).toBe(
      watches.dynamicRegistration === true,
    );
    const pushed = client.received.some(({ method }) => method === "textDocument/publishDiagnostics");
    expect(pushed).toBe(!pulls);
    expect(await client.stop()).toBe(0);
    expect(client.errors).toBe("");
  });
});
