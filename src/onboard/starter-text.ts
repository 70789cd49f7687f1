import { renderKey, renderValue } from "../edit/render-value.ts";
import type { TextStyle } from "../edit/text-style.ts";
import type { ReleaseLine } from "../schema/releases.ts";
import { holdsIn } from "../schema/run-time-facts.ts";
import { validateConfig } from "../validate/validate.ts";
import type { ProviderSetup } from "./provider-setup.ts";

/** Where editors find the schema. */
const SCHEMA_URL = "https://raw.githubusercontent.com/clawlint/clawlint/main/schema/openclaw.schema.json";

const STYLE: TextStyle = {
  lineEnd: "\n",
  indent: "  ",
  keyQuote: "",
  textQuote: '"',
  trailingComma: true,
  padding: " ",
};

/**
 * A config to begin with, as JSON5 with comments that say what each part is for. It passes the schema of the release;
 * its key is still to be put where the comment says.
 */
export function starterText(setup: ProviderSetup, label: string, line: ReleaseLine): string {
  const { provider, model, variable, endpoint, header, alias } = setup;
  const reference = `${provider}/${model.id}`;
  const isRefused = (config: unknown) => validateConfig(config, line).length > 0;
  const show = (value: unknown, indent: string) => renderValue(value, STYLE, indent);
  const key = `\${${variable}}`;
  const lines = [
    `// OpenClaw's config, begun by clawlint init for OpenClaw ${line}: ${label}.`,
    "// What it lacks, and whether the gateway will have its key: clawlint check",
    "{",
    ...(isRefused({ $schema: SCHEMA_URL })
      ? []
      : ["  // For editors: completion, hover, checks.", `  $schema: ${show(SCHEMA_URL, "  ")},`, ""]),
    "  // The gateway runs on this machine.",
    `  gateway: { mode: "local" },`,
    "",
  ];
  const alone = { models: { providers: { [provider]: { apiKey: key } } } };
  const keyLines = [
    `        // Not the key itself: the variable's name. Put ${variable}=... into ~/.openclaw/.env,`,
    "        // which the gateway reads however it is started.",
    `        apiKey: ${show(key, "")},`,
  ];
  if (endpoint !== undefined || !isRefused(alone)) {
    lines.push(
      "  models: {",
      '    // "merge" keeps the providers that OpenClaw knows by itself; "replace" has only these.',
      `    mode: "merge",`,
      "    providers: {",
      `      ${renderKey(provider, "", STYLE)}: {`,
    );
    if (endpoint !== undefined)
      lines.push(
        `        baseUrl: ${show(endpoint.baseUrl, "")},`,
        `        api: ${show(endpoint.api, "")},`,
      );
    lines.push(...keyLines);
    if (header !== undefined)
      lines.push(
        `        // When the gateway asks for a token of its own, as well as the key (${header.variable} in the same .env):`,
        `        // headers: { ${show(header.name, "")}: "Bearer \${${header.variable}}" },`,
      );
    if (endpoint !== undefined) lines.push(`        models: ${show([model], "        ")},`);
    lines.push("      },", "    },", "  },", "");
  } else
    lines.push(
      `  // ${label} needs no block of its own: OpenClaw reads ${variable}, which belongs into ~/.openclaw/.env.`,
      "",
    );
  lines.push(
    "  agents: {",
    "    defaults: {",
    "      // provider/model, split at the first slash; fallbacks are tried in order when it fails.",
    `      model: { primary: ${show(reference, "")}, fallbacks: [] },`,
  );
  if (alias !== undefined) {
    const hasPolicy = holdsIn("writes-model-policy", line);
    lines.push(
      hasPolicy
        ? "      // Short names."
        : "      // Short names. Once this map has entries, agents may use only the models in it.",
      `      models: { ${renderKey(reference, "", STYLE)}: { alias: ${show(alias, "")} } },`,
    );
    if (hasPolicy)
      lines.push(
        "      // The models that may be chosen in a session.",
        `      modelPolicy: { allow: [${show(reference, "")}] },`,
      );
  }
  lines.push("    },", "  },", "}", "");
  return lines.join("\n");
}
