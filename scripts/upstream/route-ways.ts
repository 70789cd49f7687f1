import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RouteWay } from "../../src/resolve/route/facts.ts";

/** Text of OpenClaw's code by which a way of its is told; `there: false` where the newer code has it instead. */
interface Sign {
  readonly text: RegExp;
  readonly there: boolean;
}

const SIGNS: Readonly<Record<RouteWay, Sign>> = {
  // The model of last resort takes its limits from the first row.
  "asks-any-id": { text: /models\?\.\[0\]\?\.maxTokens/u, there: true },
  "plain-rows": { text: /min\(DEFAULT_MODEL_MAX_TOKENS, contextWindow\)/u, there: true },
  "alias-is-owner": { text: /function canonicalizeManifestModelCatalogProviderAlias\(/u, there: true },
  // The library of models that came before OpenClaw's own.
  "library-models": { text: /from "@mariozechner\/pi-ai"/u, there: true },
  "block-url-first": { text: /baseUrl: providerConfig\.baseUrl \?\? discoveredModel\.baseUrl/u, there: true },
  "any-block-asks": { text: /if \(!providerConfig && !modelId\.startsWith\("mock-"\)\)/u, there: true },
  "keeps-own-prefix": { text: /function stripSelfProviderModelPrefix\(/u, there: false },
  "catalogue-without-key": {
    text: /await ensureOpenClawModelsJson\(.*(?:\n.*){1,9}\n\s*authProfileId: params\.authProfileId,\n\s*allowBundledStaticCatalogFallback: true/u,
    there: true,
  },
  "openai-url-for-all": { text: /requires an explicit base URL/u, there: false },
  "openai-speaks-all": { text: /not an OpenAI-compatible model adapter/u, there: false },
};

/** The ways of an OpenClaw that decide its requests beside what its manifests say. */
export function routeWays(folder: string): readonly RouteWay[] {
  const folders = [join(folder, "dist"), join(folder, "..", "@openclaw", "ai", "dist")];
  const open = new Set(Object.keys(SIGNS) as RouteWay[]);
  for (const file of folders.filter((one) => existsSync(one)).flatMap(chunksOf)) {
    const text = readFileSync(file, "utf8");
    for (const way of open) if (SIGNS[way].text.test(text)) open.delete(way);
    if (open.size === 0) break;
  }
  return (Object.keys(SIGNS) as RouteWay[]).filter((way) => open.has(way) !== SIGNS[way].there).sort();
}

function chunksOf(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.m?js$/u.test(name))
    .map((name) => join(folder, name));
}
