import { ownValue } from "../../core/own-value.ts";
import data from "../../data/refinements.json" with { type: "json" };
import { isWithin } from "../../schema/lifetime.ts";

/** What a rule beyond the schema does in part of its releases only; `src/data/refinements.json` says what each is. */
export type Detail = keyof typeof data.details;

/** True where OpenClaw of a release does it. */
export function does(detail: Detail, release: string): boolean {
  return isWithin(data.details[detail], release);
}

/** True where the plugin of a web search provider does not come with a release and is installed by itself. */
export function isInstalledApart(provider: string, release: string): boolean {
  const left = ownValue<string>(data.searchPlugins.left, provider);
  return left !== undefined && isWithin({ since: left }, release);
}

/** The release in which settings of search providers left tools.web.search. */
export const searchSettingsGone: string = data.searchPlugins.settingsGone;
