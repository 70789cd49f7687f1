import { describe, expect, it, test } from "vitest";
import variables from "../../src/data/environment/provider-variables.json" with { type: "json" };
import { runInMemory } from "./run-in-memory.ts";

it("env asks for the variable that check asks for", async () => {
  const text = '{ agents: { defaults: { model: { primary: "anthropic/claude-sonnet-5" } } } }';
  const files = new Map([["openclaw.json", text]]);
  const required = await runInMemory(["env", "--required"], { files });
  expect(required.stdout).toBe("ANTHROPIC_API_KEY=\n");
  expect((await runInMemory(["check"], { files })).stdout).toContain("Put ANTHROPIC_API_KEY=");
});

describe("env --required names the variable that people use, whatever can be seen", () => {
  const several = Object.entries(variables.providers).filter(
    ([, { names, kind }]) => names.length > 1 && kind !== "external",
  );
  test.each(several)("%s", async (provider, { names }) => {
    const text = `{ agents: { defaults: { model: { primary: "${provider}/rye-2" } } } }`;
    const files = new Map([["openclaw.json", text]]);
    const answers = new Set<string>();
    for (const gateway of ["shell", "none", "container", "systemd", "launchd"]) {
      const { stdout } = await runInMemory(["env", "--required", "--gateway", gateway], { files });
      answers.add(stdout.trim().replace("=", ""));
    }
    expect(answers.size).toBe(1);
    const [answer = ""] = answers;
    if (answer !== "") expect(names).toContain(answer);
    if (answer !== "" && names.some((name) => name.endsWith("_API_KEY")))
      expect(answer).toMatch(/_API_KEY$/u);
  });
});

const CONFIG = `{
  models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}", models: [{ id: "rye-2", name: "Rye" }] } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}`;
const UNIT = "home/.config/systemd/user/openclaw-gateway.service";
const unit = (line: string) => `[Service]\nExecStart=/usr/bin/openclaw gateway run\n${line}\n`;
const NEW = "new-not-a-key";

/** Values that are set and wrong in the service, and what `.env` has beside them. */
const WRONG: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly says: string;
}[] = [
  {
    name: "an older copy in Environment=",
    files: { [UNIT]: unit("Environment=OVENAI_API_KEY=old-not-a-key") },
    says: "the values differ",
  },
  {
    name: "an older copy in EnvironmentFile=",
    files: { [UNIT]: unit("EnvironmentFile=%h/till.env"), "home/till.env": "OVENAI_API_KEY=old-not-a-key\n" },
    says: "the values differ",
  },
  {
    name: "quotes that stay",
    files: { [UNIT]: unit(`Environment="OVENAI_API_KEY=\\"${NEW}\\""`) },
    says: "the values differ",
  },
  {
    name: "a space before the value",
    files: { [UNIT]: unit(`Environment="OVENAI_API_KEY= ${NEW}"`) },
    says: "the values differ",
  },
  {
    name: "a $NAME that nothing expands",
    files: { [UNIT]: unit("Environment=OVENAI_API_KEY=$OVEN") },
    says: "the values differ",
  },
  {
    name: "a $(…) that nothing expands",
    files: { [UNIT]: unit('Environment="OVENAI_API_KEY=$(cat /run/oven)"') },
    says: "the values differ",
  },
  { name: "an empty one", files: { [UNIT]: unit("Environment=OVENAI_API_KEY=") }, says: "only one has it" },
];

