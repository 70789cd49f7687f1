import { describe, expect, test } from "vitest";
import data from "../../../src/data/endpoints.json" with { type: "json" };
import {
  formServing,
  isForeignApi,
  ownForm,
  plainPath,
  readEndpoint,
  requestEnding,
} from "../../../src/resolve/providers/endpoints.ts";

function endpoint(url: string) {
  const read = readEndpoint(url);
  if (read === undefined) throw new Error(`${url} is no endpoint`);
  return read;
}

describe("the table of hosts", () => {
  test("names each host once, and what each serves", () => {
    const names = [
      ...data.hosts.map((one) => one.host ?? `:${one.port}`),
      ...data.websites.map(({ host }) => host),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const { forms } of data.hosts) {
      expect(forms.length).toBeGreaterThan(0);
      for (const { path, apis } of forms) {
        expect(path).toMatch(/^(?:\/[\w.-]+)*$/u);
        expect(apis.length).toBeGreaterThan(0);
      }
    }
  });

  test.each(data.websites)("$host leads to the API at $api", ({ host, api }) => {
    expect(endpoint(`https://${host}/v1`).website?.host).toBe(api);
  });
});

describe("what a base URL says", () => {
  test.each([
    ["https://api.ovenai.example//v1", "/v1"],
    ["https://api.ovenai.example/v1//", "/v1"],
    ["https://bakery.example/https://api.ovenai.example/v1", "/https://api.ovenai.example/v1"],
  ])("%s has the path %s", (url, path) => {
    expect(plainPath(endpoint(url))).toBe(path);
  });

  test.each([
    ["https://api.ovenai.example/v1/chat/completions", "/chat/completions"],
    ["https://api.ovenai.example/v1/models/rye:generateContent", "/models/rye:generateContent"],
    ["https://api.ovenai.example/v1", undefined],
  ])("%s ends in the request %s", (url, ending) => {
    expect(requestEnding(endpoint(url))).toBe(ending);
  });

  test.each([
    ["https://api.openai.com", "anthropic-messages", true],
    ["https://api.openai.com", "openai-completions", false],
    // The table may lack an API of theirs.
    ["https://api.stepfun.com", "anthropic-messages", false],
    ["https://api.stepfun.com", "ollama", true],
    ["http://127.0.0.1:1234/oven", "ollama", false],
    ["https://api.ovenai.example", "ollama", false],
  ])("%s with %s is another vendor's: %s", (url, api, foreign) => {
    expect(isForeignApi(endpoint(url), api)).toBe(foreign);
  });

  test("the path that is there goes before the first that fits", () => {
    const zai = endpoint("https://api.z.ai/api/coding/paas/v4/chat/completions");
    expect(formServing(zai, "openai-completions", "/api/coding/paas/v4")).toBe("/api/coding/paas/v4");
    expect(formServing(zai, "openai-completions", "/v1")).toBe("/api/paas/v4");
    expect(formServing(zai, "ollama")).toBeUndefined();
  });

  test("a vendor's own form is the one that OpenClaw uses", () => {
    expect(ownForm("minimax")).toEqual({
      apis: ["anthropic-messages"],
      baseUrl: "https://api.minimax.io/anthropic",
    });
    expect(ownForm("ollama")?.baseUrl).toBe("http://127.0.0.1:11434");
    expect(ownForm("ovenai")).toBeUndefined();
  });
});
