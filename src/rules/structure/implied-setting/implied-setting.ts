import { type ConfigPath, isObject, valueAt } from "../../../core/config-path.ts";
import { bakery } from "../../../engine/example-config.ts";
import { put } from "../../../engine/fixes.ts";
import { defineCheck, defineMessages, type ProblemFix, type WrittenValue } from "../../../engine/rule.ts";
import {
  channelsWithoutPrefix,
  impliedAllowlist,
  impliedOrigins,
  impliedOwner,
  impliedTaskSettings,
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
  prefix: {
    message:
      "messages.responsePrefix stands for the prefixes of channels; OpenClaw's own migration writes it down in {channels}.",
    hint: "Set responsePrefix in each channel that is to have one.",
  },
  task: {
    message:
      "The plugin llm-task may choose models and logins; OpenClaw's own migration writes that down in its entry.",
    hint: "Add llm: { allowModelOverride: true, allowAuthProfileOverride: true } to the entry, or false for what it may not do.",
  },
});

const MODELS: ConfigPath = ["agents", "defaults", "models"];
const POLICY: ConfigPath = ["agents", "defaults", "modelPolicy"];
const PREFIX: ConfigPath = ["messages", "responsePrefix"];
const TASK: ConfigPath = ["plugins", "entries", "llm-task"];
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
      "A map of models without a modelPolicy, a gateway that listens beyond its machine without gateway.controlUi.allowedOrigins, several agents without agents.defaults.systemAgent, a messages.responsePrefix beside channels that have none, or the plugin llm-task without a word on what it may choose: what openclaw doctor --fix writes down. It is no fault: only --fix asks, and a check where the level of this rule is set.",
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
        fix: write("name the agent that OpenClaw's own migration names", values),
      });
    }

    const prefix = valueAt(config, PREFIX);
    const bare =
      typeof prefix === "string" && holdsIn("writes-channel-prefixes", release)
        ? channelsWithoutPrefix(config)
        : [];
    if (bare.length > 0)
      report({
        messageId: "prefix",
        data: { channels: bare.map(([, id]) => String(id)) },
        at: { path: PREFIX },
        fix: write(
          "write the prefix down in each channel",
          bare.map((path) => ({ path, value: prefix })),
        ),
      });

    const task = holdsIn("writes-task-models", release)
      ? impliedTaskSettings(valueAt(config, TASK), TASK)
      : [];
    if (task.length > 0)
      report({
        messageId: "task",
        data: {},
        at: { path: TASK, on: "key" },
        fix: write("write down what the plugin may do", task),
      });
  },
});

function write(title: string, values: readonly WrittenValue[]): ProblemFix {
  return { title, safety: "safe", change: { kind: "set-values", values } };
}

function implied(models: string) {
  const example = bakery({});
  return {
    ...example,
    config: example.config.replace("defaults: { ", `defaults: { models: { ${models} }, `),
  };
}
