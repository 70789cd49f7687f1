import { describe, expect, test } from "vitest";
import { ownFindings } from "../../conformance/routes/own-routes.ts";

/** What is told of a config whose variables are not there, as `severity check path`. */
function told(config: Readonly<Record<string, unknown>>, release: string, env = {}) {
  return ownFindings({ config, env }, release)
    .filter(({ rule }) => rule === "unset-env" || rule === "unfilled-variable")
    .map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}

const auth = (token: unknown, mode = "token") => ({ gateway: { auth: { mode, token } } });
const bot = (botToken: unknown, enabled = true) => ({ channels: { telegram: { enabled, botToken } } });
const voice = (apiKey: unknown) => ({ talk: { providers: { elevenlabs: { apiKey } } } });
const hook = (token: unknown) => ({ hooks: { enabled: true, token } });
const provider = (more: object, row: object = {}) => ({
  models: {
    providers: {
      ovenai: {
        baseUrl: "https://api.ovenai.example/v1",
        api: "openai-completions",
        apiKey: "none",
        models: [{ id: "rye-2", name: "Rye 2", ...row }],
        ...more,
      },
    },
  },
});
const remote = (token: unknown) => ({ gateway: { remote: { token } } });
const reference = { source: "env", provider: "default", id: "OVEN" };

/*
 * Gateways of these releases were started with each of these (with a token of their own where it is not the token that is
 * asked about, and with no variable OVEN). An error: the gateway did not start, or said that the channel did not. A warning:
 * it started, without what the secret is for, or with the text as the secret.
 */
const rows: readonly (readonly [string, object, ...string[]])[] = [
  [
    "$NAME as the gateway's token",
    auth("$OVEN"),
    "warning unfilled-variable",
    "error unset-env",
    "error unset-env",
    "error unset-env",
  ],
  [
    "${NAME} as the gateway's token",
    auth("${OVEN}"),
    "error unset-env",
    "error unset-env",
    "error unset-env",
    "error unset-env",
  ],
  [
    "a SecretRef as the gateway's token",
    auth(reference),
    "error unset-env",
    "error unset-env",
    "error unset-env",
    "error unset-env",
  ],
  [
    "$NAME as a bot's token",
    bot("$OVEN"),
    "error unfilled-variable",
    "error unset-env",
    "error unset-env",
    "error unset-env",
  ],
  [
    "${NAME} as a bot's token",
    bot("${OVEN}"),
    "error unset-env",
    "error unset-env",
    "error unset-env",
    "error unset-env",
  ],
  [
    "$NAME as a voice's key",
    voice("$OVEN"),
    "warning unfilled-variable",
    "error unset-env",
    "error unset-env",
    "warning unset-env",
  ],
  [
    "${NAME} as a voice's key",
    voice("${OVEN}"),
    "error unset-env",
    "error unset-env",
    "error unset-env",
    "warning unset-env",
  ],
  [
    "${NAME} as the key of a provider that nothing runs on",
    provider({ apiKey: "${OVEN}" }),
    "error unset-env",
    "error unset-env",
    "error unset-env",
    "warning unset-env",
  ],
  [
    "$NAME in a provider's header",
    provider({ headers: { "X-Oven": "$OVEN" } }),
    "warning unfilled-variable",
    "error unset-env",
    "error unset-env",
    "warning unset-env",
  ],
  [
    "$NAME in a row's header",
    provider({}, { headers: { Authorization: "$OVEN" } }),
    "warning unfilled-variable",
    "warning unfilled-variable",
    "warning unfilled-variable",
    "warning unfilled-variable",
  ],
  [
    "${NAME} in a row's header",
    provider({}, { headers: { Authorization: "${OVEN}" } }),
    "warning unset-env",
    "warning unset-env",
    "warning unset-env",
    "warning unset-env",
  ],
  [
    "$NAME as the token of hooks",
    hook("$OVEN"),
    "warning unfilled-variable",
    "warning unfilled-variable",
    "warning unfilled-variable",
    "warning unfilled-variable",
  ],
];
const releases = ["2026.5.5", "2026.6.11", "2026.7.35", "2026.9.6"];

