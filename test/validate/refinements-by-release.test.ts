import { describe, expect, it } from "vitest";
import { isReleaseLine } from "../../src/schema/releases.ts";
import { validateConfig } from "../../src/validate/validate.ts";

const listed = (agent: object) => ({ agents: { list: [{ id: "baker", ...agent }] } });
const row = { id: "rye-1", name: "Rye" };
const provider = (more: object) => ({
  models: { providers: { oven: { baseUrl: "https://oven.example", ...more } } },
});

/** A config, and for releases whether it is refused there, and where. Each verdict is OpenClaw's (docs/conformance.md). */
const CASES: readonly (readonly [string, unknown, Readonly<Record<string, string | null>>])[] = [
  [
    "a broadcast to an agent that does not exist",
    { ...listed({}), broadcast: { peer: ["baker", "nobody"] } },
    { "2026.2.9": "broadcast.peer.1", "2026.6.11": "broadcast.peer.1", "2026.9.6": "broadcast.peer.1" },
  ],
  [
    "a broadcast without any agent",
    { broadcast: { peer: ["nobody"] } },
    { "2026.2.9": null, "2026.6.11": null, "2026.9.6": "broadcast.peer.0" },
  ],
  [
    "an interval of several parts",
    listed({ heartbeat: { every: "1h30m" } }),
    { "2026.2.9": "agents.list.0.heartbeat.every", "2026.6.11": null, "2026.9.6": null },
  ],
  [
    "hours without an interval",
    listed({ heartbeat: { activeHours: { start: "9:00" } } }),
    { "2026.6.11": null, "2026.9.6": "agents.list.0.heartbeat.activeHours.start" },
  ],
  [
    "a heartbeat to the owner",
    listed({ heartbeat: { target: "owner" } }),
    { "2026.7.35": "agents.list.0.heartbeat.target", "2026.8.2": null, "2026.9.6": null },
  ],
  [
    "an avatar outside the workspace",
    listed({ identity: { avatar: "../crumbs.png" } }),
    { "2026.2.9": "agents.list.0.identity.avatar", "2026.9.6": "agents.list.0.identity.avatar" },
  ],
  [
    "thresholds in the wrong order",
    listed({ tools: { loopDetection: { warningThreshold: 5, criticalThreshold: 5 } } }),
    { "2026.6.11": "agents.list.0.tools.loopDetection.criticalThreshold" },
  ],
  [
    "a context window of a provider that no model takes over",
    provider({ models: [], contextWindow: 0 }),
    { "2026.6.11": "models.providers.oven.contextWindow", "2026.9.6": null },
  ],
  [
    "a context window of a provider that a model takes over",
    provider({ models: [row], contextWindow: 0 }),
    { "2026.9.6": "models.providers.oven.contextWindow" },
  ],
  [
    "thresholds of all agents in the wrong order",
    { tools: { loopDetection: { warningThreshold: 10, criticalThreshold: 5 } } },
    {
      "2026.3.13": "tools.loopDetection.criticalThreshold",
      "2026.7.35": "tools.loopDetection.criticalThreshold",
    },
  ],
  [
    "a mode of exec beside what it stands for, for all agents",
    { tools: { exec: { mode: "ask", security: "deny" } } },
    { "2026.6.11": "tools.exec.mode", "2026.7.35": "tools.exec.mode", "2026.9.6": "tools.exec.mode" },
  ],
  [
    "a proxy with encryption",
    { proxy: { proxyUrl: "https://oven.example" } },
    { "2026.5.5": "proxy.proxyUrl", "2026.6.11": null, "2026.9.6": null },
  ],
  [
    "a program with marks of a shell",
    { audio: { transcription: { command: ["whisper; rm"] } } },
    {
      "2026.2.9": "audio.transcription.command.0",
      "2026.4.15": null,
      "2026.7.35": "audio.transcription.command.0",
    },
  ],
  [
    "a program that is a path",
    { audio: { transcription: { command: ["/opt/oven/whisper", "--model", "a;b"] } } },
    { "2026.2.9": null, "2026.7.35": null },
  ],
  [
    "no program",
    { audio: { transcription: { command: [] } } },
    { "2026.2.9": "audio.transcription.command", "2026.7.35": "audio.transcription.command" },
  ],
  [
    "an empty program of a channel",
    { channels: { signal: { cliPath: "" } } },
    {
      "2026.2.9": "channels.signal.cliPath",
      "2026.3.13": "channels.signal.cliPath",
      "2026.3.31": "channels.signal.cliPath",
      "2026.4.15": null,
    },
  ],
  [
    "a program of a channel's account",
    { channels: { imessage: { accounts: { shop: { cliPath: "-x" } } } } },
    { "2026.3.13": "channels.imessage.accounts.shop.cliPath", "2026.4.15": null },
  ],
  [
    "folders of attachments",
    { channels: { imessage: { attachmentRoots: ["/oven/*/crumbs", "oven"] } } },
    { "2026.3.13": "channels.imessage.attachmentRoots.1", "2026.4.15": null },
  ],
  [
    "a width that is none",
    { gateway: { controlUi: { chatMessageMaxWidth: "wide" } } },
    {
      "2026.5.5": "gateway.controlUi.chatMessageMaxWidth",
      "2026.7.35": "gateway.controlUi.chatMessageMaxWidth",
    },
  ],
  [
    "a width that is reckoned",
    { gateway: { controlUi: { chatMessageMaxWidth: "min(1280px, calc(100% - 2rem))" } } },
    { "2026.5.5": null, "2026.7.35": null },
  ],
  [
    "speech that is switched on or off",
    { messages: { tts: { enabled: false } } },
    { "2026.2.9": "messages.tts.enabled", "2026.3.13": "messages.tts.enabled", "2026.3.31": null },
  ],
  [
    "a channel that may be silent for less than the time between two looks",
    { gateway: { channelStaleEventThresholdMinutes: 3 } },
    {
      "2026.4.15": "gateway.channelStaleEventThresholdMinutes",
      "2026.7.35": "gateway.channelStaleEventThresholdMinutes",
    },
  ],
  [
    "a channel that nobody looks at",
    { gateway: { channelStaleEventThresholdMinutes: 3, channelHealthCheckMinutes: 0 } },
    { "2026.4.15": null, "2026.7.35": null },
  ],
  [
    "ids of Discord as numbers",
    { channels: { discord: { guilds: { shop: { users: ["1", 5] } } } } },
    { "2026.2.9": null },
  ],
  [
    "an id of Discord as a number",
    { channels: { discord: { guilds: { shop: { roles: ["1", 5] } } } } },
    {
      "2026.3.13": "channels.discord.guilds.shop.roles.1",
      "2026.3.31": "channels.discord.guilds.shop.roles.1",
      "2026.4.15": "channels.discord.guilds.shop.roles.1",
    },
  ],
  [
    "an activity of Discord without its text",
    { channels: { discord: { activityType: 0 } } },
    { "2026.3.13": "channels.discord", "2026.3.31": "channels.discord", "2026.4.15": null },
  ],
  [
    "an ACP agent for a channel that takes none",
    {
      ...listed({}),
      bindings: [
        { type: "acp", agentId: "baker", match: { channel: "slack", peer: { kind: "group", id: "till" } } },
      ],
    },
    {
      "2026.3.13": "bindings.0.match.channel",
      "2026.3.31": "bindings.0.match.channel",
      "2026.4.15": null,
    },
  ],
  [
    "an ACP agent for a group of Telegram that is no topic",
    {
      ...listed({}),
      bindings: [
        { type: "acp", agentId: "baker", match: { channel: "telegram", peer: { kind: "group", id: "-10" } } },
      ],
    },
    { "2026.3.13": "bindings.0.match.peer.id", "2026.4.15": null },
  ],
  [
    "a folder of worktrees that is no whole path",
    { worktreeRoot: "trees" },
    { "2026.8.2": "worktreeRoot", "2026.9.1": "worktreeRoot", "2026.9.6": "worktreeRoot" },
  ],
  [
    "a variable named as every object's member",
    { env: { vars: { constructor: "oven" } } },
    { "2026.2.9": "env.vars.constructor", "2026.9.6": "env.vars.constructor" },
  ],
  ["a key that OpenClaw loses", JSON.parse('{"agents": {"__proto__": 1}}'), { "2026.9.6": null }],
  ["a blank id", { bindings: [{ agentId: " ", match: { channel: "telegram" } }] }, { "2026.9.6": null }],
  ...["wecom", "yuanbao", "openclaw-weixin", "openclaw-zaloclawbot"].map(
    (id) =>
      [
        `${id}, which a plugin brings that is installed by itself`,
        { channels: { [id]: { enabled: false } } },
        Object.fromEntries(
          ["2026.2.9", "2026.3.13", "2026.4.15", "2026.6.11", "2026.7.35", "2026.8.2", "2026.9.6"].map(
            (release) => [release, `channels.${id}`],
          ),
        ),
      ] as const,
  ),
  [
    "qqbot, which a plugin brings that is installed by itself",
    { channels: { qqbot: { enabled: false } } },
    {
      "2026.4.15": null,
      "2026.6.11": null,
      "2026.7.35": null,
      "2026.8.2": "channels.qqbot",
      "2026.9.6": "channels.qqbot",
    },
  ],
  [
    "qqbot with its plugin named",
    { channels: { qqbot: {} }, plugins: { entries: { qqbot: { enabled: true } } } },
    { "2026.8.2": null, "2026.9.6": null },
  ],
  [
    "qqbot with another plugin named that comes along",
    { channels: { qqbot: {} }, plugins: { entries: { telegram: { enabled: true } } } },
    { "2026.8.2": "channels.qqbot", "2026.9.6": "channels.qqbot" },
  ],
];

