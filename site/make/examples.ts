import { deflateRawSync } from "node:zlib";
import { rules } from "../../src/rules/registry.ts";
import type { Rule } from "../../src/rules/rule.ts";
import type { Opened } from "../app/link.ts";
import type { Gateway } from "../protocol.ts";

/** The bad example of a rule's page as the page opens it. */
function ruleExample(id: string, { docs }: Pick<Rule, "docs">): Opened {
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

/** The fragments of all rules' bad examples, by rule. */
export function badFragments(): ReadonlyMap<string, string> {
  return new Map(rules.map((rule) => [rule.id, fragmentOf(ruleExample(rule.id, rule))]));
}
