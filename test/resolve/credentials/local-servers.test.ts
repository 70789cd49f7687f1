import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { credential } from "./credential-for-test.ts";

/**
 * What agent turns of OpenClaw 2026.9.6 did with servers that people run themselves, without any variable or login:
 * five providers, five hosts, every kind of key, and blocks that lack something. `sent`: a request for the model went
 * out.
 */
interface Cell {
  readonly provider: string;
  readonly block: Readonly<Record<string, unknown>> | null;
  readonly sent: boolean;
}

const cells = readFileSync(join(import.meta.dirname, "../recorded/local-servers.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line): Cell => JSON.parse(line));

describe("a key for a local server is made up just where OpenClaw makes one up", () => {
  test("there are enough cells, of both kinds", () => {
    expect(cells.length).toBeGreaterThanOrEqual(160);
    expect(cells.filter(({ sent }) => sent).length).toBeGreaterThan(50);
    expect(cells.filter(({ sent }) => !sent).length).toBeGreaterThan(50);
  });

  test.each(cells.map((cell) => [`${cell.provider} ${JSON.stringify(cell.block)}`, cell] as const))(
    "%s",
    (_, { provider, block, sent }) => {
      const { state } = credential(provider, block ?? undefined);
      expect(state === "set" || state === "not-needed").toBe(sent);
    },
  );
});

describe("by release", () => {
  const at = (host: string, release: string) =>
    credential(
      "ovenai",
      { baseUrl: `http://${host}/v1`, api: "openai-completions", models: [{ id: "rye-2" }] },
      { release },
    ).state;

  test.each([
    ["localhost:8000", "2026.3.13", "not-needed"],
    ["127.0.0.1:8000", "2026.4.15", "not-needed"],
    ["192.168.1.5:8000", "2026.4.15", "unset"],
    ["oven.local:8000", "2026.3.13", "unset"],
    ["192.168.1.5:8000", "2026.4.29", "not-needed"],
    ["oven.local:8000", "2026.5.5", "not-needed"],
    ["host.docker.internal:8000", "2026.5.5", "unset"],
    ["host.docker.internal:8000", "2026.6.11", "not-needed"],
  ])("%s with %s: %s", (host, release, state) => expect(at(host, release)).toBe(state));
});