describe("what OpenClaw refuses beyond its schema, by release", () => {
  for (const [name, config, places] of CASES) {
    for (const [release, place] of Object.entries(places)) {
      it(`${release}: ${name} is ${place === null ? "taken" : "refused"}`, () => {
        if (!isReleaseLine(release)) throw new Error(`${release} is no known release`);
        const refused = validateConfig(config, release).filter((problem) => problem.refused);
        expect(refused.map(({ path }) => path.join("."))).toEqual(place === null ? [] : [place]);
      });
    }
  }
});

/** The same for releases between two measured lines. */
const BETWEEN: readonly (readonly [string, unknown, string, string | null])[] = [
  [
    "an id of Discord as a number",
    { channels: { discord: { allowFrom: [5] } } },
    "2026.2.17",
    "channels.discord.allowFrom.0",
  ],
  [
    "a duration that is none",
    { session: { maintenance: { pruneAfter: "soon" } } },
    "2026.2.17",
    "session.maintenance.pruneAfter",
  ],
  ["a duration that is none", { session: { maintenance: { pruneAfter: "soon" } } }, "2026.2.9", null],
  [
    "a name on IRC without an address",
    { channels: { irc: { nickserv: { register: true } } } },
    "2026.3.23-2",
    "channels.irc.nickserv",
  ],
  ["a proxy with encryption", { proxy: { proxyUrl: "https://oven.example" } }, "2026.5.7", "proxy.proxyUrl"],
  ["a proxy with encryption", { proxy: { proxyUrl: "https://oven.example" } }, "2026.5.27", null],
  [
    "everybody without a star",
    { channels: { telegram: { dmPolicy: "open" } } },
    "2026.4.1",
    "channels.telegram.allowFrom",
  ],
  ["everybody without a star", { channels: { telegram: { dmPolicy: "open" } } }, "2026.4.9", null],
];

