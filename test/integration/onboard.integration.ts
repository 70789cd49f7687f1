import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../cli/run-cli.ts";
import { atTerminal } from "./terminal.ts";
import { describeWith } from "./tools.ts";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
const KEY = "sk-ant-test-not-a-key-51c2";
const ACCOUNT = "0123456789abcdef0123456789abcdef";

/** The command lines of all processes that can be seen. */
function commandLines(): string {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "latin1");
      } catch {
        return ""; // it has ended
      }
    })
    .join("\n");
}

describeWith(["script"], "onboard at a real terminal", () => {
  const guide = `${process.execPath} ${CLI} onboard --auth-choice cloudflare-ai-gateway-api-key`;

  test.each([
    ["no config", undefined],
    ["an empty config", ""],
    ["a commented config", "// the bakery\n{\n  gateway: { mode: 'local' }, // here\n}\n"],
    ["a config split by $include", "{\n  models: { $include: './ovens.json5' }, // in its own file\n}\n"],
  ])("the guide's command line, with %s", async (_, text) => {
    const home = temporaryFolder({
      ".openclaw/ovens.json5": "{ providers: {} } // ovens\n",
      ...(text === undefined ? {} : { ".openclaw/openclaw.json": text }),
    });
    const { code, screen, left } = await atTerminal(
      guide,
      [
        ["Cloudflare account id", "not-an-account\r"],
        ["32 hex digits", `${"\u007f".repeat(14)}${ACCOUNT}\r`],
        ["Gateway id", "bakery\r"],
        ["authenticated", "n"],
        ["API key of the upstream", "gsk_test-not-a-key\r"],
        ["a key of Groq", `${"\u007f".repeat(18)}${KEY}\r`],
        ["Write ", "\r"],
      ],
      { home: home.path },
    );
    expect({ code, left, screen: code === 0 ? "" : screen }).toEqual({ code: 0, left: 0, screen: "" });
    expect(screen).toContain("no problems found");
    expect(screen).not.toContain(KEY);
    expect(screen).not.toContain("gsk_test");
    const config = ["openclaw.json", "ovens.json5"]
      .map((name) => readFileSync(join(home.path, ".openclaw", name), "utf8"))
      .join("");
    expect(config).toContain(`/v1/${ACCOUNT}/bakery/anthropic`);
    expect(config).not.toContain(KEY);
    for (const line of (text ?? "").split("\n").filter(Boolean)) expect(config).toContain(line);
    expect(readFileSync(join(home.path, ".openclaw/.env"), "utf8")).toBe(
      `CLOUDFLARE_AI_GATEWAY_API_KEY=${KEY}\n`,
    );
    home.remove();
  });

  test("a read-only config stays as it is, and no key is left behind", async () => {
    const home = temporaryFolder({ ".openclaw/openclaw.json": "{}\n" });
    chmodSync(join(home.path, ".openclaw/openclaw.json"), 0o444);
    const { code, screen } = await atTerminal(
      `${guide} --cloudflare-ai-gateway-account-id ${ACCOUNT} --cloudflare-ai-gateway-gateway-id bakery`,
      [
        ["authenticated", "n"],
        ["API key of the upstream", `${KEY}\r`],
        ["Write ", "\r"],
      ],
      { home: home.path },
    );
    expect(code).toBe(3);
    expect(screen).toContain("read-only");
    expect(readdirSync(join(home.path, ".openclaw"))).toEqual(["openclaw.json"]);
    expect(readFileSync(join(home.path, ".openclaw/openclaw.json"), "utf8")).toBe("{}\n");
    chmodSync(join(home.path, ".openclaw/openclaw.json"), 0o644);
    home.remove();
  });

  test("a key given as an option does not stand in the list of processes, and breaking off writes nothing", async () => {
    const home = temporaryFolder({});
    const seen: string[] = [];
    const { code, screen } = await atTerminal(
      `${guide} --cloudflare-ai-gateway-api-key "$BAKERY_KEY"`,
      [["Cloudflare account id", "\u0003"]],
      { home: home.path, env: { BAKERY_KEY: KEY }, whenAsked: () => seen.push(commandLines()) },
    );
    expect(seen.join("")).toContain("clawlint onboard");
    expect(seen.join("")).not.toContain(KEY);
    expect(code).toBe(3);
    expect(screen).toContain("nothing was written");
    expect(existsSync(join(home.path, ".openclaw"))).toBe(false);
    home.remove();
  });
});
