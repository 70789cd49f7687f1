import { describe, expect, test } from "vitest";
import { expandOptionsFor } from "../../src/analyze.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { type LintOptions, lintConfig } from "../../src/lint.ts";
import { mendConfig } from "../../src/repair/mend-config.ts";
import { FORMATS, formatReport } from "../../src/report/formats.ts";
import { targetReaders } from "../../src/resolve/environment/target-readers.ts";
import { workflowNames } from "../../src/settings/workflow-names.ts";

const PATH = "/bakery/openclaw.json";
const TARGET = { path: PATH, file: "openclaw.json" };

/** Seconds of this process alone: the machine may be busy. */
function seconds(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Lints and formats as the command does, in every format. */
function lint(files: Readonly<Record<string, string | Uint8Array>>, options: LintOptions = {}) {
  const host = createMemoryHost({ files, cwd: "/bakery" });
  const result = lintConfig(host, TARGET, { gateway: "none", ...options });
  if (!result.ok) throw new Error(result.failure);
  const report = { files: [result.report], gateway: "none" };
  for (const format of FORMATS) formatReport(report, format, false);
  return result.report;
}

const many = (count: number, one: (index: number) => string, between = ",\n") =>
  Array.from({ length: count }, (_, index) => one(index)).join(between);
const provider = (index: number) =>
  `p${index}: { baseUrl: "https://p${index}.example/v1", api: "openai-completions", models: [{ id: "m", name: "M" }] }`;
const providers = (count: number, one = provider, between?: string) =>
  `{ models: { providers: { ${many(count, one, between)} } }, agents: { defaults: { model: { primary: "p0/m" } } } }`;
const model = (text: string) => `{ agents: { defaults: { model: "${text}" } } }`;

describe("texts made to be slow", () => {
  const LONG = 100_000;
  test.each([
    ["a key", `{ models: { providers: { x: { apiKey: "${"a".repeat(LONG)}" } } } }`],
    ["a model", model("a".repeat(LONG))],
    ["a vendor's beginning, again and again", model("sk-".repeat(LONG / 3))],
    ["another one", model("hf-".repeat(LONG / 3))],
    ["a scheme, again and again", model("a://".repeat(LONG / 4))],
    ["a key's name", `{ "${"a".repeat(LONG)}": 1, "${"a".repeat(LONG - 1)}b": 1 }`],
    [
      "a provider's name",
      `{ models: { providers: { "${"a".repeat(LONG)}": {} } }, agents: { defaults: { model: "${"a".repeat(LONG - 1)}/b" } } }`,
    ],
    ["an ignore comment", `// clawlint-ignore ${"a".repeat(LONG)}\n{}`],
    ["an include", `{ $include: "./${"a".repeat(LONG)}" }`],
    ["variables", `{ env: { vars: { A: "${"${B}".repeat(LONG)}" } } }`],
    ["open variables", `{ env: { vars: { A: "${"${".repeat(LONG)}}" } } }`],
    ["blanks", model(`${" ".repeat(LONG)}$A${" ".repeat(LONG)}x`)],
  ])("%s", (_, text) => expect(seconds(() => lint({ [PATH]: text }))).toBeLessThan(2));
});

describe("as many faults as the text has room for", () => {
  test.each([
    ["keys that stand twice, in one line", `{${"a:1,".repeat(8000)}}`],
    ["unknown keys in one line", `{ ${many(8000, (index) => `zz${index}: 1`, ", ")} }`],
    ["unknown keys", `{ models: { ${many(16_000, (index) => `zz${index}: 1`)} } }`],
    [
      "fallbacks in one line",
      `{ agents: { defaults: { model: { fallbacks: [${many(8000, (index) => `"nope${index}/x"`, ",")}] } } } }`,
    ],
    [
      "fallbacks that are rows",
      `{ models: { providers: { p: { baseUrl: "https://h.example/v1", api: "openai-completions", apiKey: "k", models: [${many(12_000, (index) => `{ id: "m${index}", name: "M" }`, ",")}] } } }, agents: { defaults: { model: { primary: "p/m0", fallbacks: [${many(12_000, (index) => `"p/m${index}"`, ",")}] } } } }`,
    ],
    [
      "fallbacks to as many providers",
      `{ models: { providers: { ${many(3000, (index) => `p${index}: { baseUrl: "https://h.example/v1", api: "openai-completions", apiKey: "k", models: [{ id: "m", name: "M" }] }`)} } }, agents: { defaults: { model: { fallbacks: [${many(3000, (index) => `"p${index}/m"`, ",")}] } } } }`,
    ],
    [
      "providers without an api, asked for",
      `{ models: { providers: { ${many(8000, (index) => `p${index}: { baseUrl: "https://h.example/v1", apiKey: "k", models: [{ id: "m", name: "M" }] }`)} } }, agents: { defaults: { model: { fallbacks: [${many(8000, (index) => `"p${index}/m"`, ",")}] } } } }`,
    ],
    [
      "fallbacks and as many aliases",
      `{ models: { providers: { p: { baseUrl: "https://h.example/v1", api: "openai-completions", apiKey: "k", models: [{ id: "m", name: "M" }] } } }, agents: { defaults: { models: { ${many(4000, (index) => `"p/m${index}": { alias: "a${index}" }`)} }, model: { fallbacks: [${many(4000, (index) => `"p/x${index}"`, ",")}] } } } }`,
    ],
    [
      "bare names and as many map keys",
      `{ agents: { defaults: { models: { ${many(4000, (index) => `"p/m${index}": {}`)} }, model: { fallbacks: [${many(4000, (index) => `"x${index}"`, ",")}] } } } }`,
    ],
    ["channels that nobody brings", `{ channels: { ${many(4000, (index) => `c${index}: {}`)} } }`],
    ["wrong adapters", providers(8000, (index) => provider(index).replace("openai-completions", "openai"))],
    ["providers without anything", providers(8000, (index) => `p${index}: {}`)],
    ["ignore comments", `{\n${many(8000, (index) => `// clawlint-ignore unset-env -- ${index}`, "\n")}\n}`],
    [
      "profiles that are gone",
      `{ auth: { profiles: { ${many(8000, (index) => `"openai:p${index}": {}`)} }, order: { openai: [${many(8000, (index) => `"openai:q${index}"`)}] } } }`,
    ],
    ["entries of env.vars", `{ env: { vars: { ${many(8000, (index) => `V${index}: "\${W${index}}"`)} } } }`],
    [
      "equal aliases",
      `{ agents: { defaults: { models: { ${many(8000, (index) => `"openai/m${index}": { alias: "a" }`)} } } } }`,
    ],
  ])("%s", (_, text) => expect(seconds(() => lint({ [PATH]: text }, { gateway: "shell" }))).toBeLessThan(4));

  test("are counted, those beyond a thousand of a rule, with the worst level", () => {
    const { findings } = lint({ [PATH]: `{ ${many(3000, (index) => `zz${index}: 1`)} }` });
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)).toMatchObject({
      rule: "unknown-key",
      severity: "error",
      refused: true,
      message: "2000 further findings of unknown-key from here on are not shown.",
      path: "/zz1000",
    });
    const soft = lint(
      { [PATH]: `{ ${many(3000, (index) => `zz${index}: 1`)} }` },
      { levels: { "unknown-key": "info" } },
    );
    expect(soft.findings.at(-1)).toMatchObject({ severity: "info" });
  });

  test.each([
    ["keys that stand twice", `{${"a:1,".repeat(4_000_000)}}`],
    ["nothing but blanks", `{${"\n".repeat(16_000_000)}}`],
    ["one text", `{ a: "${"a".repeat(16_000_000)}" }`],
    ["escapes", `{ a: "${"\\u0041".repeat(2_700_000)}" }`],
    ["a list", `{ a: [${"1,".repeat(8_000_000)}] }`],
    ["brackets", `{ a: ${"[".repeat(16_000_000)}`],
    ["text that is none", "@ ".repeat(8_000_000)],
    ["includes", `{ a: [${'{$include:"./x"},'.repeat(900_000)}] }`],
    [
      "models",
      `{ agents: { defaults: { models: { ${many(200_000, (index) => `"openai/m${index}": { alias: "rye rye rye rye rye rye ${index}" }`)} } } } }`,
    ],
    [
      "providers",
      `{ models: { providers: { ${many(90_000, (index) => `shop${index}: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${K${index}}", models: [{ id: "rye" }] }`)} } } }`,
    ],
  ])("16 MB: %s", (_, text) =>
    expect(seconds(() => lint({ [PATH]: text }, { frames: false }))).toBeLessThan(8),
  );
});

