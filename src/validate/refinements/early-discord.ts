import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { refused, type SchemaProblem } from "../../core/schema-problem.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/**
 * What the core asks of Discord where it judges the channel itself: ids in quotes, since a number loses its
 * last digits, and an activity whose parts go together.
 */
export const earlyDiscord: Refinement = (config, _release, _agents, exact) => {
  if (!does("core-judges-discord", exact)) return [];
  const base: ConfigPath = ["channels", "discord"];
  const accounts = valueAt(config, [...base, "accounts"]);
  const names = isObject(accounts) ? Object.keys(accounts) : [];
  return [base, ...names.map((name): ConfigPath => [...base, "accounts", name])].flatMap((at) => [
    ...numbers(config, at),
    ...activity(config, at),
  ]);
};

function numbers(config: unknown, at: ConfigPath): SchemaProblem[] {
  const lists: ConfigPath[] = [
    [...at, "allowFrom"],
    [...at, "dm", "allowFrom"],
    [...at, "execApprovals", "approvers"],
  ];
  const guilds = valueAt(config, [...at, "guilds"]);
  for (const guild of isObject(guilds) ? Object.keys(guilds) : []) {
    const channels = valueAt(guilds, [guild, "channels"]);
    const holders: ConfigPath[] = [
      [...at, "guilds", guild],
      ...(isObject(channels) ? Object.keys(channels) : []).map(
        (channel): ConfigPath => [...at, "guilds", guild, "channels", channel],
      ),
    ];
    for (const holder of holders) lists.push([...holder, "users"], [...holder, "roles"]);
  }
  return lists.flatMap((path) => {
    const list = valueAt(config, path);
    return (Array.isArray(list) ? list : []).flatMap((id, index) =>
      typeof id === "number"
        ? [refusal([...path, index], "discord-id", "ids of Discord stand in quotes")]
        : [],
    );
  });
}

function activity(config: unknown, at: ConfigPath): SchemaProblem[] {
  const block = valueAt(config, at);
  if (!isObject(block)) return [];
  const { activity: text, activityType: kind, activityUrl: url } = block;
  const hasText = typeof text === "string" && text.trim() !== "";
  const hasUrl = typeof url === "string" && url.trim() !== "";
  const problems: SchemaProblem[] = [];
  const lack = (key: string, other: string) =>
    problems.push(refused("missing-key", at, "value", { key, with: other }));
  if ((kind !== undefined || hasUrl) && !hasText)
    lack("activity", kind === undefined ? "activityUrl" : "activityType");
  if (kind === 1 && !hasUrl) lack("activityUrl", "activityType: 1");
  if (hasUrl && kind !== 1) lack("activityType", "activityUrl");
  return problems;
}
