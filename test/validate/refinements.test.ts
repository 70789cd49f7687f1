import { describe, expect, it } from "vitest";
import { toPointer } from "../../src/core/config-path.ts";
import { validateConfig } from "../../src/validate/validate.ts";

const pointers = (config: unknown) =>
  validateConfig(config, "2026.9.6").map((problem) => toPointer(problem.path));
const baker = (settings: object) => ({ agents: { entries: { baker: settings } } });

describe("the older list, which becomes entries", () => {
  it.each<[unknown, string[]]>([
    [{ list: [{ id: "baker" }, { id: "till" }] }, ["/agents/list", "/agents"]],
    [{ list: [{ id: "baker", default: true }, { id: "till" }] }, ["/agents/list"]],
    [
      {
        list: [
          { id: "baker", default: true },
          { id: "till", default: true },
        ],
      },
      ["/agents/list", "/agents/list"],
    ],
    [
      { ownership: "explicit", list: [{ id: "baker", default: true }] },
      ["/agents/list", "/agents/ownership"],
    ],
    [{ ownership: "explicit", list: [{ id: "baker" }, { id: "till" }] }, ["/agents/list"]],
    [{ list: [] }, ["/agents/list"]],
  ])("%j", (agents, wanted) => {
    // The first of each is the note that the list has left.
    expect(pointers({ agents })).toEqual(wanted);
  });
});

describe("rules beyond the schema", () => {
  it.each<[string, unknown, string[]]>([
    ["two agents without ownership", { agents: { entries: { baker: {}, till: {} } } }, ["/agents"]],
    ["one of them the default", { agents: { entries: { baker: { default: true }, till: {} } } }, []],
    [
      "both the default",
      { agents: { entries: { baker: { default: true }, till: { default: true } } } },
      ["/agents/entries"],
    ],
    [
      "explicit and a default",
      { agents: { ownership: "explicit", entries: { baker: { default: true } } } },
      ["/agents/ownership"],
    ],
    ["explicit and nobody", { agents: { ownership: "explicit", entries: {} } }, ["/agents/entries"]],
    [
      "ids that differ by case",
      { agents: { ownership: "explicit", entries: { baker: {}, Baker: {} } } },
      ["/agents/entries/Baker"],
    ],
    [
      "one folder for two",
      { agents: { ownership: "explicit", entries: { baker: { agentDir: "/a" }, till: { agentDir: "/a" } } } },
      ["/agents/entries"],
    ],
    [
      "an owner that is not there",
      { agents: { defaults: { heartbeat: { agentId: "till" } }, entries: { baker: {} } } },
      ["/agents/defaults/heartbeat/agentId"],
    ],
    [
      "a binding of nobody",
      {
        ...baker({}),
        bindings: ["till", "main", "baker"].map((agentId) => ({ agentId, match: { channel: "telegram" } })),
      },
      ["/bindings/0/agentId"],
    ],
    [
      "heartbeats that work",
      baker({
        heartbeat: { every: "1h30m", target: "Telegram", activeHours: { start: "08:00", end: "24:00" } },
      }),
      [],
    ],
    [
      "a heartbeat in weeks",
      baker({ heartbeat: { every: "2 weeks" } }),
      ["/agents/entries/baker/heartbeat/every"],
    ],
    [
      "a day that starts at its end",
      baker({ heartbeat: { activeHours: { start: "24:00", end: "8:00" } } }),
      [
        "/agents/entries/baker/heartbeat/activeHours/start",
        "/agents/entries/baker/heartbeat/activeHours/end",
      ],
    ],
    [
      "a target nobody knows",
      baker({ heartbeat: { target: "oven" } }),
      ["/agents/entries/baker/heartbeat/target"],
    ],
    [
      "code mode on a pattern",
      baker({ models: { "openai/*": { codeMode: true } } }),
      ["/agents/entries/baker/models/openai~1*/codeMode"],
    ],
    [
      "a policy",
      baker({
        models: { "a/b": { alias: "Rye" } },
        modelPolicy: { allow: ["rye", "a/b", "a/*", "*", "a/x-*", "bare"] },
      }),
      [
        "/agents/entries/baker/modelPolicy/allow/3",
        "/agents/entries/baker/modelPolicy/allow/4",
        "/agents/entries/baker/modelPolicy/allow/5",
      ],
    ],
    [
      "the host's network",
      baker({ sandbox: { docker: { network: "host", binds: ["data:/data", "/srv:/srv"] } } }),
      ["/agents/entries/baker/sandbox/docker/binds/0", "/agents/entries/baker/sandbox/docker/network"],
    ],
    [
      "another's network, allowed",
      baker({
        sandbox: { docker: { network: "container:x", dangerouslyAllowContainerNamespaceJoin: true } },
      }),
      [],
    ],
    [
      "no profile",
      baker({ sandbox: { docker: { seccompProfile: "unconfined" } } }),
      ["/agents/entries/baker/sandbox/docker/seccompProfile"],
    ],
    [
      "a bare program",
      { secrets: { providers: { vault: { source: "exec", command: "vault" } } } },
      ["/secrets/providers/vault/command"],
    ],
    [
      "an alias of another kind",
      {
        secrets: { providers: { vault: { source: "file", path: "/v" } } },
        models: { providers: { openai: { apiKey: { source: "env", provider: "vault", id: "A" } } } },
      },
      ["/models/providers/openai/apiKey"],
    ],
    [
      "a size in crumbs",
      { agents: { defaults: { compaction: { maxActiveTranscriptBytes: "20crumbs" } } } },
      ["/agents/defaults/compaction/maxActiveTranscriptBytes"],
    ],
    ["a size", { agents: { defaults: { compaction: { maxActiveTranscriptBytes: "20mb" } } } }, []],
    [
      "lists that replace and extend",
      baker({ tools: { allow: ["read"], alsoAllow: ["exec"] } }),
      ["/agents/entries/baker/tools"],
    ],
    [
      "a host with a scheme",
      { secrets: { egressProxy: { allowedHosts: ["https://oven.example", "oven.example", "10.0.0.1"] } } },
      ["/secrets/egressProxy/allowedHosts/0"],
    ],
  ])("%s", (_name, config, wanted) => {
    expect(pointers(config)).toEqual(wanted);
  });

  it("lets a value through that a variable fills", () => {
    expect(
      pointers(
        baker({ heartbeat: { every: "${EVERY}", target: "${WHERE}" }, modelPolicy: { allow: ["${MODEL}"] } }),
      ),
    ).toEqual([]);
  });
});
