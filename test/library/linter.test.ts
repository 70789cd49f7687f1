import { describe, expect, test } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { overlayHost } from "../../src/host/overlay-host.ts";
import { createLinter } from "../../src/linter.ts";
import { readLinterSettings } from "../../src/linter-settings.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const CONFIG = `{
  models: { providers: { ovenai: {
    baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2" }],
  } } },
  agents: { defaults: { model: "ovenai/rye-2" } },
}`;

/** A bakery whose files may be changed, and what its disk was asked. */
function bakery(files: Readonly<Record<string, string>>) {
  const texts = new Map(Object.entries(files).map(([path, text]) => [path, encode(text)]));
  const asked: string[] = [];
  const disk = createMemoryHost({ cwd: "/bakery", osHome: "/home/baker", env: { HOME: "/home/baker" } });
  const host = overlayHost(disk, texts);
  const counted = {
    ...host,
    readFile: (path: string, limit: number) => {
      asked.push(path);
      return host.readFile(path, limit);
    },
  };
  return { host: counted, texts, asked };
}

const rulesOf = (linter: ReturnType<typeof createLinter>, path = "openclaw.json") => {
  const linted = linter.lint(path);
  return linted.ok ? linted.report.findings.map(({ rule }) => rule) : [linted.failure];
};

describe("a linter", () => {
  test.each([
    ["OVENAI_API_KEY=test-not-a-key\n", "shell", "has-key"],
    ["", "shell", "no-key"],
    ["", "none", "unknown"],
  ] as const)("says of each provider in use whether its key is there: %j, %s", (dotenv, gateway, key) => {
    const { host } = bakery({ "/bakery/openclaw.json": CONFIG, "/home/baker/.openclaw/.env": dotenv });
    const linted = createLinter({ host, settings: { gateway } }).lint("openclaw.json");
    expect(linted.ok && linted.report.keys?.map(({ provider, key: answer }) => [provider, answer])).toEqual([
      ["ovenai", key],
    ]);
  });

  test("lints once, and again for what changed", () => {
    const { host, texts, asked } = bakery({ "/bakery/openclaw.json": CONFIG });
    const linter = createLinter({ host });
    expect(rulesOf(linter)).toEqual(["unset-env"]);
    const before = asked.length;
    expect(linter.lint("openclaw.json")).toBe(linter.lint("/bakery/openclaw.json"));
    expect(linter.analyze("openclaw.json").ok).toBe(true);
    expect(asked).toHaveLength(before);
    texts.set("/bakery/openclaw.json", encode(CONFIG.replace("baseUrl", "baseURL")));
    linter.invalidate("/bakery/openclaw.json");
    expect(rulesOf(linter)).toEqual(["unknown-key", "unset-env"]);
  });

  test("a variable's file that comes to be is seen once it is named, and not read again for a text", () => {
    const { host, texts, asked } = bakery({ "/bakery/openclaw.json": CONFIG });
    const linter = createLinter({ host });
    expect(rulesOf(linter)).toEqual(["unset-env"]);
    texts.set("/home/baker/.openclaw/.env", encode("OVENAI_API_KEY=sk-test-not-a-key\n"));
    linter.invalidate("/home/baker/.openclaw/.env");
    expect(rulesOf(linter)).toEqual([]);
    asked.length = 0;
    linter.invalidate("/bakery/openclaw.json");
    expect(rulesOf(linter)).toEqual([]);
    expect([...new Set(asked)]).toEqual(["/bakery/openclaw.json"]);
  });

  test("a file that nobody asked about changes nothing", () => {
    const { host } = bakery({ "/bakery/openclaw.json": CONFIG });
    const linter = createLinter({ host });
    const linted = linter.lint("openclaw.json");
    linter.invalidate("/bakery/notes/rye.md");
    expect(linter.lint("openclaw.json")).toBe(linted);
    linter.invalidate();
    expect(linter.lint("openclaw.json")).not.toBe(linted);
  });

  test("a change of one config leaves the result of another", () => {
    const { host, texts } = bakery({
      "/bakery/a/openclaw.json": CONFIG,
      "/bakery/b/openclaw.json": "{ models: { $include: './m.json5' } }",
      "/bakery/b/m.json5": "{}",
    });
    const linter = createLinter({ host });
    const [a, b] = [linter.lint("a/openclaw.json"), linter.lint("b/openclaw.json")];
    texts.set("/bakery/b/m.json5", encode("{ mod: 1 }"));
    linter.invalidate("/bakery/b/m.json5");
    expect(linter.lint("a/openclaw.json")).toBe(a);
    expect(linter.lint("b/openclaw.json")).not.toBe(b);
    expect(rulesOf(linter, "b/openclaw.json")).toEqual(["unknown-key"]);
  });

  test("keeps so many results", () => {
    const { host } = bakery({ "/bakery/a/openclaw.json": CONFIG, "/bakery/b/openclaw.json": CONFIG });
    const linter = createLinter({ host, keep: 1 });
    const first = linter.lint("a/openclaw.json");
    linter.lint("b/openclaw.json");
    expect(linter.lint("a/openclaw.json")).not.toBe(first);
  });

  test("makes one repair, some, all that are safe", () => {
    const text = CONFIG.replace("baseUrl", "baseURL").replace("agents", "agent");
    const { host } = bakery({ "/bakery/openclaw.json": text });
    const linter = createLinter({ host, settings: { gateway: "none" } });
    const repairs = linter.repairs("openclaw.json");
    const rename = repairs.filter(({ finding }) => finding.path.endsWith("baseURL"));
    expect(rename).toHaveLength(1);
    const one = linter.apply("openclaw.json", rename);
    expect(one?.files.map(({ after }) => after)).toEqual([text.replace("baseURL", "baseUrl")]);
    const all = linter.apply("openclaw.json", "safe");
    expect(all?.files[0]?.after).toContain("baseUrl");
    expect(linter.apply("openclaw.json", [])?.files).toEqual([]);
  });

  test("leaves known findings out", () => {
    const { host, texts } = bakery({ "/bakery/openclaw.json": CONFIG.replace("baseUrl", "baseURL") });
    texts.set("/bakery/known.json", encode('{ "version": 1, "findings": {} }'));
    texts.set("/bakery/clawlint.config.json5", encode("{ baseline: 'known.json', gateway: 'none' }"));
    const read = readLinterSettings(host, "/bakery");
    expect(read).toMatchObject({ ok: true, path: "/bakery/clawlint.config.json5" });
    if (!read.ok) return;
    expect(rulesOf(createLinter({ host, settings: read.settings }))).toEqual(["unknown-key"]);
    expect(read.settings.gateway).toBe("none");
  });

  test.each([
    ["{ gateway: 'shop' }", "gateway takes"],
    ["{ openclawVersion: 'soon' }", "takes a release"],
    ["{ envNames: ['@no.env'] }", "no.env does not exist"],
    ["{ baseline: 'no.json' }", "no baseline"],
  ])("says what is wrong with the settings %s", (settings, words) => {
    const { host } = bakery({ "/bakery/clawlint.config.json5": settings });
    const read = readLinterSettings(host, "/bakery/deep/below");
    expect(read.ok ? "" : read.problem).toContain(words);
  });

  test("explains rules, variables and places", () => {
    const { host } = bakery({ "/bakery/openclaw.json": CONFIG });
    const linter = createLinter({ host });
    const text = (subject: string) => {
      const explained = linter.explain(subject, "openclaw.json");
      return explained.ok ? explained.text : explained.problem;
    };
    expect(text("unset-env")).toContain("# unset-env");
    expect(text("OVENAI_API_KEY")).toContain("wanted by models.providers.ovenai.apiKey");
    expect(text("agents.defaults.model")).toContain("nothing is sent");
    expect(text("models.provider")).toContain("did you mean models.providers?");
    expect(text("no-such-rule")).toContain("no rule has that name; clawlint rules lists the rules");
    expect(text("unset-en")).toContain("Did you mean unset-env?");
    expect(linter.explain("models").ok).toBe(false);
  });
});

describe("an overlay", () => {
  const disk = createMemoryHost({
    files: { "/bakery/openclaw.json": "{}", "/bakery/link": { symlink: "/bakery" } },
  });
  const texts = new Map([
    ["/bakery/openclaw.json", encode("{ a: 1 }")],
    ["/bakery/new/deep/models.json5", encode("{}")],
  ]);
  const host = overlayHost(disk, texts);

  test("knows files and folders that are only there", () => {
    expect(host.stat("/bakery/openclaw.json").size).toBe(8);
    expect(host.lstat("/bakery/openclaw.json").size).toBe(8);
    expect(host.stat("/bakery/new").kind).toBe("directory");
    expect(host.lstat("/bakery/new/deep/models.json5")).toMatchObject({ kind: "file", size: 2 });
    expect(host.realpath("/bakery/new/deep/models.json5")).toBe("/bakery/new/deep/models.json5");
    expect(host.readDirectory("/bakery").map(({ name, kind }) => [name, kind])).toEqual([
      ["link", "symlink"],
      ["new", "directory"],
      ["openclaw.json", "file"],
    ]);
    expect(host.readDirectory("/bakery/new").map(({ name }) => name)).toEqual(["deep"]);
  });

  test("says of all else what the machine says", () => {
    expect(host.lstat("/bakery/link").kind).toBe("symlink");
    expect(() => host.stat("/bakery/old")).toThrow("ENOENT");
    expect(() => host.readDirectory("/bakery/old")).toThrow("ENOENT");
    expect(() => host.realpath("/bakery/old")).toThrow("ENOENT");
    expect(() => host.readFile("/bakery/openclaw.json", 3)).toThrow("ETOOBIG");
  });
});
