import { describe, expect, test } from "vitest";
import { ownFindings } from "../../conformance/routes/own-routes.ts";

/** What is told of a config's secrets that are example text, as `severity messageId path`. */
function told(config: Readonly<Record<string, unknown>>, release = "2026.9.6") {
  return ownFindings({ config, env: {} }, release)
    .filter(({ rule }) => rule === "placeholder-secret")
    .map(({ severity, messageId, path }) => `${severity} ${messageId} ${path}`);
}

const at = (path: readonly string[], value: unknown): Readonly<Record<string, unknown>> => {
  const [first = "", ...rest] = path;
  return { [first]: rest.length === 0 ? value : at(rest, value) };
};

describe("example text at the place of a secret", () => {
  const places = [
    ["error", "channels.telegram.botToken"],
    ["error", "channels.telegram.accounts.counter.botToken"],
    ["error", "channels.discord.token"],
    ["error", "channels.discord.accounts.counter.token"],
    ["error", "channels.slack.botToken"],
    ["error", "channels.slack.appToken"],
    ["error", "channels.slack.userToken"],
    ["error", "channels.slack.accounts.counter.appToken"],
    // Their owner chooses these, or runs the server that takes them.
    ["warning", "channels.slack.signingSecret"],
    ["warning", "channels.telegram.webhookSecret"],
    ["warning", "channels.matrix.accessToken"],
    ["warning", "channels.mattermost.botToken"],
    ["warning", "channels.line.channelSecret"],
    ["warning", "channels.msteams.appPassword"],
    ["warning", "channels.feishu.appSecret"],
    ["warning", "channels.irc.password"],
    ["warning", "gateway.remote.token"],
    ["warning", "hooks.token"],
    ["warning", "cron.webhookToken"],
  ] as const;
  const texts = ["your-bot-token-here", "<your-token>", "changeme", "xxx", "YOUR_BOT_TOKEN", "REPLACE_ME"];
  test.each(places.flatMap((place) => texts.map((text) => [...place, text] as const)))(
    "%s at %s: %s",
    (severity, place, text) => {
      const path = place.split(".");
      expect(told(at(path, text))).toEqual([`${severity} token /${path.join("/")}`]);
    },
  );

  test.each([
    ["a token", "channels.telegram.botToken", "2718281828:AArye-made-up-for-a-test-0a1b2c3d45"],
    ["a variable", "channels.telegram.botToken", "${RYE_BOT_TOKEN}"],
    ["a file's name", "channels.telegram.tokenFile", "your-token"],
    ["an address", "channels.telegram.webhookUrl", "https://example.com/your-token"],
    ["a word of another kind", "channels.telegram.name", "changeme"],
    ["a secret of words", "gateway.auth.token", "rye-and-spelt-before-sunrise"],
  ])("nothing is told of %s", (_, place, text) => {
    expect(told(at(place.split("."), text))).toEqual([]);
  });

  test("what is switched off is left alone", () => {
    const token = { botToken: "your-bot-token-here" };
    expect(told({ channels: { telegram: { ...token, enabled: false } } })).toEqual([]);
    expect(told({ channels: { telegram: { accounts: { counter: { ...token, enabled: false } } } } })).toEqual(
      [],
    );
    expect(told({ gateway: { auth: { mode: "password", token: "changeme" } } })).toEqual([]);
  });

  test("a word that stands for no key is no token of a channel, and may be the gateway's", () => {
    expect(told({ channels: { telegram: { botToken: "none" } } })).toHaveLength(1);
    expect(told({ gateway: { auth: { token: "token" } } })).toEqual([]);
  });
});

/** Started with `openclaw gateway run`, on a loopback port: what the gateway's own secret may be. */
describe("the gateway's secret", () => {
  test.each([
    ["2026.9.6", "token", "change-me-now", "error stops"],
    ["2026.9.6", "token", "change-me-to-a-long-random-token", "error stops"],
    ["2026.9.6", "token", "null", "error stops"],
    ["2026.9.6", "token", "[REDACTED]", "error redacted"],
    ["2026.9.6", "token", "changeme", "warning gateway"],
    ["2026.9.6", "password", "change-me-to-a-strong-password", "error stops"],
    ["2026.9.6", "password", "change-me-now", "warning gateway"],
    ["2026.6.11", "token", "change-me-now", "error stops"],
    ["2026.6.11", "token", "[REDACTED]", "warning redacted"],
    ["2026.4.15", "token", "change-me-now", "warning gateway"],
    ["2026.4.15", "token", "change-me-to-a-long-random-token", "error stops"],
    ["2026.3.13", "token", "change-me-to-a-long-random-token", "warning gateway"],
  ])("%s %s %s: %s", (release, mode, text, what) => {
    expect(told({ gateway: { auth: { mode, [mode]: text } } }, release)).toEqual([
      `${what} /gateway/auth/${mode}`,
    ]);
  });
});