describe("two gateways side by side name the holder that differs", () => {
  test.each(WRONG)("$name", async ({ files, says }) => {
    const all = new Map(
      Object.entries({ "openclaw.json": CONFIG, "home/.openclaw/.env": `OVENAI_API_KEY=${NEW}\n`, ...files }),
    );
    const { stdout, code } = await runInMemory(
      ["env", "--gateway", "shell", "--gateway", "systemd", "openclaw.json"],
      { files: all },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`${says}: shell looks into the state folder's .env .*, systemd looks into \\S`, "u"),
    );
    expect(stdout).not.toMatch(/not-a-key|\/run\/oven/u);
  });

  test("export in a unit's file is a line that is not read", async () => {
    const files = new Map([
      ["openclaw.json", CONFIG],
      [UNIT, unit("EnvironmentFile=%h/till.env")],
      ["home/till.env", "export OVENAI_API_KEY=old-not-a-key\n"],
      ["home/.openclaw/.env", `OVENAI_API_KEY=${NEW}\n`],
    ]);
    const { stdout } = await runInMemory(["env", "--verbose", "--gateway", "systemd", "openclaw.json"], {
      files,
    });
    expect(stdout).toContain("~/till.env:1: not read from there (systemd takes no `export` here");
    expect(stdout).toContain("the state folder's .env (~/.openclaw/.env:1): wins");
  });

  test("equal values are no difference", async () => {
    const files = new Map([
      ["openclaw.json", CONFIG],
      [UNIT, unit(`Environment=OVENAI_API_KEY=${NEW}`)],
      ["home/.openclaw/.env", `OVENAI_API_KEY=${NEW}\n`],
    ]);
    const { stdout } = await runInMemory(
      ["env", "--verbose", "--gateway", "shell", "--gateway", "systemd", "openclaw.json"],
      { files },
    );
    expect(stdout).not.toContain("differ");
    expect(stdout).toContain("hidden by Environment= of the service; the same value");
  });
});

describe("explain VARIABLE", () => {
  const files = new Map([
    [
      "openclaw.json",
      CONFIG.replace('ovenai/rye-2"', 'ovenai/rye-2", fallbacks: ["anthropic/claude-sonnet-5"]'),
    ],
    [UNIT, unit("Environment=OVENAI_API_KEY=old-not-a-key")],
    ["home/.openclaw/.env", `OVENAI_API_KEY=${NEW}\nANTHROPIC_API_KEY=${NEW}\n`],
  ]);
  const explain = (subject: string, ...more: readonly string[]) =>
    runInMemory(["explain", subject, "openclaw.json", ...more], { files, env: { ANTHROPIC_API_KEY: "" } });

  test.each(["OVENAI_API_KEY", "$OVENAI_API_KEY", "${OVENAI_API_KEY}"])("as %s", async (subject) => {
    const { stdout, code } = await explain(subject, "--gateway", "systemd");
    expect(code).toBe(0);
    const lines = stdout.split("\n").map((line) => line.trim());
    expect(lines[0]).toBe("OVENAI_API_KEY");
    expect(lines[1]).toBe("wanted by models.providers.ovenai.apiKey, the key of provider ovenai");
    expect(lines[2]).toMatch(/^systemd: set in Environment= of the service/u);
    expect(lines[3]).toMatch(/: wins$/u);
    expect(lines[4]).toMatch(/^the state folder's \.env .*: hidden by .*; it has another value$/u);
    expect(stdout).not.toContain("not-a-key");
  });

  test("what hides it", async () => {
    const { stdout } = await explain("ANTHROPIC_API_KEY");
    expect(stdout).toContain("provider anthropic, for which OpenClaw reads it by itself as number 2 of");
    expect(stdout).toContain("shell: empty in the process environment");
    expect(stdout).toContain("that hides its value in the state folder's .env (~/.openclaw/.env:2)");
  });

  test.each([
    ["OVENAI_KEY", "nothing in this config wants it; did you mean OVENAI_API_KEY?"],
    ["OVENIA_API_KEY", "did you mean OVENAI_API_KEY?"],
    ["GROQ_API_KEY", "wanted by nothing in this config; OpenClaw reads it for groq"],
    ["BREAD", "nothing in this config wants it\n"],
  ])("of a variable that nothing wants: %s", async (subject, words) => {
    expect((await explain(subject)).stdout).toContain(words);
  });

  test("a key is not repeated", async () => {
    const key = "AKIAQ3EGRYQOVENBAKER";
    const { stdout, stderr, code } = await explain(key);
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain(key);
  });
});
