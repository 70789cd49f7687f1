import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** How each profile of the browser is reached. */
export const browserProfiles: Refinement = (config, release) => {
  const profiles = valueAt(config, ["browser", "profiles"]);
  const problems: SchemaProblem[] = [];
  for (const [name, profile] of isObject(profiles) ? Object.entries(profiles) : []) {
    if (!isObject(profile)) continue;
    const at: ConfigPath = ["browser", "profiles", name];
    const { driver, cdpPort, cdpUrl, userDataDir } = profile;
    const finds =
      (driver === "existing-session" && does("existing-session-needs-no-port", release)) ||
      (driver === "extension" && does("extension-needs-no-port", release));
    if (!finds && !cdpPort && !cdpUrl)
      problems.push(refusal(at, "browser-profile", "it needs cdpPort or cdpUrl"));
    if (driver !== "existing-session" && userDataDir && does("user-data-dir-bound", release))
      problems.push(refusal(at, "browser-profile", 'userDataDir goes with driver: "existing-session" only'));
    if (driver === "extension" && cdpUrl)
      problems.push(refusal(at, "browser-profile", 'cdpUrl does not go with driver: "extension"'));
  }
  return problems;
};
