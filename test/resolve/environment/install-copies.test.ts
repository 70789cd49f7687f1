import { describe, expect, it } from "vitest";
import { serviceInstallCopies, type VariableUse } from "../../../src/resolve/environment/install-copies.ts";
import { bakery, build, NEW, STATE } from "./build-for-test.ts";

const unused: VariableUse = {
  asReference: false,
  insideText: false,
  passedToCommand: false,
  byProfile: false,
};

function copies(
  name: string,
  use: Partial<VariableUse>,
  machine: { env?: Record<string, string>; files?: Record<string, string> } = {},
  configEnv?: unknown,
  platform: "systemd" | "launchd" = "systemd",
) {
  const shell = build(machine, { configEnv }).environment;
  const { copied, by, why } = serviceInstallCopies(
    name,
    { ...unused, ...use },
    { host: bakery(machine), shell, release: NEW, platform },
  );
  return copied ? by : why;
}
const shell = { env: { BREAD_KEY: "x", OPENAI_API_KEY: "x", GROQ_API_KEY: "x", GITHUB_TOKEN: "x" } };

describe("serviceInstallCopies", () => {
  it("copies the state folder's .env, but no references and no host names", () => {
    const at = (text: string) => ({ files: { [`${STATE}/.env`]: text } });
    expect(copies("BREAD_KEY", {}, at("BREAD_KEY=x"))).toBe("state-env");
    expect(copies("BREAD_KEY", {}, at("BREAD_KEY='${REAL}'"))).toMatch(/^no credential/u);
    expect(copies("GITHUB_TOKEN", {}, at("GITHUB_TOKEN=x"))).toMatch(
      /^it stands in the state folder's .env, but /u,
    );
  });

  it("copies env.vars, references, passEnv, and what logins refer to", () => {
    expect(copies("BREAD_KEY", {}, {}, { vars: { BREAD_KEY: "x" } })).toBe("config-env");
    expect(copies("BREAD_KEY", { asReference: true }, shell)).toBe("reference");
    expect(copies("BREAD_KEY", { passedToCommand: true }, shell)).toBe("pass-env");
    expect(copies("BREAD_KEY", { byProfile: true }, shell)).toBe("profile");
    expect(copies("GITHUB_TOKEN", { asReference: true }, shell)).toMatch(/process environment only/u);
  });

  it("does not copy what stands inside a longer text", () => {
    expect(copies("BREAD_KEY", { insideText: true }, shell)).toBe(
      "it is used inside a longer text, and the installer copies only what a whole value refers to",
    );
    expect(copies("BREAD_KEY", { insideText: true })).toMatch(/the shell has no value for it to copy$/u);
    expect(copies("BREAD_KEY", { asReference: true })).toBe("the shell has no value for it to copy");
  });

  it("copies the keys of guided providers on Linux only", () => {
    expect(copies("OPENAI_API_KEY", {}, shell)).toBe("ambient-key");
    expect(copies("GROQ_API_KEY", {}, shell)).toMatch(/^no credential/u);
    expect(copies("OPENAI_API_KEY", {}, shell, undefined, "launchd")).toMatch(/^no credential/u);
    expect(copies("PATH", {})).toBe("fixed");
  });
});
