import { describe, expect, it } from "vitest";
import { findProvider } from "../../../src/resolve/providers/catalogue.ts";
import { routeDataOf } from "../../../src/resolve/route/facts.ts";
import { NEWEST_RELEASE } from "../../../src/schema/releases.ts";

describe("facts of the newest release", () => {
  const data = routeDataOf(NEWEST_RELEASE);
  if (data === undefined) throw new Error("there are none");

  it("are of that release, and of no other", () => {
    expect(data.release).toBe(NEWEST_RELEASE);
    expect(routeDataOf("2026.2.9")).toBeUndefined();
  });

  it("name only providers that the catalogue of providers has", () => {
    // claude-cli is a program, gemini-cli and google-antigravity older names.
    expect(Object.keys(data.providers).filter((id) => findProvider(id) === undefined)).toEqual([]);
  });

  it("give every model of a catalogue an api, and limits that are numbers above 0", () => {
    for (const [id, provider] of Object.entries(data.providers)) {
      if (id === "claude-cli") continue; // a program, which is asked otherwise
      const models = { ...provider.offered, ...provider.inCode, ...provider.models };
      for (const [model, { api, context, max }] of Object.entries(models)) {
        expect(api ?? provider.api, `${id}/${model}`).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
        for (const limit of [context, max])
          if (limit !== undefined) expect(limit, `${id}/${model}`).toBeGreaterThan(0);
      }
    }
  });

  it("know the endpoints of the vendors that are asked most", () => {
    const hosts = data.endpoints.flatMap((endpoint) => endpoint.hosts ?? []);
    expect(hosts).toEqual(
      expect.arrayContaining(["api.anthropic.com", "api.openai.com", "api.x.ai", "api.deepseek.com"]),
    );
  });
});
