import { isObject } from "../../core/config-path.ts";
import { put } from "../../engine/fixes.ts";
import { defineRule } from "../../engine/rule.ts";

const defaults = (models: string) => ({
  config: `{ agents: { defaults: {
  model: { primary: "anthropic/claude-opus-5", fallbacks: ["google/gemini-3.1-pro-preview"] },
  models: { ${models} },
} } }`,
  env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key", GEMINI_API_KEY: "AIza-test-not-a-key" },
});

export const rule = defineRule({
  id: "outside-allowlist",
  subject: "reference",
  summary: "a configured model that the allowlist does not let people choose",
  severity: "info",
  fixable: true,
  wholeConfig: true,
  messages: {
    map: {
      message:
        '"{text}" is not a key of agents.defaults.models, which still acts as the list of models that may be chosen.',
      hint: 'Add "{text}": {} there, or set modelPolicy: {} to let any model be chosen.',
    },
    policy: {
      message: '"{text}" is not in modelPolicy.allow.',
      hint: "Add it there: it runs as configured, but nobody can choose it with /model.",
    },
  },
  docs: () => ({
    trigger:
      "A primary or fallback that agents.defaults.modelPolicy.allow does not cover; or, without a modelPolicy, that is missing from a non-empty agents.defaults.models.",
    bad: defaults('"anthropic/claude-opus-5": { alias: "opus" }'),
    good: defaults('"anthropic/claude-opus-5": { alias: "opus" }, "google/gemini-3.1-pro-preview": {}'),
    why: "The model runs where the config names it, but choosing it in a session is refused, and older releases skip it as a fallback.",
    ignore: "When it is meant to run only where the config says so.",
  }),
  check({ config, references, report }) {
    const agents = config["agents"];
    const defaults = isObject(agents) ? agents["defaults"] : undefined;
    if (!isObject(defaults)) return;
    const meta = config["meta"];
    const migrated =
      isObject(meta) && isObject(meta["migrations"]) && meta["migrations"]["modelPolicyAllowlist"] === true;
    const policy = defaults["modelPolicy"];
    const allow = isObject(policy) && Array.isArray(policy["allow"]) ? policy["allow"] : undefined;
    const map = isObject(defaults["models"]) ? Object.keys(defaults["models"]) : [];
    const byMap = policy === undefined && !migrated && map.length > 0;
    const entries = allow ?? (byMap ? map : []);
    if (entries.length === 0) return;
    const allowed = entries
      .filter((entry): entry is string => typeof entry === "string")
      .map((entry) => entry.toLowerCase());
    for (const { path, text, target, parsed } of references.all) {
      const ours = path[1] === "defaults" && path[2] === "model";
      if (!ours || parsed.form !== "qualified" || (target.state !== "open" && target.state !== "declared"))
        continue;
      const name = `${parsed.provider}/${parsed.model}`.toLowerCase();
      if (
        allowed.some(
          (entry) => entry === name || (entry.endsWith("*") && name.startsWith(entry.slice(0, -1))),
        )
      )
        continue;
      if (
        references.aliases.some(
          (alias) => alias.target.toLowerCase() === name && allowed.includes(alias.name.toLowerCase()),
        )
      )
        continue;
      const place = ["agents", "defaults"];
      const fix =
        allow === undefined
          ? put(`allow ${text}`, [...place, "models", text], {}, "unsafe")
          : put(`allow ${text}`, [...place, "modelPolicy", "allow", allow.length], text, "unsafe");
      report({ messageId: allow === undefined ? "map" : "policy", data: { text }, at: { path }, fix });
    }
  },
});