describe("files that grow when they are read", () => {
  test.each([4, 8, 1000])("includes, each of which includes the next %i times", (fan) => {
    const files: Record<string, string> = { "/bakery/f10.json5": "{ a: 1 }" };
    for (let level = 0; level < 10; level += 1)
      files[level === 0 ? PATH : `/bakery/f${level}.json5`] =
        `{ ${many(fan, (index) => `k${index}: { $include: './f${level + 1}.json5' }`)} }`;
    let rules: readonly string[] = [];
    expect(
      seconds(() => {
        rules = lint(files).findings.map(({ rule, message, refused }) => `${rule} ${refused} ${message}`);
      }),
    ).toBeLessThan(3);
    // The made-up keys are told too: nothing about them hangs on what the files would have brought.
    expect(rules.filter((one) => !one.startsWith("unknown-key"))).toEqual([
      expect.stringMatching(/^include false The config includes more than 2000 files/u),
    ]);
  });

  const container = async (compose: string) => {
    const readers = await targetReaders("container");
    let report: ReturnType<typeof lint> | undefined;
    const took = seconds(() => {
      report = lint({ [PATH]: "{}", "/bakery/compose.yaml": compose }, { gateway: "container", readers });
    });
    return { took, said: report?.findings.map(({ message }) => message).join("\n") ?? "" };
  };
  const bomb = (levels: number, fan: number, members: number) => {
    let text = `x0: &x0 {${many(members, (index) => `A${index}: b`, ", ")}}\n`;
    for (let level = 1; level <= levels; level += 1)
      text += `x${level}: &x${level} {<<: [${many(fan, () => `*x${level - 1}`, ", ")}]}\n`;
    return `${text}services: {gateway: {image: openclaw, environment: *x${levels}}}\n`;
  };

  test.each([
    ["merges", bomb(6, 8, 2), ""],
    ["more merges", bomb(11, 10, 2), ""],
    ["merges of much", bomb(20, 100, 100), "more than 200000 nodes, or merge keys"],
    [
      "merges inside themselves",
      "a: &a {<<: *a, b: &b {<<: [*a, *b]}}\nservices: {gateway: {image: openclaw}}\n",
      "",
    ],
    [
      "aliases",
      `a: &a [1]\nb: [${many(50_000, () => "*a", ", ")}]\nservices: {gateway: {image: openclaw}}\n`,
      "",
    ],
    [
      "anchors",
      `services: {gateway: {image: openclaw, environment: {${many(20_000, (index) => `K${index}: &a${index} x`, ", ")}}}}\n`,
      "",
    ],
    [
      "extends",
      `services:\n${many(10_000, (index) => `  s${index}: {extends: {service: s${index + 1}}}`, "\n")}\n  s10000: {image: openclaw}\n`,
      "",
    ],
  ])("compose: %s", async (_, text, words) => {
    const { took, said } = await container(text);
    expect(took).toBeLessThan(3);
    expect(said).toContain(words);
  });

  test("a CI file with names behind aliases", () => {
    let names: readonly string[] | undefined;
    let text = "x0: &x0 {env: {A: b}}\n";
    for (let level = 1; level <= 12; level += 1)
      text += `x${level}: &x${level} [${many(10, () => `*x${level - 1}`, ", ")}]\n`;
    expect(
      seconds(() => {
        names = workflowNames(text);
      }),
    ).toBeLessThan(1);
    expect(names).toEqual(["A"]);
  });

  test.each([
    ["shared", 12, /holds more than 100000 values/u],
    ["inside itself", 0, /holds more than 100000 values/u],
  ])("a binary property list, %s", async (_, levels, words) => {
    const readers = await targetReaders("launchd");
    const plist = sharedLists(levels);
    let said = "";
    expect(
      seconds(() => {
        said = lint(
          { [PATH]: "{}", "/bakery/x.plist": plist },
          { gateway: "launchd", readers, serviceFile: "x.plist" },
        )
          .findings.map(({ message }) => message)
          .join("\n");
      }),
    ).toBeLessThan(1);
    expect(said).toMatch(words);
  });
});

