import { describe, expect, it } from "vitest";
import { build, EARLY, HOME, STATE, told } from "./build-for-test.ts";

const GATEWAY_ENV = `${HOME}/.config/openclaw/gateway.env`;

describe("the shell target", () => {
  it("takes the process before all else", () => {
    const built = build({
      env: { BREAD_KEY: "sk-test-1" },
      files: { [`${STATE}/.env`]: "BREAD_KEY=sk-test-2" },
    });
    expect(told(built, "BREAD_KEY")).toBe("set by process");
    const step = built.environment.lookup("BREAD_KEY").trail.find((entry) => entry.layer === "state-env");
    expect(step).toMatchObject({
      answer: "set",
      hidden: true,
      line: 1,
      why: "hidden by the process environment",
    });
  });

  it("lets an empty variable of the process hide .env, and says so", () => {
    const built = build({
      env: { OPENAI_API_KEY: "" },
      files: { [`${STATE}/.env`]: "\nOPENAI_API_KEY=sk-test-2" },
    });
    expect(built.environment.lookup("OPENAI_API_KEY")).toMatchObject({
      verdict: "empty",
      from: { layer: "process" },
      hides: { layer: "state-env", file: `${STATE}/.env`, line: 2 },
    });
  });

  it("fills a blank variable from env.vars", () => {
    const built = build({ env: { BREAD_KEY: " " } }, { configEnv: { vars: { BREAD_KEY: "sk-test-1" } } });
    expect(built.environment.lookup("BREAD_KEY").from).toMatchObject({
      layer: "config-env",
      path: ["env", "vars", "BREAD_KEY"],
    });
  });

  it("reads the state folder's .env, then gateway.env, and names what they disagree on", () => {
    const files = { [`${STATE}/.env`]: "A_KEY=1\nB_KEY=1", [GATEWAY_ENV]: "B_KEY=2\nC_KEY=3" };
    const built = build({ files });
    expect(["A_KEY", "B_KEY", "C_KEY"].map((name) => told(built, name))).toEqual([
      "set by state-env",
      "set by state-env",
      "set by gateway-env",
    ]);
    expect(built.problems).toContainEqual({
      kind: "conflict",
      kept: `${STATE}/.env`,
      ignored: GATEWAY_ENV,
      names: ["B_KEY"],
    });
  });

  it("leaves gateway.env alone with a state folder of one's own, and in the early era", () => {
    const files = { [GATEWAY_ENV]: "C_KEY=3" };
    expect(told(build({ files, env: { OPENCLAW_STATE_DIR: "/srv/state" } }), "C_KEY")).toBe("unset");
    expect(told(build({ files }, { release: EARLY }), "C_KEY")).toBe("unset");
  });

  it.each([
    ["CLOUDFLARE_AI_GATEWAY_API_KEY", "provider-credential"],
    ["anthropic_api_key", "provider-credential"],
    ["AWS_PROFILE", "fixed-name"],
    ["OPENCLAW_ANYTHING", "prefix"],
    ["BREAD_BASE_URL", "suffix"],
    ["BREAD_SKIP_AUTH_CHECK", "word-sequence"],
    ["LD_PRELOAD", "host-name"],
    ["BREAD.KEY", "invalid-name"],
  ])("drops %s from the working folder's .env: %s", (name, reason) => {
    const built = build({ files: { "/srv/shop/.env": `# keys\n${name}=sk-test-1` } });
    expect(told(built, name)).toBe("unset");
    expect(built.environment.dropped()).toMatchObject([
      { variable: name, layer: "working-folder-env", reason, place: { file: "/srv/shop/.env", line: 2 } },
    ]);
    if (reason === "invalid-name") return;
    expect(told(build({ files: { "/srv/shop/.env": `${name}=sk-test-1` } }, { release: EARLY }), name)).toBe(
      "set by working-folder-env",
    );
  });

  it("takes names of the user's own from the working folder's .env", () => {
    expect(told(build({ files: { "/srv/shop/.env": "MYPROV_API_KEY=x" } }), "MYPROV_API_KEY")).toBe(
      "set by working-folder-env",
    );
  });

  it("blocks host names in env.vars, with the place", () => {
    const built = build(
      {},
      { configEnv: { vars: { GITHUB_TOKEN: "x", NPM_CONFIG_FOO: "x", AWS_PROFILE: "till" } } },
    );
    expect(told(built, "GITHUB_TOKEN")).toBe("unset");
    expect(told(built, "AWS_PROFILE")).toBe("set by config-env");
    expect(built.environment.dropped().map(({ variable, place }) => [variable, place.path])).toEqual([
      ["GITHUB_TOKEN", ["env", "vars", "GITHUB_TOKEN"]],
      ["NPM_CONFIG_FOO", ["env", "vars", "NPM_CONFIG_FOO"]],
    ]);
  });

  it("fills env.vars in the second pass from what was there at first", () => {
    const vars = {
      X_KEY: "${Y_KEY}",
      Y_KEY: "sk-test-1",
      CHAIN: "${X_KEY}",
      LOST: "a-${NOWHERE}",
      ESCAPED: "$${Y_KEY}",
    };
    const built = build({}, { configEnv: { vars } });
    expect(told(built, "X_KEY")).toBe("set by config-env");
    expect(told(built, "CHAIN")).toBe("unset");
    expect(built.environment.lookup("LOST").trail.find((step) => step.layer === "config-env")).toMatchObject({
      answer: "unexpanded",
      path: ["env", "vars", "LOST"],
    });
    expect(told(built, "ESCAPED")).toBe("set by config-env");
  });

  it("takes env.NAME besides env.vars", () => {
    const built = build({}, { configEnv: { OLD_KEY: "x", shellEnv: { enabled: false } }, release: EARLY });
    expect(built.environment.lookup("OLD_KEY").from).toMatchObject({ path: ["env", "OLD_KEY"] });
  });

  it("asks the login shell only for names that OpenClaw expects", () => {
    const configEnv = { shellEnv: { enabled: true } };
    const built = build({}, { configEnv });
    expect(built.environment.lookup("OPENAI_API_KEY")).toMatchObject({
      verdict: "undecidable",
      from: { layer: "login-shell" },
      why: "would be asked of your login shell",
    });
    expect(told(built, "MYPROV_API_KEY")).toBe("unset");
    expect(told(built, "CLOUDFLARE_AI_GATEWAY_API_KEY")).toBe("unset");
    const withPlugin = build({}, { configEnv, installedProviders: ["cloudflare-ai-gateway"] });
    expect(told(withPlugin, "CLOUDFLARE_AI_GATEWAY_API_KEY")).toBe("undecidable by login-shell");
    expect(told(build({ env: { OPENAI_API_KEY: "" } }, { configEnv }), "OPENAI_API_KEY")).toBe(
      "empty by process",
    );
    const asked = build(
      {},
      { configEnv, loginShellValues: { OPENAI_API_KEY: "sk-test-1", MYPROV_API_KEY: "x" } },
    );
    expect(told(asked, "OPENAI_API_KEY")).toBe("set by login-shell");
    expect(told(asked, "MYPROV_API_KEY")).toBe("unset");
    expect(told(build({ env: { OPENCLAW_LOAD_SHELL_ENV: "1" } }), "XAI_API_KEY")).toBe(
      "undecidable by login-shell",
    );
  });

  it("fills ZAI_API_KEY from the older spelling", () => {
    expect(told(build({ env: { Z_AI_API_KEY: "x" } }), "ZAI_API_KEY")).toBe("set by process");
    expect(told(build({ env: { Z_AI_API_KEY: "x", ZAI_API_KEY: " " } }), "ZAI_API_KEY")).toBe(
      "set by process",
    );
    expect(told(build({ env: { ZAI_API_KEY: "x" } }), "Z_AI_API_KEY")).toBe("unset");
  });

  it.each([
    ["${REAL}", "unexpanded"],
    ["$REAL", "unexpanded"],
    ["$(pass show bread)", "unexpanded"],
    ["YOUR_API_KEY_HERE", "placeholder"],
    ["<your-key>", "placeholder"],
    ["__OPENCLAW_REDACTED__", "redacted"],
    ["sk-test-not-a-key", "set"],
    ["none", "set"],
  ])("judges %s as %s", (value, verdict) => {
    expect(build({ files: { [`${STATE}/.env`]: `K='${value}'` } }).environment.lookup("K").verdict).toBe(
      verdict,
    );
  });

  it("adds --dotenv and --env-names above all, the later file first", () => {
    const files = { "/ci/a.env": "A=1\nB=1", "/ci/b.env": "B=" };
    const built = build({ files }, { envFiles: ["/ci/a.env", "/ci/b.env", "/ci/none.env"], envNames: ["C"] });
    expect(["A", "B", "C"].map((name) => told(built, name))).toEqual([
      "set by dotenv-option",
      "empty by dotenv-option",
      "set by env-names",
    ]);
    expect(built.environment.shape("C")).toBeUndefined();
    expect(built.problems).toContainEqual(
      expect.objectContaining({ kind: "file-unreadable", file: "/ci/none.env", required: true }),
    );
    expect(told(build({}, { envNames: ["C"], configEnv: { vars: { D: "Bearer ${C}" } } }), "D")).toBe(
      "set by config-env",
    );
  });

  it("knows nothing without an environment, but for what was given", () => {
    const built = build(
      { env: { A: "1" } },
      { target: "none", envNames: ["B"], configEnv: { vars: { C: "1", D: "${A}" } } },
    );
    expect(["A", "B", "C", "D"].map((name) => built.environment.lookup(name).verdict)).toEqual([
      "undecidable",
      "set",
      "set",
      "undecidable",
    ]);
  });

  it("tells files that others may read, and files that OpenClaw skips", () => {
    const files = {
      [`${STATE}/.env`]: { content: "A=1", mode: 0o644 },
      "/srv/shop/.env": { content: "x".repeat(1024 * 1024 + 1) },
    };
    expect(build({ files }).problems).toEqual([
      { kind: "file-unreadable", file: "/srv/shop/.env", why: "it is larger than 1 MiB", required: false },
      { kind: "readable-by-others", file: `${STATE}/.env`, mode: 0o644 },
    ]);
  });

  it("says of a value only what may be said", () => {
    const { environment } = build({ env: { A: "Bearer: sk-ant-abc", B: '"sk-or-v1-x"', C: " x " } });
    expect(environment.shape("A")).toMatchObject({ vendor: "Anthropic" });
    expect(environment.shape("B")).toMatchObject({ quoted: true });
    expect(environment.shape("C")).toMatchObject({ padded: true, verdict: "set" });
  });
});
