import { expect, test } from "vitest";
import { ownRoutes } from "../../../conformance/routes/own-routes.ts";

/** The name on the wire of a model of xAI's, in agent turns: with a row of that id, and without a block. */
const NAMES: readonly (readonly [id: string, release: string, withRow: string, alone: string])[] = [
  ["grok-4.5-latest", "2026.6.11", "grok-4.5-latest", "grok-4.5-latest"],
  ["grok-4.5-latest", "2026.7.35", "grok-4.5-latest", "grok-4.5-latest"],
  ["grok-4.5-latest", "2026.9.6", "grok-4.5", "grok-4.5"],
  ["grok-4-fast-reasoning", "2026.6.11", "grok-4-fast", "grok-4-fast"],
  ["grok-4-fast-reasoning", "2026.7.35", "grok-4-fast", "grok-4-fast"],
  ["grok-code-fast-1", "2026.6.11", "grok-code-fast-1", "grok-build-0.1"],
  ["grok-code-fast-1", "2026.7.35", "grok-code-fast-1", "grok-build-0.1"],
];

test.each(NAMES)("%s in %s", (id, release, withRow, alone) => {
  const env = { XAI_API_KEY: "xai-test-not-a-key" };
  const agents = { defaults: { model: `xai/${id}` } };
  const block = { baseUrl: "https://api.x.ai/v1", api: "openai-responses", models: [{ id, name: "Grok" }] };
  const [row] = ownRoutes({ config: { models: { providers: { xai: block } }, agents }, env }, release);
  const [bare] = ownRoutes({ config: { agents }, env }, release);
  expect([row?.request?.model, bare?.request?.model]).toEqual([withRow, alone]);
});
