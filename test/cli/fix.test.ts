import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type BakeryOnDisk, bakeryOnDisk } from "./bakery-on-disk.ts";
import { runInMemory } from "./run-in-memory.ts";

let bakery: BakeryOnDisk;
beforeEach(() => {
  bakery = bakeryOnDisk();
});
afterEach(() => bakery.remove());

async function run(args: readonly string[], files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) bakery.write(name, text);
  return bakery.run(args);
}
const read = (name: string) => bakery.read(name);

const OLD = `{
  // the bakery of 2026.2.9
  meta: { lastTouchedVersion: '2026.2.9' },
  agents: {
    defaults: { model: 'ovenai/rye' },
    list: [
      { id: 'baker', default: true }, // bakes
      { id: 'till' },
    ],
  },
  env: { OVENAI_API_KEY: '\${OVEN}' },
  models: {
    providers: {
      ovenai: { baseUrl: 'https://api.ovenai.example/v1', api: 'openai-completions', apiKey: '\${OVENAI_API_KEY}', models: [{ id: 'rye', name: 'Rye' }] },
    },
  },
}
`;

test("a config of an older release is carried over, comments kept", async () => {
  const args = [
    "check",
    "--fix",
    "--openclaw-version",
    "2026.9.6",
    "--gateway",
    "none",
    "openclaw.json",
    "--backup",
  ];
  const { code, stdout, stderr } = await run(args, { "openclaw.json": OLD });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).not.toContain("retired-key");
  const text = read("openclaw.json");
  expect(text).toContain("// the bakery of 2026.2.9");
  expect(text).toContain("// bakes");
  expect(text).toContain("entries");
  expect(text).toContain("vars");
  expect(text).not.toContain("list:");
  expect(read("openclaw.json.bak")).toBe(OLD);
});

test("--diff shows the repairs, hides secrets and writes nothing", async () => {
  const text = OLD.replace("'${OVENAI_API_KEY}'", "'sk-test-not-a-key-0001'");
  const args = ["check", "--diff", "--openclaw-version", "2026.9.6", "--gateway", "none", "openclaw.json"];
  const { code, stdout, stderr } = await run(args, { "openclaw.json": text });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^--- a\/openclaw\.json\n\+\+\+ b\/openclaw\.json\n@@ /u);
  expect(stdout + stderr).not.toContain("sk-test-not-a-key");
  expect(read("openclaw.json")).toBe(text);
});

test("a key that left without a successor is taken out", async () => {
  const text =
    "{\n  agents: {\n    defaults: {\n      // kept\n      compaction: { reserveTokensFloor: 1, mode: 'safeguard' },\n    },\n  },\n}\n";
  await run(["--fix", "--gateway", "none", "--openclaw-version", "2026.9.6", "openclaw.json"], {
    "openclaw.json": text,
  });
  expect(read("openclaw.json")).toBe(text.replace("reserveTokensFloor: 1, ", ""));
});

test("what looks like a secret inside a URL is mended and not told", async () => {
  const secret = "sk-test-not-a-key-0001";
  const text = `{ models: { providers: { ovenai: { baseUrl: "api.ovenai.example/${secret}/v1" } } } }\n`;
  for (const args of [["--diff"], ["--fix"]]) {
    const { stdout, stderr } = await run([...args, "--gateway", "none", "openclaw.json"], {
      "openclaw.json": text,
    });
    const would = args[0] === "--diff" ? "would " : "";
    expect(stderr).toContain(
      `base-url-form: models.providers.ovenai.baseUrl: ${would}write https://api.ovenai.example/(hidden)/v1`,
    );
    expect(stderr).toContain(would === "" ? "1 repair made\n" : "1 repair would be made; --fix makes it\n");
    expect(stdout + stderr).not.toContain(secret);
  }
  expect(read("openclaw.json")).toContain(`"https://api.ovenai.example/${secret}/v1"`);
});

test("a clean config is not touched", async () => {
  const args = ["--fix", "openclaw.json", "--gateway", "none"];
  await run(args, { "openclaw.json": "{ }\n" });
  expect(read("openclaw.json")).toBe("{ }\n");
});

test("a duplicate key goes only with --fix=unsafe", async () => {
  const text = "{\n  models: { mode: 'merge' },\n  models: { providers: {} },\n}\n";
  await run(["--fix", "--gateway", "none", "openclaw.json"], { "openclaw.json": text });
  expect(read("openclaw.json")).toBe(text);
  await run(["--fix=unsafe", "--gateway", "none", "openclaw.json"], { "openclaw.json": text });
  expect(read("openclaw.json")).toBe("{\n  models: { providers: {} },\n}\n");
});

