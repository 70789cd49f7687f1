import type { Flavour } from "./project.ts";
import { isNode, type ProviderIds } from "./source.ts";

/**
 * A pattern for keys that equal one of the ids after trimming and lower-casing, which is how OpenClaw compares them.
 * JSON Schema has no flag for case, so every letter stands twice.
 */
function overlayPattern(ids: readonly string[]): string {
  const alternatives = ids.map((id) =>
    [...id]
      .map((letter) => {
        if (/[a-z]/u.test(letter)) return `[${letter}${letter.toUpperCase()}]`;
        return /[.]/u.test(letter) ? `\\${letter}` : letter;
      })
      .join(""),
  );
  return `^\\s*(?:${alternatives.join("|")})\\s*$`;
}

/**
 * Completes the schema of `models.providers`: known ids may leave out endpoint and models; editors get all official
 * ids offered as keys.
 */
export function addProviderIds(node: Record<string, unknown>, ids: ProviderIds, flavour: Flavour): void {
  const known = { $ref: "#/definitions/provider" };
  const custom = { $ref: "#/definitions/customProvider" };
  node["patternProperties"] = { [overlayPattern(ids.overlay)]: known };
  if (flavour !== "editor" && flavour !== "schemastore") return;
  const offered: Record<string, unknown> = {};
  for (const id of [...ids.overlay, ...ids.needEndpoint].sort()) {
    const words = ids.overlay.includes(id)
      ? `Settings of the provider ${id}, which OpenClaw knows.`
      : `Settings of the provider ${id}; endpoint and models are needed.`;
    offered[id] = { ...(ids.overlay.includes(id) ? known : custom), description: words };
  }
  const own = node["properties"];
  node["properties"] = { ...(isNode(own) ? own : {}), ...offered };
}
