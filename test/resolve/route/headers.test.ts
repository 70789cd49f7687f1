import { describe, expect, test } from "vitest";
import { ownFindings, ownRoutes } from "../../../conformance/routes/own-routes.ts";

/*
 * A header for the key beside apiKey, as agent turns sent it. Run: those of the block with each authHeader in 2026.6.11 and
 * 2026.9.6, and every place with authHeader in 2026.7.35 and 2026.9.6; the rest are among the recorded cases.
 */
const APIS: Readonly<Record<string, string>> = {
  "openai-completions": "authorization",
  "openai-responses": "authorization",
  "anthropic-messages": "x-api-key",
  "google-generative-ai": "x-goog-api-key",
};

const HEADERS = ["Authorization", "authorization", "x-api-key", "x-goog-api-key"];

const PLACES = ["block", "row", "request"] as const;

function relay(api: string, name: string, place: (typeof PLACES)[number], authHeader: boolean | undefined) {
  const headers = { headers: { [name]: "${OVEN_SECOND}" } };
  const row = { id: "rye-2", name: "Rye 2", ...(place === "row" ? headers : {}) };
  const block = {
    baseUrl: "https://api.ovenai.example/v1",
    api,
    apiKey: "oven-test-not-a-key-1",
    ...(authHeader === undefined ? {} : { authHeader }),
    ...(place === "block" ? headers : {}),
    ...(place === "request" ? { request: headers } : {}),
    models: [row],
  };
  return {
    config: { models: { providers: { ovenai: block } }, agents: { defaults: { model: "ovenai/rye-2" } } },
    env: { OVEN_SECOND: "oven-test-not-a-key-2" },
  };
}

describe("a header for the key beside apiKey", () => {
  const cells = ["2026.7.35", "2026.9.6"].flatMap((release) =>
    Object.keys(APIS).flatMap((api) =>
      HEADERS.flatMap((name) =>
        PLACES.flatMap((place) =>
          [undefined, false, true].map((auth) => [release, api, name, place, auth] as const),
        ),
      ),
    ),
  );
  test.each(cells)("%s %s %s in the %s, authHeader %s", (release, api, name, place, authHeader) => {
    const [route] = ownRoutes(relay(api, name, place, authHeader), release);
    const key = route?.request?.key;
    const own = APIS[api];
    const lower = name.toLowerCase();
    const isDropped = authHeader === true && lower === "authorization";
    expect(key?.header).toBe(own);
    expect(key?.from).toBe(lower === own && !isDropped ? "header" : "config");
    const authorization = route?.request?.headers.find((header) => header.name === "authorization");
    const beside =
      own === "authorization"
        ? undefined
        : authHeader === true
          ? "apiKey"
          : lower === "authorization"
            ? name
            : undefined;
    expect(authorization?.path.at(-1)).toBe(beside);
  });
});

/** Texts at apiKey beside a header that takes its place: in each case the header's key went out. */
describe("a word at apiKey, which a header takes the place of, is no fault", () => {
  const hosts = [
    ["https://api.ovenai.example/v1", "openai-completions", "Authorization"],
    ["https://api.anthropic.com", "anthropic-messages", "x-api-key"],
    ["https://api.openai.com/v1", "openai-responses", "Authorization"],
    ["https://api.groq.com/openai/v1", "openai-completions", "Authorization"],
    ["https://generativelanguage.googleapis.com/v1beta", "google-generative-ai", "x-goog-api-key"],
  ] as const;
  const words = [
    "none",
    "unused",
    "placeholder",
    "YOUR_API_KEY",
    "dummy",
    "${OVEN_SECOND}",
    "n/a-see-headers",
  ];
  test.each(hosts.flatMap((host) => words.map((word) => [...host, word] as const)))(
    "%s %s %s %s",
    (baseUrl, api, name, word) => {
      const value = name === "Authorization" ? "Bearer ${OVEN_SECOND}" : "${OVEN_SECOND}";
      const block = {
        baseUrl,
        api,
        apiKey: word,
        headers: { [name]: value },
        models: [{ id: "rye-2", name: "Rye 2" }],
      };
      const config = {
        models: { providers: { oven: block } },
        agents: { defaults: { model: "oven/rye-2" } },
      };
      const findings = ownFindings({ config, env: { OVEN_SECOND: "oven-test-not-a-key-2" } }, "2026.9.6");
      expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
    },
  );
});