test("a literal key under version control moves into .env and shows nowhere", async () => {
  const text = OLD.replace("'${OVENAI_API_KEY}'", "'sk-test-not-a-real-key-0000'").replace(
    / {2}env:.*\n/u,
    "",
  );
  // A git index of version 2 that holds one entry, openclaw.json.
  const entry = Buffer.alloc(80);
  entry.writeUInt16BE(13, 60);
  entry.write("openclaw.json", 62);
  const head = Buffer.from([0x44, 0x49, 0x52, 0x43, 0, 0, 0, 2, 0, 0, 0, 1]);
  mkdirSync(join(bakery.folder, ".git"));
  writeFileSync(join(bakery.folder, ".git/index"), Buffer.concat([head, entry, Buffer.alloc(20)]));
  writeFileSync(join(bakery.folder, ".git/HEAD"), "ref: refs/heads/main\n");
  const args = ["check", "--fix=unsafe", "--openclaw-version", "2026.9.6", "openclaw.json"];
  const { stdout, stderr } = await run(args, { "openclaw.json": text });
  expect(read("openclaw.json")).toContain("apiKey: '${OVENAI_API_KEY}'");
  expect(read("openclaw.json")).not.toContain("not-a-real-key");
  expect(read("home/.openclaw/.env")).toBe("OVENAI_API_KEY=sk-test-not-a-real-key-0000\n");
  expect(statSync(join(bakery.folder, "home/.openclaw/.env")).mode & 0o777).toBe(0o600);
  expect(stdout + stderr).not.toContain("not-a-real-key");
});

test("a block at a wrong place is moved with the repairs that only its right place shows", async () => {
  const config = `{
  // ours
  providers: { ovenai: { baseURL: "https://api.ovenai.example/v1", api: "openai", models: [{ id: "rye" }] } },
  agents: { defaults: { model: { primary: "ovenai/rye" } } },
}
`;
  const args = ["check", "--fix", "--gateway", "none", "openclaw.json"];
  const { code, stderr } = await run(args, { "openclaw.json": config });
  expect(stderr).not.toContain("not repaired");
  expect(code).toBe(0);
  const text = read("openclaw.json");
  expect(text).toContain("// ours");
  expect(text).toContain('baseUrl: "https://api.ovenai.example/v1"');
  expect(text).toContain('api: "openai-completions"');
});

test("a block whose right place shows a fault that nothing mends stays where it is", async () => {
  const config = `{
  providers: { ovenai: { baseURL: "https://api.ovenai.example/v1", crust: 1, flour: 2, models: [] } },
}
`;
  const args = ["check", "--fix", "--gateway", "none", "openclaw.json"];
  const { stderr } = await run(args, { "openclaw.json": config });
  expect(stderr).toContain("unknown-key is not repaired");
  expect(read("openclaw.json")).toBe(config);
});

test.each([
  ["openrouter/claude-sonnet-4.6@work", "openrouter/anthropic/claude-sonnet-4.6@work"],
  ["anthropic/claude-sonnett-5@work", "anthropic/claude-sonnet-5@work"],
  ["grok-4.7@work", "xai/grok-4.7@work"],
])("a mended reference keeps the login that it names: %s", async (written, right) => {
  const config = (model: string) => `{ agents: { defaults: { model: { primary: "${model}" } } } }\n`;
  await run(["--fix=unsafe", "--gateway", "none", "openclaw.json"], { "openclaw.json": config(written) });
  expect(read("openclaw.json")).toBe(config(right));
});

test("--diff says so where there is nothing to repair safely", async () => {
  const text = '{ agents: { defaults: { model: { primary: "grok-4.7" } } } }\n';
  const safe = await run(["--diff", "--gateway", "none", "openclaw.json"], { "openclaw.json": text });
  expect(safe).toMatchObject({ code: 0, stdout: "" });
  expect(safe.stderr).toContain("--fix=unsafe --diff");
  const all = await run(["--fix=unsafe", "--diff", "--gateway", "none", "openclaw.json"], {});
  expect(all.code).toBe(1);
  expect(all.stdout).toContain("xai/grok-4.7");
});

test("two repairs that undo one another end", async () => {
  // The newer model would bring an error, since nobody has logged in; the entry that the first repair adds is one more to replace.
  const text = `{ agents: { defaults: { model: "anthropic/claude-opus-4-5@work", modelPolicy: { allow: ["anthropic/claude-opus-4-7"] } } } }`;
  const { stdout } = await runInMemory(
    ["check", "/home/baker/.openclaw/openclaw.json", "--fix=unsafe", "--diff", "--gateway", "shell"],
    {
      files: new Map([["home/.openclaw/openclaw.json", text]]),
      env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
    },
  );
  expect(stdout.match(/@work/gu)?.length).toBe(3);
});
