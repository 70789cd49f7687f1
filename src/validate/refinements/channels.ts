import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { refused, type SchemaProblem } from "../../core/schema-problem.ts";
import channelIds from "../../data/channel-ids.json" with { type: "json" };
import { fateOf } from "../../schema/fates.ts";
import { RELEASES, releasePlace } from "../../schema/releases.ts";
import { ALWAYS, cut, formsOf, isIn, type Span } from "../../schema/section-table.ts";
import { nearestName } from "../nearest-name.ts";
import { sectionTable } from "../sections/section-tables.ts";
import { does } from "./details.ts";
import { namesPlugin, namesPlugins, needsPlugin } from "./plugins.ts";
import { type Refinement, refusal } from "./refusal.ts";

/**
 * Channels that nobody brings. A plugin of one's own may bring any channel: as soon as the config names one, OpenClaw
 * only warns.
 */
export const channels: Refinement = (config, release, _agents, exact) => {
  const block = valueAt(config, ["channels"]);
  if (!isObject(block)) return [];
  const problems: SchemaProblem[] = [];
  if (does("old-bindings-refused", release)) oldBindings(block, ["channels"], problems);
  const place = releasePlace(exact);
  const lives = channelLives();
  const isOpen = namesPlugins(config);
  const allowed = [...lives].flatMap(([id, spans]) => (isThere(spans, place) ? [id] : [])).sort();
  for (const key of Object.keys(block)) {
    const id = key.trim();
    const spans = lives.get(id);
    if (id !== "qa-channel" && ((spans !== undefined && isThere(spans, place)) || isOpen)) continue;
    const path: ConfigPath = ["channels", key];
    const last = spans?.at(-1)?.[1];
    // A plugin brings it, which is installed by itself: from the start, or since it left the package.
    if (isExternal.has(id) && (spans === undefined || (typeof last === "number" && place > last))) {
      if (namesPlugin(config, [id])) continue;
      problems.push(needsPlugin(path, "channel", "key", id));
      continue;
    }
    if (spans === undefined && fateOf(path, "") !== undefined) {
      problems.push(refused("retired-key", path, "key", { key, what: "key" }));
      continue;
    }
    const later = spans?.find(([since]) => since > place);
    problems.push(
      later !== undefined && place < (spans?.[0]?.[0] ?? 0)
        ? refused("future-key", path, "key", { key, what: "key", since: RELEASES[later[0]] })
        : refused("unknown-key", path, "key", {
            key,
            nearest: spans === undefined ? nearestName(id, allowed) : undefined,
            allowed,
          }),
    );
  }
  return problems;
};

/** Channels that plugins of OpenClaw's own bring, which may be installed beside the package. */
const isExternal: ReadonlySet<string> = new Set(channelIds.channels);

/** In which releases the package has each channel, by its own schemas. */
function channelLives(): ReadonlyMap<string, readonly Span[]> {
  const table = sectionTable("channels");
  const lives = new Map<string, readonly Span[]>();
  if (table === undefined) return lives;
  for (const { node, span } of formsOf(table, table.root))
    for (const [id, link] of Object.entries(node.properties ?? {})) {
      const own =
        typeof link === "number" ? [ALWAYS] : link.slice(1).filter((one) => typeof one !== "number");
      lives.set(id, [...(lives.get(id) ?? []), ...own.flatMap((one) => cut(span, one))]);
    }
  return lives;
}

function isThere(spans: readonly Span[], place: number): boolean {
  return spans.some((span) => isIn(span, place));
}

/** How deep blocks of channels are looked at. */
const DEEPEST = 12;

function oldBindings(value: unknown, path: ConfigPath, problems: SchemaProblem[]): void {
  if (path.length > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) oldBindings(item, [...path, index], problems);
    return;
  }
  if (!isObject(value)) return;
  const acp = valueAt(value, ["bindings", "acp"]);
  if (isObject(value["bindings"]) && typeof acp === "object" && acp !== null)
    problems.push(
      refusal(
        [...path, "bindings", "acp"],
        "acp-binding",
        "bindings stand at the top of the config now",
        "key",
      ),
    );
  for (const [key, child] of Object.entries(value)) oldBindings(child, [...path, key], problems);
}
