import type { ConfigPath } from "../core/config-path.ts";
import { releasePlace } from "../schema/releases.ts";
import { isIn } from "../schema/section-table.ts";
import { gateNodeAt } from "./gate-lookup.ts";
import { isGenerated, SectionReader, sectionTable } from "./sections/section-tables.ts";

/** What a secret is written as: a text or a SecretRef, where OpenClaw fills `$NAME`, too; or a text alone. */
export type SecretForm = "input" | "text";

/** How the schema of a release takes the secret at a place of a config; undefined where it has none. */
export function secretFormAt(path: ConfigPath, release: string): SecretForm | undefined {
  // In the written part there is one definition of a secret, which takes both.
  if (!isGenerated(path[0])) return gateNodeAt(path).s === 1 ? "input" : undefined;
  const table = sectionTable(String(path[0]));
  if (table === undefined) return undefined;
  const place = releasePlace(release);
  const nodes = new SectionReader(table, place)
    .forms(path)
    .flatMap(({ node, span }) => (isIn(span, place) ? [node] : []));
  if (!nodes.some(({ secret }) => secret === true)) return undefined;
  return nodes.some(({ type, properties }) => type === "object" || properties !== undefined)
    ? "input"
    : "text";
}