describe("a secret that names a variable which is not there", () => {
  test.each(
    rows.flatMap(([name, config, ...all]) =>
      all.map((expected, index) => [name, releases[index] ?? "", config, expected] as const),
    ),
  )("%s in %s", (_, release, config, expected) => {
    const [only, ...more] = told(config as Readonly<Record<string, unknown>>, release);
    expect([only?.replace(/ \/.*$/u, ""), more]).toEqual([expected, []]);
  });

  test.each([
    ["a channel that is switched off", bot("${OVEN}", false)],
    ["a token that the gateway does not ask for", auth("${OVEN}", "none")],
    ["a gateway elsewhere", remote("${OVEN}")],
  ])("%s stops nothing", (_, config) => {
    for (const release of releases)
      expect(told(config, release)).toEqual([expect.stringMatching(/^warning unset-env/u)]);
  });

  test("a gateway of 2026.8.2 or 2026.9.1 makes itself a token where ${NAME} is not filled", () => {
    for (const release of ["2026.8.2", "2026.9.1"]) {
      expect(told(auth("${OVEN}"), release)).toEqual(["warning unset-env /gateway/auth/token"]);
      for (const form of ["$OVEN", reference])
        expect(told(auth(form), release)).toEqual(["error unset-env /gateway/auth/token"]);
    }
  });

  const E = "error unset-env";
  const W = "warning unset-env";
  const search = (enabled: boolean, provider?: string) => ({
    plugins: { entries: { google: { enabled, config: { webSearch: { apiKey: reference } } } } },
    tools: {
      web: {
        search: { enabled: provider !== "off", ...(provider === "other" ? { provider: "duckduckgo" } : {}) },
      },
    },
  });
  const elsewhere = (token: unknown) => ({ gateway: { remote: { url: "wss://till.example", token } } });
  const behindProxy = {
    gateway: {
      auth: { mode: "trusted-proxy", trustedProxy: { userHeader: "x-baker" }, password: reference },
    },
  };
  const telegram = (block: object) => ({ channels: { telegram: { botToken: reference, ...block } } });
  test.each([
    ["a gateway elsewhere with its address", elsewhere(reference), [E, E, E]],
    ["a password behind a proxy", behindProxy, [E, E, E]],
    ["a cron that is off", { cron: { enabled: false, webhookToken: reference } }, [E, E, W]],
    ["a plugin that is off", search(false), [E, E, W]],
    ["a search that is off", search(true, "off"), [W, W, W]],
    ["a search by another", search(true, "other"), [W, W, W]],
    ["a bot with its token in a file", telegram({ tokenFile: "/run/oven" }), [W, W, W]],
    ["a bot whose accounts have tokens", telegram({ accounts: { till: { botToken: "1:rye" } } }), [W, W, W]],
    [
      "a webhook's secret without a webhook",
      { channels: { telegram: { webhookSecret: reference } } },
      [W, W, W],
    ],
    ["${NAME} without a mode", { gateway: { auth: { token: "${OVEN}" } } }, [E, E, W]],
  ] as const)("%s", (_, config, expected) => {
    const found = ["2026.6.11", "2026.7.35", "2026.9.6"].map((release) =>
      told(config, release).map((one) => one.replace(/ \/.*$/u, "")),
    );
    expect(found).toEqual(expected.map((one) => [one]));
  });

  test("the environment's own token goes before it up to 2026.7.35", () => {
    const env = { OPENCLAW_GATEWAY_TOKEN: "oven-test-not-a-token" };
    expect(told(auth("${OVEN}"), "2026.7.35", env)).toEqual(["warning unset-env /gateway/auth/token"]);
    expect(told(auth("${OVEN}"), "2026.9.6", env)).toEqual(["error unset-env /gateway/auth/token"]);
  });

  test("nothing is told of one that is there", () => {
    for (const form of [auth, bot, voice])
      for (const text of ["$OVEN", "${OVEN}"])
        expect(told(form(text), "2026.9.6", { OVEN: "oven-test-not-a-token" })).toEqual([]);
  });
});
