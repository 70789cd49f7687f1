import { expect, test } from "vitest";
import { runInMemory } from "./run-in-memory.ts";

const config = (baseUrl: string) =>
  `{ models: { providers: { ovenai: { baseUrl: ${JSON.stringify(baseUrl)}, models: [{ id: "rye-2", name: "Rye" }] } } } }`;

/** The schema of a bakery that wants a format at every baseUrl. */
const schema = (format: string) =>
  JSON.stringify({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    properties: {
      models: {
        properties: { providers: { additionalProperties: { properties: { baseUrl: { format } } } } },
      },
    },
  });

test.each([
  ["uri", "https://api.ovenai.example/v1", []],
  ["uri", "api.ovenai.example", ['models.providers.ovenai.baseUrl: must match format "uri".']],
  ["ipv4", "https://api.ovenai.example/v1", ['models.providers.ovenai.baseUrl: must match format "ipv4".']],
  ["date", "2026-11-27", []],
  ["date", "27.11.2026", ['models.providers.ovenai.baseUrl: must match format "date".']],
  ["oven-address", "api.ovenai.example", []], // nobody knows it
])("--schema with format %s: %s", async (format, baseUrl, wanted) => {
  const files = new Map([
    ["openclaw.json", config(baseUrl)],
    ["bakery.schema.json", schema(format)],
  ]);
  const args = ["check", "--schema", "bakery.schema.json", "--format", "json"];
  const { stdout } = await runInMemory(args, { files });
  const findings: { rule: string; message: string }[] = JSON.parse(stdout).files[0].findings;
  expect(findings.filter(({ rule }) => rule === "own-schema").map(({ message }) => message)).toEqual(wanted);
});
