import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import channelIds from "../../data/channel-ids.json" with { type: "json" };
import { compareReleases } from "../../schema/releases.ts";
import { nearestName } from "../nearest-name.ts";
import { keysOf, sectionPlace } from "../sections/section-places.ts";
import { namesPlugins } from "./plugins.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Channels whose plugins 2026.3.22 lacks, and the releases before and after it have. */
const LEFT_OUT: ReadonlySet<string> = new Set(["matrix", "msteams", "nostr", "tlon", "twitch", "zalouser"]);

/**
 * Channels that nobody brings. A plugin of one's own may bring any channel: as soon as the config names one, OpenClaw
 * only warns.
 */
export const channels: Refinement = (config, release, _agents, exact) => {
  const block = valueAt(config, ["channels"]);
  if (!isObject(block)) return [];
  const problems: SchemaProblem[] = [];
  if (compareReleases(release, "2026.4.15") >= 0) oldBindings(block, ["channels"], problems);
  const known = new Set([...channelIds.channels, ...keysOf(sectionPlace(["channels"])?.nodes ?? [])]);
  const allowed = [...known].sort();
  const isOpen = namesPlugins(config);
  for (const key of Object.keys(block)) {
    const id = key.trim();
    // It has a schema in the package, and no code; or its plugin was left out of one release.
    const isMissing = id === "qa-channel" || (exact === "2026.3.22" && LEFT_OUT.has(id) && !isOpen);
    if (!isMissing && (id === "" || known.has(id) || isOpen)) continue;
    problems.push({
      kind: "unknown-key",
      path: ["channels", key],
      on: "key",
      refused: true,
      data: { key, parent: "channels", nearest: nearestName(id, allowed), allowed },
    });
  }
  return problems;
};

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
