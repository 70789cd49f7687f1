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
