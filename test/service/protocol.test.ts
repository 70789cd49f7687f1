import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { gitIndex } from "../../scripts/examples/git-index.ts";
import { Client } from "./client.ts";

const CONFIG = `{
  models: { providers: { ovenai: {
    baseURL: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2" }],
  } } },
  agents: { defaults: { model: "ovenai/rye-3" } },
}
`;

let folder: string;
let uri: string;
let client: Client;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawlint-lsp-"));
  uri = pathToFileURL(join(folder, "openclaw.json")).href;
  client = new Client(folder);
});
afterEach(() => {
  client.process.kill();
  rmSync(folder, { recursive: true });
});

const at = (line: number, character: number, of = uri) => ({
  textDocument: { uri: of },
  position: { line, character },
});
const change = (text: string, version: number, range?: object) =>
  client.notify("textDocument/didChange", {
    textDocument: { uri, version },
    contentChanges: [range === undefined ? { text } : { range, text }],
  });

describe("a session", () => {
  test("pushes what it finds, follows changes, and ends with 0", async () => {
    const { result } = await client.start(folder);
    expect(result).toMatchObject({
      capabilities: {
        positionEncoding: "utf-16",
        hoverProvider: true,
        renameProvider: { prepareProvider: true },
      },
      serverInfo: { name: "clawlint" },
    });
    expect((result as { capabilities: object }).capabilities).not.toHaveProperty("diagnosticProvider");
    client.open(uri, CONFIG);
    const found = await client.diagnostics(uri, (codes) => codes.length > 0);
    expect(found.map(({ code }) => code)).toEqual(["unknown-key", "undeclared-model"]);
    expect(found[0]).toMatchObject({
      range: { start: { line: 2, character: 4 }, end: { line: 2, character: 11 } },
      severity: 1,
      source: "clawlint",
      codeDescription: { href: expect.stringContaining("rules/unknown-key.html") },
    });
    change("baseUrl", 2, { start: { line: 2, character: 4 }, end: { line: 2, character: 11 } });
    await client.diagnostics(uri, (codes) => codes.join() === "undeclared-model");
    client.notify("textDocument/didClose", { textDocument: { uri } });
    await client.diagnostics(uri, (codes) => codes.length === 0);
    expect(await client.stop()).toBe(0);
    expect(client.errors).toBe("");
  });

  test("a client that can ask is not told unasked", async () => {
    const { result } = await client.start(folder, {
      textDocument: { diagnostic: { relatedDocumentSupport: true } },
    });
    expect(result).toMatchObject({ capabilities: { diagnosticProvider: { interFileDependencies: true } } });
    writeFileSync(join(folder, "models.json5"), "{ mod: 1 }");
    client.open(uri, "{ models: { $include: './models.json5' } }");
    const answer = await client.ask("textDocument/diagnostic", { textDocument: { uri } });
    const other = pathToFileURL(join(folder, "models.json5")).href;
    expect(answer.result).toMatchObject({
      kind: "full",
      items: [],
      relatedDocuments: { [other]: { kind: "full", items: [{ code: "unknown-key" }] } },
    });
    await client.stop();
    expect(client.received.some(({ method }) => method === "textDocument/publishDiagnostics")).toBe(false);
  });

  test("names over all files, and tokens in the units that were agreed on", async () => {
    const { result } = await client.start(folder, { general: { positionEncodings: ["utf-8"] } });
    expect(result).toMatchObject({
      capabilities: {
        positionEncoding: "utf-8",
        workspaceSymbolProvider: true,
        semanticTokensProvider: { full: true, range: true, legend: { tokenTypes: expect.any(Array) } },
      },
    });
    client.open(uri, `/* 🥖 */ ${CONFIG}`);
    const { result: found } = await client.ask("workspace/symbol", { query: "rye" });
    expect(found).toMatchObject([
      {
        name: "rye-2",
        containerName: "ovenai",
        location: { uri, range: { start: { line: 3, character: 20 } } },
      },
    ]);
    const { result: all } = await client.ask("textDocument/semanticTokens/full", { textDocument: { uri } });
    // line and character from the last one's, length, type, modifiers
    expect((all as { data: readonly number[] }).data.slice(0, 10)).toEqual([
      ...[1, 25, 6, 0, 1],
      ...[1, 84, 14, 3, 0],
    ]);
    const { result: some } = await client.ask("textDocument/semanticTokens/range", {
      textDocument: { uri },
      range: { start: { line: 5, character: 0 }, end: { line: 6, character: 0 } },
    });
    expect((some as { data: readonly number[] }).data).toEqual([5, 32, 6, 0, 0, 0, 7, 5, 1, 2]);
    await client.stop();
  });

  test("findings of an unsaved included file stand in it", async () => {
    const other = pathToFileURL(join(folder, "models.json5")).href;
    await client.start(folder);
    client.open(uri, "{ models: { $include: './models.json5' } }");
    await client.diagnostics(uri, (codes) => codes.join() === "include");
    client.open(other, "{ mod: 1 }");
    await client.diagnostics(other, (codes) => codes.join() === "unknown-key");
    await client.diagnostics(uri, (codes) => codes.length === 0);
    const completed = await client.ask("textDocument/completion", at(0, 1, other));
    expect((completed.result as { label: string }[]).map(({ label }) => label)).toContain("providers");
  });

  test("other JSON5 files stay untouched", async () => {
    const other = pathToFileURL(join(folder, "notes.json5")).href;
    await client.start(folder, { textDocument: { diagnostic: {} } });
    client.open(other, "{ nope: }");
    expect((await client.ask("textDocument/diagnostic", { textDocument: { uri: other } })).result).toEqual({
      kind: "full",
      items: [],
    });
    expect((await client.ask("textDocument/completion", at(0, 2, other))).result).toEqual([]);
    expect((await client.ask("textDocument/hover", at(0, 2, other))).result).toBeNull();
  });

  test("files that the settings name are ours", async () => {
    const other = pathToFileURL(join(folder, "gateways", "till.json5")).href;
    await client.start(folder, {}, { files: ["**/gateways/*.json5"] });
    client.open(other, "{ models: { nope: 1 } }");
    await client.diagnostics(other, (codes) => codes.join() === "unknown-key");
  });

  test("completes without snippets for a client that has none, and with them for one that has", async () => {
    await client.start(folder);
    client.open(uri, "{ models: { providers: { ovenai: {  } } } }");
    const plain = (await client.ask("textDocument/completion", at(0, 35))).result as {
      label: string;
      insertTextFormat: number;
      textEdit: { newText: string };
    }[];
    expect(plain.find(({ label }) => label === "baseUrl")).toMatchObject({
      insertTextFormat: 1,
      textEdit: { newText: "baseUrl: " },
    });
    const second = new Client(folder);
    await second.start(folder, {
      textDocument: { completion: { completionItem: { snippetSupport: true } } },
    });
    second.open(uri, "{ models: { providers: { ovenai: {  } } } }");
    const rich = (await second.ask("textDocument/completion", at(0, 35))).result as typeof plain;
    expect(rich.find(({ label }) => label === "baseUrl")).toMatchObject({
      insertTextFormat: 2,
      textEdit: { newText: "baseUrl: $1" },
    });
    await second.stop();
  });

  test("leaves the cursor where a reason belongs", async () => {
    const workspaceEdit = { documentChanges: true, snippetEditSupport: true };
    await client.start(folder, { workspace: { workspaceEdit } });
    client.open(uri, CONFIG, 7);
    const at = { line: 2, character: 5 };
    const offered = (
      await client.ask("textDocument/codeAction", {
        textDocument: { uri },
        range: { start: at, end: at },
        context: { diagnostics: [] },
      })
    ).result as { title: string; edit?: object }[];
    expect(offered.find(({ title }) => title.startsWith("Ignore"))?.edit).toMatchObject({
      documentChanges: [
        {
          textDocument: { uri, version: 7 },
          edits: [{ snippet: { kind: "snippet", value: expect.stringMatching(/-- \$0\n$/u) } }],
        },
      ],
    });
  });

  test("repairs one, all, and only where it was asked for at once", async () => {
    await client.start(folder, { workspace: { workspaceEdit: { documentChanges: true } } });
    client.open(uri, CONFIG, 7);
    const where = {
      textDocument: { uri },
      range: { start: { line: 2, character: 5 }, end: { line: 2, character: 5 } },
    };
    const offered = (await client.ask("textDocument/codeAction", { ...where, context: { diagnostics: [] } }))
      .result as { title: string; edit?: object }[];
    expect(offered.map(({ title }) => title)).toEqual([
      "Rename it to baseUrl",
      "Ignore unknown-key here, with a reason",
      "Explain unknown-key",
      "Make all safe repairs",
    ]);
    expect(offered[0]).not.toHaveProperty("edit");
    expect((await client.ask("codeAction/resolve", offered[0])).result).toMatchObject({
      edit: { documentChanges: [{ textDocument: { uri, version: 7 }, edits: [{ newText: "rl" }] }] },
    });
    const all = (
      await client.ask("textDocument/codeAction", {
        ...where,
        context: { diagnostics: [], only: ["source.fixAll"] },
      })
    ).result as { edit?: object }[];
    expect(all).toHaveLength(1);
    expect(all[0]?.edit).toBeDefined();
  });

  test("fix all as a command is an edit that the server asks for", async () => {
    await client.start(folder);
    client.open(uri, CONFIG);
    client.answers.set("workspace/applyEdit", () => ({ applied: true }));
    expect(
      (await client.ask("workspace/executeCommand", { command: "clawlint.fixAll", arguments: [uri] })).result,
    ).toBe(1);
    expect(client.received.find(({ method }) => method === "workspace/applyEdit")?.params).toMatchObject({
      edit: { changes: { [uri]: [{ newText: "rl" }] } },
    });
  });

  test("a key goes into .env without crossing the wire", async () => {
    const key = "sk-live-4f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c";
    mkdirSync(join(folder, ".openclaw"), { mode: 0o700 });
    mkdirSync(join(folder, ".git"));
    writeFileSync(join(folder, ".git", "index"), gitIndex(["openclaw.json"]));
    await client.start(folder);
    client.open(uri, CONFIG.replace("baseURL", "baseUrl").replace("${OVENAI_API_KEY}", key));
    client.answers.set("workspace/applyEdit", () => ({ applied: true }));
    const column = CONFIG.split("\n")[2]?.indexOf("apiKey") ?? 0;
    const range = { start: { line: 2, character: column + 10 }, end: { line: 2, character: column + 10 } };
    const offered = (
      await client.ask("textDocument/codeAction", {
        textDocument: { uri },
        range,
        context: { diagnostics: [] },
      })
    ).result as { command?: { command: string; arguments: unknown[] } }[];
    const move = offered.find(({ command }) => command?.command === "clawlint.toVariable")?.command;
    expect(move).toBeDefined();
    const answer = await client.ask("workspace/executeCommand", move);
    expect(answer.error).toBeUndefined();
    expect(readFileSync(join(folder, ".openclaw", ".env"), "utf8")).toBe(`OVENAI_API_KEY=${key}\n`);
    expect(
      JSON.stringify(client.received.find(({ method }) => method === "workspace/applyEdit")?.params),
    ).toContain("${OVENAI_API_KEY}");
    expect(client.said).not.toContain("4f9a8b7c");
  });

  test("a file that no client watches is seen when it changes", async () => {
    mkdirSync(join(folder, ".openclaw"), { mode: 0o700 });
    await client.start(folder, {}, { gateway: "shell" });
    client.open(uri, CONFIG.replace("baseURL", "baseUrl"));
    await client.diagnostics(uri, (codes) => codes.includes("unset-env"));
    writeFileSync(join(folder, ".openclaw", ".env"), "OVENAI_API_KEY=sk-test-not-a-key\n", { mode: 0o600 });
    await new Promise((resume) => setTimeout(resume, 2100));
    change(" ", 2, { start: { line: 6, character: 1 }, end: { line: 6, character: 1 } });
    await client.diagnostics(uri, (codes) => codes.join() === "undeclared-model");
    expect(client.said).not.toContain("sk-test");
  });

  test("watched files empty what hangs on them", async () => {
    await client.start(folder, { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } });
    const registered = await client.until(
      ({ method }) => method === "client/registerCapability",
      "a registration",
    );
    expect(JSON.stringify(registered.params)).toContain("gateway.env");
    client.open(uri, "{ models: { $include: './models.json5' } }");
    await client.diagnostics(uri, (codes) => codes.join() === "include");
    writeFileSync(join(folder, "models.json5"), "{}");
    client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: pathToFileURL(join(folder, "models.json5")).href, type: 1 }],
    });
    await client.diagnostics(uri, (codes) => codes.length === 0);
  });

  test("settings of the client count, by folder, and those of the file", async () => {
    client.answers.set("workspace/configuration", (params) =>
      (params as { items: unknown[] }).items.map(() => ({ rules: { "unknown-key": "info" } })),
    );
    writeFileSync(join(folder, "clawlint.config.json5"), "{ rules: { 'undeclared-model': 'off' } }");
    await client.start(folder, { workspace: { configuration: true } });
    client.open(uri, CONFIG);
    const found = await client.diagnostics(uri, (codes) => codes.join() === "unknown-key");
    expect(found).toMatchObject([{ severity: 3 }]);
  });

  test("an untrusted folder reads no settings and no environment, until it is trusted", async () => {
    mkdirSync(join(folder, ".openclaw"), { mode: 0o700 });
    writeFileSync(join(folder, ".openclaw", ".env"), "OVENAI_API_KEY=sk-test-not-a-key\n", { mode: 0o600 });
    writeFileSync(
      join(folder, "clawlint.config.json5"),
      "{ rules: { 'undeclared-model': 'off' }, gateway: 'shell' }",
    );
    await client.start(folder, {}, { trusted: false, status: true });
    client.open(uri, CONFIG);
    await client.diagnostics(uri, (codes) => codes.includes("undeclared-model"));
    const told = await client.until(({ method }) => method === "clawlint/status", "a status");
    expect(JSON.stringify(told.params)).toContain("untrusted");
    client.notify("clawlint/trust", { trusted: true });
    await client.diagnostics(uri, (codes) => codes.join() === "unknown-key");
    const hover = await client.ask("textDocument/hover", at(2, 92));
    expect(JSON.stringify(hover.result)).toContain("wins");
  });

  test("a status says the release and whose keys count, to those who show it", async () => {
    await client.start(folder, {}, { status: true });
    client.open(uri, CONFIG);
    const told = await client.until(({ method }) => method === "clawlint/status", "a status");
    expect(told.params).toMatchObject({ uri, text: "OpenClaw 2026.9.6, keys: not known here" });
  });

  test("an installed service is taken for the config that it loads", async () => {
    const home = join(folder, ".openclaw");
    const units = join(folder, ".config", "systemd", "user");
    mkdirSync(home);
    mkdirSync(units, { recursive: true });
    writeFileSync(
      join(units, "openclaw-gateway.service"),
      `[Service]\nExecStart=/usr/bin/openclaw gateway\nEnvironment=HOME=${folder}\nEnvironment=OVENAI_API_KEY=sk-test-not-a-key\n`,
    );
    writeFileSync(join(home, "openclaw.json"), CONFIG);
    const loaded = pathToFileURL(join(home, "openclaw.json")).href;
    await client.start(folder, {}, { status: true });
    client.open(loaded, CONFIG);
    const told = await client.until(({ method }) => method === "clawlint/status", "a status");
    expect(told.params).toMatchObject({ text: "OpenClaw 2026.9.6, keys: systemd unit", gateway: "systemd" });
    client.open(uri, CONFIG);
    await client.until(
      ({ method, params }) =>
        method === "clawlint/status" &&
        (params as { uri: string }).uri === uri &&
        (params as { gateway: string }).gateway === "none",
      "the other status",
    );
  });

  test("several folders have each their own", async () => {
    const [a, b] = ["a", "b b#1"].map((name) => join(folder, name)) as [string, string];
    for (const one of [a, b]) mkdirSync(one);
    writeFileSync(join(b, "clawlint.config.json5"), "{ rules: { 'unknown-key': 'off' } }");
    await client.start(folder);
    const [first, second] = [a, b].map((one) => pathToFileURL(join(one, "openclaw.json")).href) as [
      string,
      string,
    ];
    client.open(first, CONFIG);
    client.open(second, CONFIG);
    await client.diagnostics(first, (codes) => codes.join() === "unknown-key,undeclared-model");
    await client.diagnostics(second, (codes) => codes.join() === "undeclared-model");
  });
});

