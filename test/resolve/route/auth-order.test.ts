import { describe, expect, test } from "vitest";
import { ownRoutes } from "../../../conformance/routes/own-routes.ts";

/** What an agent turn sent where auth.order names no login that there is: the key's source, or nothing. */
const KEYS: Readonly<Record<string, unknown>> = {
  text: "oven-test-not-a-key-1",
  "${NAME}": "${OVEN_TOKEN}",
  SecretRef: { source: "env", provider: "default", id: "OVEN_TOKEN" },
  "inside a text": "oven-${OVEN_TOKEN}",
};

describe("auth.order without a usable login", () => {
  test.each([
    ["2026.6.11", "text", "config"],
    ["2026.6.11", "${NAME}", "variable"],
    ["2026.6.11", "SecretRef", "secret-ref"],
    ["2026.7.35", "text", "config"],
    ["2026.7.35", "${NAME}", "variable"],
    ["2026.7.35", "SecretRef", "secret-ref"],
    ["2026.8.2", "text", undefined],
    ["2026.8.2", "${NAME}", undefined],
    ["2026.8.2", "SecretRef", undefined],
    ["2026.9.6", "text", undefined],
    ["2026.9.6", "${NAME}", "variable"],
    ["2026.9.6", "SecretRef", undefined],
    ["2026.9.6", "inside a text", undefined],
  ])("%s, %s", (release, form, from) => {
    for (const order of [["ovenai:bakery"], []]) {
      const block = {
        baseUrl: "https://api.ovenai.example/v1",
        api: "openai-completions",
        apiKey: KEYS[form],
        models: [{ id: "rye-2", name: "Rye 2" }],
      };
      const config = {
        auth: {
          profiles: { "ovenai:bakery": { provider: "ovenai", mode: "api_key" } },
          order: { ovenai: order },
        },
        models: { providers: { ovenai: block } },
        agents: { defaults: { model: "ovenai/rye-2" } },
      };
      const [route] = ownRoutes({ config, env: { OVEN_TOKEN: "oven-test-not-a-key-2" } }, release);
      expect(route?.request?.key.from).toBe(from);
    }
  });
});
