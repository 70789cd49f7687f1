import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { normalizeProviderId } from "../providers/catalogue.ts";
import { parseReference } from "../references/parse-reference.ts";
import type { Reference } from "../references/references.ts";

/** Runtimes of OpenClaw's own, which use its credentials. */
const OWN_RUNTIMES: ReadonlySet<string> = new Set(["", "auto", "default", "openclaw", "pi"]);

/**
 * True when a reference is set to run in another tool, by `agentRuntime: { id: "claude-cli" }` on its settings, its
 * model's row or its provider. That tool signs in by itself, with a login that is not seen here.
 */
export function runsElsewhere({ agent, text, target }: Reference, config: unknown): boolean {
  const written = (target.state === "alias" ? target.alias.target : text).trim();
  const owner: ConfigPath[] =
    agent === undefined ? [] : [["agents", typeof agent === "number" ? "list" : "entries", agent]];
  const settings = [...owner, ["agents", "defaults"]].map((place) =>
    valueAt(config, [...place, "models", written]),
  );
  for (const place of [...settings, ...providerPlaces(written, config)]) {
    const id = valueAt(place, ["agentRuntime", "id"]);
    if (typeof id === "string") return !OWN_RUNTIMES.has(id.trim().toLowerCase());
  }
  return false;
}

/** True when there are references that run models, and each of them is set to run in another tool. */
export function allRunElsewhere(references: readonly Reference[], config: unknown): boolean {
  const users = references.filter(({ kind }) => kind !== "key" && kind !== "allow");
  return users.length > 0 && users.every((one) => runsElsewhere(one, config));
}

/** The runtime that `agentRuntime` sets for a model, as it was read; undefined for OpenClaw's own. */
export function otherRuntime(
  { provider, id }: { readonly provider: string; readonly id: string },
  agent: string | number | undefined,
  config: unknown,
): string | undefined {
  const owner: ConfigPath[] =
    agent === undefined ? [] : [["agents", typeof agent === "number" ? "list" : "entries", agent]];
  const settings = [...owner, ["agents", "defaults"]].map((place) =>
    valueAt(config, [...place, "models", `${provider}/${id}`]),
  );
  for (const place of [...settings, ...providerPlaces(`${provider}/${id}`, config)]) {
    const runtime = valueAt(place, ["agentRuntime", "id"]);
    if (typeof runtime !== "string") continue;
    return OWN_RUNTIMES.has(runtime.trim().toLowerCase()) ? undefined : runtime.trim();
  }
  return undefined;
}

/** The model's row and the provider's block in models.providers. */
function providerPlaces(written: string, config: unknown): readonly unknown[] {
  const parsed = parseReference(written);
  const blocks = valueAt(config, ["models", "providers"]);
  if (parsed.form !== "qualified" || !isObject(blocks)) return [];
  const found = indexOf(blocks).get(normalizeProviderId(parsed.provider)) ?? [];
  return found.flatMap(({ block, rows }) => [rows.get(parsed.model), block]);
}

interface IndexedBlock {
  readonly block: unknown;
  /** The first row of each id. */
  readonly rows: ReadonlyMap<unknown, unknown>;
}

const indexes = new WeakMap<object, ReadonlyMap<string, readonly IndexedBlock[]>>();

/** Blocks by the provider's id as it is compared; made once for a config, which is asked about for each reference. */
function indexOf(blocks: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly IndexedBlock[]> {
  let index = indexes.get(blocks);
  if (index === undefined) {
    const made = new Map<string, IndexedBlock[]>();
    for (const [key, block] of Object.entries(blocks)) {
      const rows = new Map<unknown, unknown>();
      const written = valueAt(block, ["models"]);
      for (const row of Array.isArray(written) ? written : []) {
        const id = valueAt(row, ["id"]);
        if (!rows.has(id)) rows.set(id, row);
      }
      const id = normalizeProviderId(key);
      made.set(id, [...(made.get(id) ?? []), { block, rows }]);
    }
    indexes.set(blocks, made);
    index = made;
  }
  return index;
}