it("knows of a release that lacks channels which those beside it have", () => {
  const config = { channels: { matrix: {}, whatsapp: {} } };
  expect(validateConfig(config, "2026.3.22").map(({ path }) => path.join("."))).toEqual(["channels.matrix"]);
  expect(validateConfig(config, "2026.3.23")).toEqual([]);
});

it("leaves what a release moves before it judges it", () => {
  expect(validateConfig({ audio: { transcription: [] } }, "2026.4.15")).toEqual([]);
  expect(validateConfig({ audio: { transcription: [] } }, "2026.4.1")).toHaveLength(1);
  expect(validateConfig({ audio: { crumbs: 1 } }, "2026.4.15")).toHaveLength(1);
});

describe("channels that the package describes and its core does not judge", () => {
  it.each([
    ["2026.4.1", 0],
    ["2026.4.7", 1],
  ])("%s", (release, faults) => {
    expect(validateConfig({ channels: { mattermost: { crumbs: 1 } } }, release)).toHaveLength(faults);
    expect(validateConfig({ channels: { telegram: { crumbs: 1 } } }, release)).toHaveLength(1);
  });
});

describe("what OpenClaw refuses beyond its schema, between two lines", () => {
  it.each(BETWEEN)("%s", (_name, config, release, place) => {
    const refused = validateConfig(config, release).filter((problem) => problem.refused);
    const beyond = refused.filter(({ kind }) => kind === "invalid-value" || kind === "missing-key");
    expect(beyond.map(({ path }) => path.join("."))).toEqual(place === null ? [] : [place]);
  });
});
