import { type ConfigPath, isObject, valueAt } from "../../../core/config-path.ts";
import { bakery } from "../../../engine/example-config.ts";
import { put } from "../../../engine/fixes.ts";
import { defineCheck, defineMessages } from "../../../engine/rule.ts";
import {
  impliedAllowlist,
  impliedOrigins,
  impliedOwner,
} from "../../../resolve/migration/implied-settings.ts";
import { holdsIn } from "../../../schema/run-time-facts.ts";

const messages = defineMessages({
  allowlist: {
    message:
      "agents.defaults.models is also the list of models that may be chosen; OpenClaw's own migration writes it as modelPolicy.allow.",
    hint: "Add modelPolicy: { allow: [...] } with the models that may be chosen, or modelPolicy: {} for any.",
  },
  origins: {
    message:
      "The gateway listens beyond this machine, and no page is allowed to open its Control UI; OpenClaw's own migration allows {origins}.",
    hint: "Set gateway.controlUi.allowedOrigins to the addresses that people open.",
  },
  owner: {
    message:
      'Of several agents none is named for work that belongs to no agent; OpenClaw\'s own migration names "{agent}".',
    hint: 'Add agents.defaults.systemAgent: { agentId: "{agent}" }.',
  },
});

const MODELS: ConfigPath = ["agents", "defaults", "models"];
const POLICY: ConfigPath = ["agents", "defaults", "modelPolicy"];
const ORIGINS: ConfigPath = ["gateway", "controlUi", "allowedOrigins"];
/** Where gateway.bind listens beyond its machine. */
const BEYOND: ReadonlySet<unknown> = new Set(["lan", "tailnet", "custom", "auto"]);

export const check = defineCheck({
  id: "implied-setting",
  summary: "a setting that OpenClaw takes from older ones, and that its own migration writes down",
  severity: "info",
  fixable: true,
  wholeConfig: true,
  forRepair: true,
  messages,
  docs: () => ({
    trigger:
      "A map of models without a modelPolicy, a gateway that listens beyond its machine without gateway.controlUi.allowedOrigins, or several agents without agents.defaults.systemAgent: what openclaw doctor --fix writes down. It is no fault: only --fix asks, and a check where the level of this rule is set.",
    bad: implied('"ovenai/rye-2": { alias: "rye" }'),
    good: implied('"ovenai/rye-2": { alias: "rye" } }, modelPolicy: { allow: ["ovenai/rye-2"]'),
    why: "The config works by a habit of older releases, and means something else once a release gives the habit up.",
    ignore: "When the same file must also work with an older OpenClaw.",
  }),
  check({ config, release, isSound, report }) {
    const agents = config["agents"];
    const models = valueAt(agents, MODELS.slice(1));
    const isOpen =
      isObject(models) &&
      valueAt(agents, POLICY.slice(1)) === undefined &&
      valueAt(config, ["meta", "migrations", "modelPolicyAllowlist"]) !== true;
    const allow =
      isOpen && isSound(MODELS) && holdsIn("writes-model-policy", release)
        ? impliedAllowlist(models, release)
        : undefined;
    if (allow !== undefined)
      report({
        messageId: "allowlist",
        data: {},
        at: { path: MODELS, on: "key" },
        fix: put("write the list as modelPolicy.allow", POLICY, { allow }, "safe"),
      });

    const gateway = config["gateway"];
    const bind = valueAt(gateway, ["bind"]);
    const origins =
      isObject(gateway) && BEYOND.has(bind) && holdsIn("writes-allowed-origins", release)
        ? impliedOrigins(gateway, release)
        : undefined;
    if (origins !== undefined)
      report({
        messageId: "origins",
        data: { origins },
        at: { path: ["gateway", "bind"] },
        fix: put("write the addresses down that OpenClaw allows", ORIGINS, origins, "safe"),
      });

    const entries = valueAt(agents, ["entries"]);
    const isRoster = isObject(agents) && isObject(entries) && Object.keys(entries).length > 1;
    const owner = isRoster && holdsIn("writes-system-agent", release) ? impliedOwner(agents) : undefined;
    if (owner !== undefined) {
      const value = owner.agent;
      const values = ["systemAgent", ...(owner.heartbeat ? ["heartbeat"] : [])].map((key) => ({
        path: ["agents", "defaults", key, "agentId"],
        value,
      }));
      report({
        messageId: "owner",
        data: { agent: value },
        at: { path: ["agents", "entries"], on: "key" },
        fix: {
          title: "name the agent that OpenClaw's own migration names",
          safety: "safe",
          change: { kind: "set-values", values },
        },
      });
    }
  },
});

function implied(models: string) {
  const example = bakery({});
  return {
    ...example,
    config: example.config.replace("defaults: { ", `defaults: { models: { ${models} }, `),
  };
}