describe("positions", () => {
  test.each([
    ["utf-8", ["utf-8", "utf-32"], 24],
    ["utf-32", ["utf-32"], 20],
    ["utf-16", ["utf-8", "utf-16"], 21],
  ])("in %s where the client wants it", async (encoding, offered, character) => {
    const { result } = await client.start(folder, { general: { positionEncodings: offered } });
    expect(result).toMatchObject({ capabilities: { positionEncoding: encoding } });
    client.open(uri, "{ models: { /* 🥖é */ nope: 1 } }");
    const [found] = await client.diagnostics(uri, (codes) => codes.length === 1);
    // "{ models: { /* " and " */ " are 19 units; the bread has 1, 2 or 4 of them, the accent 1 or 2.
    const start = character + 0;
    expect(found).toMatchObject({ range: { start: { line: 0 } } });
    expect((found as unknown as { range: { start: { character: number } } }).range.start.character).toBe(
      start + 1,
    );
    change("yes", 2, { start: { line: 0, character: start + 1 }, end: { line: 0, character: start + 5 } });
    const again = await client.diagnostics(
      uri,
      (codes) => codes.length === 1 && client.said.includes('\\"yes\\"'),
    );
    expect(JSON.stringify(again)).toContain('\\"yes\\"');
  });
});

