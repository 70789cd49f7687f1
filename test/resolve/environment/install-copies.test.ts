import { describe, expect, it } from "vitest";
import { type InstallUse, serviceInstallCopies } from "../../../src/resolve/environment/install-copies.ts";
import { bakery, build, NEW, STATE } from "./build-for-test.ts";

function copies(
  name: string,
  use: InstallUse,
  machine: { env?: Record<string, string>; files?: Record<string, string> } = {},
  configEnv?: unknown,
  platform: "systemd" | "launchd" = "systemd",
) {
  const shell = build(machine, { configEnv }).environment;
  const context = { host: bakery(machine), shell, release: NEW, platform };
  const { copied, why } = serviceInstallCopies(name, use, context);
  return copied ? `copied: ${why}` : why;
}
const shell = { env: { BREAD_KEY: "x", OPENAI_API_KEY: "x", GROQ_API_KEY: "x", GITHUB_TOKEN: "x" } };

describe("serviceInstallCopies", () => {
  it("copies the state folder's .env, but no references and no host names", () => {
    const at = (text: string) => ({ files: { [`${STATE}/.env`]: text } });
    expect(copies("BREAD_KEY", "elsewhere", at("BREAD_KEY=x"))).toBe(
      "copied: it stands in the state folder's .env",
    );
    expect(copies("BREAD_KEY", "elsewhere", at("BREAD_KEY='${REAL}'"))).toMatch(/^no credential/u);
    expect(copies("GITHUB_TOKEN", "elsewhere", at("GITHUB_TOKEN=x"))).toMatch(
      /^it stands in the state folder's .env, but /u,
    );
  });

  it("copies env.vars and references", () => {
    expect(copies("BREAD_KEY", "elsewhere", {}, { vars: { BREAD_KEY: "x" } })).toBe(
      "copied: it stands in env.vars of the config",
    );
    expect(copies("BREAD_KEY", "credential", shell)).toBe("copied: a credential of the config refers to it");
    expect(copies("GITHUB_TOKEN", "credential", shell)).toMatch(/process environment only/u);
  });

  it("does not copy what stands inside a longer text", () => {
    expect(copies("BREAD_KEY", "inside", shell)).toBe(
      "it is used inside a longer text, and the installer copies only what a whole value refers to",
    );
    expect(copies("BREAD_KEY", "inside")).toMatch(/the shell has no value for it to copy$/u);
    expect(copies("BREAD_KEY", "credential")).toBe("the shell has no value for it to copy");
  });

  it("copies the keys of guided providers on Linux only", () => {
    expect(copies("OPENAI_API_KEY", "elsewhere", shell)).toBe(
      "copied: the installer copies the keys of bundled providers",
    );
    expect(copies("GROQ_API_KEY", "elsewhere", shell)).toMatch(/^no credential/u);
    expect(copies("OPENAI_API_KEY", "elsewhere", shell, undefined, "launchd")).toMatch(/^no credential/u);
    // A provider that asks for its key in a way of its own.
    expect(copies("MINIMAX_API_KEY", "elsewhere", { env: { MINIMAX_API_KEY: "x" } })).toMatch(
      /^no credential/u,
    );
    expect(copies("PATH", "elsewhere")).toBe("copied: the installer always sets it");
  });
});
