import { describe, expect, test } from "vitest";
import { FORMATS } from "../../src/report/formats.ts";
import { judgeValue } from "../../src/resolve/environment/value-verdict.ts";
import { checks } from "../../src/rules/rule-names.ts";
import { readFixtures } from "../rules/fixture.ts";
import { runInMemory } from "./run-in-memory.ts";

/** Values of a fixture's variables and dotenv files. Short and public ones tell nothing. */
function secretValues(files: ReadonlyMap<string, string>): readonly string[] {
  const values = new Set<string>();
  for (const text of files.values()) {
    for (const [, value = ""] of text.matchAll(/^\s*(?:\/\/ env: |export |)[A-Z_][A-Z0-9_]*=(.*)$/gmu)) {
      const plain = value.replace(/^["']|["'].*$| #.*$/gu, "").trim();
      // Placeholders and redactions are no secrets, and the rules' own examples show them.
      if (plain.length >= 8 && !plain.includes("$") && judgeValue(plain) === "set") values.add(plain);
    }
  }
  return [...values];
}

describe("no secret of any fixture or example in any output", () => {
  const cases = [
    ...readFixtures().map(({ name, files }) => ({ name, files })),
    ...checks.flatMap(({ id, docs }) =>
      [docs().bad, docs().good].map((example, index) => ({
        name: `${id} example ${index}`,
        files: new Map([
          [
            "openclaw.json",
            `${Object.entries(example.env ?? {})
              .map(([name, value]) => `// env: ${name}=${value}\n`)
              .join("")}${example.config}`,
          ],
          ...Object.entries(example.files ?? {})
            .filter(([name]) => !name.startsWith(".git/"))
            .map(([name, text]) => [name.replace(/^~\//u, "home/"), text] as const),
        ]),
      })),
    ),
  ].filter(({ files }) => secretValues(files).length > 0);

  test("there are such cases", () => expect(cases.length).toBeGreaterThan(50));

  test.each(cases.map((one) => [one.name, one] as const))("%s", async (_, { files }) => {
    const config = files.get("openclaw.json") ?? "";
    const env: Record<string, string> = {};
    for (const [, name = "", value = ""] of config.matchAll(/^\s*\/\/ env: (\w+)=(.*)$/gmu))
      env[name] = value;
    const reports = FORMATS.flatMap((format) => ["--report", `${format}=${format}.out`]);
    const runs = await Promise.all([
      runInMemory(["check", ...reports], { files, env }),
      runInMemory(["env", "--format", "json"], { files, env }),
    ]);
    const output = runs.map(({ stdout, stderr, written }) => stdout + stderr + written).join("\n");
    expect(output.length).toBeGreaterThan(100);
    for (const value of secretValues(files)) expect(output).not.toContain(value);
  });
});

describe("planted values", () => {
  const PLANTED = "Zq7Xw9Kp3Vt5Yb1N";
  const planted = (tag: string) => `sk-${tag}-${PLANTED}${tag}`;

  test("in every place of a config and its files, none comes out, in any format", async () => {
    const value = planted("test");
    const config = `{
  // apiKey: "${value}"
  env: { vars: { OVENAI_API_KEY: "${value}", OTHER: "\${${value}}" } },
  secrets: { providers: { drawer: { source: "file", path: "./drawer.json", token: "${value}" } } },
  models: { providers: {
    ovenai: { baseUrl: "https://baker:${value}@api.ovenai.example/v1?key=${value}", api: "${value}", apiKey: "${value}",
      headers: { Authorization: "Bearer: ${value}", "cf-aig-authorization": "${value}", "X Y": "${value}" },
      request: { auth: { mode: "header", headerName: "x", value: "${value}", nope: "${value}" } },
      models: [{ id: "rye-2", name: 5, api: "${value}", contextWindow: "${value}" }, { id: "${value}", name: "x" }] },
    anthropic: { apiKey: "env:${value}" },
    google: { apiKey: { source: "env", provider: "${value}", id: "${value}" } },
    xai: { apiKey: "secretref-env:${value}" },
    groq: { apiKey: "\${${value}:-${value}}" },
  } },
  agents: { defaults: { model: { primary: "${value}", fallbacks: ["openai/${value}", "${value}/x"] }, apiKey: "${value}" } },
  gateway: { auth: { token: "${value}" } },
}`;
    const files = new Map(
      Object.entries({
        "openclaw.json": config,
        "broken.json": config.replace(`"${value}", OTHER`, `"${value}`),
        ".env": `OVENAI_API_KEY=${value}\nANTHROPIC_API_KEY=${value}\nBROKEN ${value}\n`,
        "drawer.json": `{ "x": "${value}" }`,
        "home/.openclaw/.env": `XAI_API_KEY=${value}\nexport GROQ_API_KEY='${value}'\n"${value}\n`,
      }),
    );
    const env = { GEMINI_API_KEY: value, OPENAI_API_KEY: ` ${value}`, OVENAI_KEY: value };
    const reports = FORMATS.flatMap((format) => ["--report", `${format}=${format}.out`]);
    const commands = [
      ["check", "openclaw.json", "broken.json", ...reports],
      ["check", "openclaw.json", "--gateway", "systemd"],
      ["check", "openclaw.json", "--openclaw-version", "2026.2.9", "--color"],
      ["env", "openclaw.json"],
      ["env", "openclaw.json", "--format", "json", "--gateway", "shell", "--gateway", "none"],
      ["env", "openclaw.json", "--required"],
      ["explain", "models.providers.ovenai.apiKey", "openclaw.json"],
      ["explain", "models.providers.ovenai.baseUrl", "openclaw.json"],
      ["explain", "models.providers.ovenai.headers.Authorization", "openclaw.json"],
      ["explain", "env.vars.OVENAI_API_KEY", "openclaw.json"],
      ["explain", "agents.defaults.model.primary", "openclaw.json"],
    ];
    for (const args of commands) {
      const { stdout, stderr, written } = await runInMemory(args, { files, env });
      expect(stdout + stderr + written, args.join(" ")).not.toContain(PLANTED);
      expect(stdout.length, args.join(" ")).toBeGreaterThan(0);
    }
  });
});
