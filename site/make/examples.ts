import { deflateRawSync } from "node:zlib";
import type { Check } from "../../src/engine/rule.ts";
import { checks } from "../../src/rules/rule-names.ts";
import type { Opened } from "../app/link.ts";
import type { Gateway } from "../protocol.ts";

/** The bad example of a check as the page opens it. */
function checkExample({ id, docs }: Check): Opened {
  const { config, env = {}, files = {}, options = {} } = docs().bad;
  return {
    files: [
      { name: "openclaw.json", text: `${config.trimEnd()}\n` },
      ...Object.entries(files).map(([name, text]) => ({ name, text })),
    ],
    env,
    // The options of an example are those of the command line.
    gateway: (options.gateway ?? "shell") as Gateway,
    ...(options.openclawVersion === undefined ? {} : { release: options.openclawVersion }),
    ...(options.schema === undefined ? {} : { schemaOf: id }),
  };
}

/** The fragment that opens it; what `site/app/link.ts` reads. */
function fragmentOf(opened: Opened): string {
  return deflateRawSync(JSON.stringify(opened), { level: 9 }).toString("base64url");
}

/** The fragments of all checks' bad examples, by check. */
export function badFragments(): ReadonlyMap<string, string> {
  return new Map(checks.map((check) => [check.id, fragmentOf(checkExample(check))]));
}