/** Lists that hold the next one ten times, or for no level a list that holds itself. */
function sharedLists(levels: number): Uint8Array {
  const parts: Buffer[] = [Buffer.from("bplist00")];
  const offsets: number[] = [];
  const add = (...bytes: readonly number[]) => {
    offsets.push(Buffer.concat(parts).length);
    parts.push(Buffer.from(bytes));
  };
  if (levels === 0) add(0xa1, 0);
  for (let level = 0; level < levels; level += 1) add(0xaa, ...Array.from({ length: 10 }, () => level + 1));
  if (levels > 0) add(0x51, 0x61);
  const table = Buffer.concat(parts).length;
  const trailer = Buffer.alloc(32);
  trailer.set([1, 1], 6);
  trailer.writeBigUInt64BE(BigInt(offsets.length), 8);
  trailer.writeBigUInt64BE(BigInt(table), 24);
  return Buffer.concat([...parts, Buffer.from(offsets), trailer]);
}

describe("repairs", () => {
  const mend = (text: string, unsafe: boolean) => {
    const host = createMemoryHost({ files: { [PATH]: text }, cwd: "/bakery" });
    const options = { unsafe, variables: "/bakery/.env", expand: expandOptionsFor(host) };
    const mended = mendConfig(host, TARGET, { gateway: "none" }, options);
    if (mended === undefined) throw new Error("not mended");
    return mended;
  };

  test.each([
    [
      "misspelt keys",
      providers(4000, (index) => provider(index).replace("baseUrl", "baseURL")),
      false,
      /baseURL/u,
    ],
    [
      "misspelt keys in one line",
      providers(4000, (index) => provider(index).replace("baseUrl", "baseURL"), ", "),
      false,
      /baseURL/u,
    ],
    [
      "wrong adapters",
      providers(4000, (index) => provider(index).replace("openai-completions", "openai")),
      false,
      /"openai"/u,
    ],
    ["keys that stand twice", `{ ${many(4000, () => `gateway: {}`)} }`, true, /gateway[\s\S]*gateway/u],
    [
      "fallbacks that repeat",
      `{ agents: { defaults: { model: { primary: "openai/gpt-5", fallbacks: [${many(4000, () => `"openai/gpt-5"`)}] } } } }`,
      false,
      /fallbacks[\s\S]*gpt-5/u,
    ],
  ])("4000 at once: %s", (_, text, unsafe, gone) => {
    let mended: ReturnType<typeof mend> | undefined;
    expect(
      seconds(() => {
        mended = mend(text, unsafe);
      }),
    ).toBeLessThan(5);
    expect([mended?.untried, mended?.left]).toEqual([0, []]);
    expect(mended?.files.map(({ after }) => after).join("")).not.toMatch(gone);
  });

  test("one that does harm among them is left, and the others are made", () => {
    // A key that is there already: its misspelt twin cannot take the name.
    const text = providers(50, (index) =>
      index === 20
        ? `p20: { baseUrl: "https://a.example/v1", baseURL: "https://b.example/v1", api: "openai-completions", models: [] }`
        : provider(index).replace("baseUrl", "baseURL"),
    );
    const mended = mend(text, false);
    expect(mended.done).toHaveLength(49);
    expect(mended.files[0]?.after.match(/baseURL/gu)).toHaveLength(1);
  });
});
