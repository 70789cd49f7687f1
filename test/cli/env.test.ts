import { expect, it } from "vitest";
import { runInMemory } from "./run-in-memory.ts";

it("env asks for the variable that check asks for", async () => {
  const text = '{ agents: { defaults: { model: { primary: "anthropic/claude-sonnet-5" } } } }';
  const files = new Map([["openclaw.json", text]]);
  const required = await runInMemory(["env", "--required"], { files });
  expect(required.stdout).toBe("ANTHROPIC_API_KEY=\n");
  expect((await runInMemory(["check"], { files })).stdout).toContain("Put ANTHROPIC_API_KEY=");
});