describe("what is no question", () => {
  test("unknown methods, bad positions, broken messages and requests after the end are answered, and nothing dies", async () => {
    await client.start(folder);
    client.open(uri, CONFIG);
    expect((await client.ask("bread/bake", {})).error?.code).toBe(-32601);
    for (const position of [
      { line: -1, character: -1 },
      { line: 1e9, character: 1e9 },
      { line: 1.5, character: 2 },
    ])
      expect(
        (await client.ask("textDocument/hover", { textDocument: { uri }, position })).error,
      ).toBeUndefined();
    expect(
      (
        await client.ask("textDocument/hover", {
          textDocument: { uri: "no uri" },
          position: { line: 0, character: 0 },
        })
      ).error?.code,
    ).toBe(-32602);
    expect((await client.ask("textDocument/hover", {})).error).toBeDefined();
    expect((await client.ask("workspace/executeCommand", { command: "rm", arguments: [] })).error?.code).toBe(
      -32602,
    );
    expect(
      (await client.ask("textDocument/rename", { ...at(5, 40), newName: "x" })).error?.message,
    ).toContain("not written");
    client.raw("{ this is no JSON");
    const refused = await client.until(({ error }) => error?.code === -32700, "a parse error");
    expect(refused.id).toBeNull();
    expect((await client.ask("textDocument/foldingRange", { textDocument: { uri } })).result).toBeInstanceOf(
      Array,
    );
    await client.ask("shutdown", null);
    expect((await client.ask("textDocument/hover", at(2, 5))).error?.code).toBe(-32600);
    const ended = new Promise((resolve) => client.process.once("exit", resolve));
    client.notify("exit", null);
    expect(await ended).toBe(0);
  });

  test("10 MB are not looked at, and the next text is", async () => {
    await client.start(folder);
    client.open(uri, `{ models: { nope: "${"x".repeat(10_000_000)}" } }`);
    expect((await client.ask("textDocument/hover", at(0, 3))).error).toBeUndefined();
    const told = await client.diagnostics(uri, (codes) => codes.length > 0);
    expect(told.map(({ code }) => code)).toEqual(["too-large"]);
    change("{ models: { nope: 1 } }", 2);
    await client.diagnostics(uri, (codes) => codes.join() === "unknown-key");
  });

  test("a question about a large text can be taken back", async () => {
    await client.start(folder);
    const rows = Array.from(
      { length: 6000 },
      (_, index) => `{ id: "rye-${index}", name: "Rye ${index}", contextWindow: 128000 }`,
    );
    client.open(uri, CONFIG.replace('{ id: "rye-2", name: "Rye 2" }', rows.join(",\n")));
    expect((await client.askAndCancel("textDocument/completion", at(2, 5))).error?.code).toBe(-32800);
    const [stale] = await Promise.all([
      client.ask("textDocument/completion", at(2, 5)),
      Promise.resolve(change(" ", 2, { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } })),
    ]);
    expect([undefined, -32801]).toContain(stale.error?.code);
  });
});
