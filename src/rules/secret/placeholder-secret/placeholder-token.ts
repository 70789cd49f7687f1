import { defineCheck } from "../../../engine/rule.ts";
import { findExampleSecrets } from "../../../resolve/secrets/example-secrets.ts";

/** Sections whose secrets other checks look at, or that have none. */
const OTHERS: ReadonlySet<string> = new Set([
  "models",
  "env",
  "agents",
  "auth",
  "meta",
  "secrets",
  "$schema",
]);

export const check = defineCheck({
  id: "placeholder-token",
  summary: "example text where a channel's token or another secret should stand",
  severity: "warning",
  messages: {
    token: {
      message: "This is example text, a placeholder for a secret.",
      hint: 'Put the secret into {home} and write "${NAME}" here.',
    },
    gateway: {
      message: "This placeholder is the secret of your gateway: whoever guesses it is let in.",
      hint: 'Put a long random text into {home} and write "${NAME}" here.',
    },
    stops: {
      message: "The gateway does not start with this placeholder as its secret.",
      hint: 'Put a long random text into {home} and write "${NAME}" here.',
    },
    redacted: {
      message: "This is a mark that tools show in place of a secret.",
      hint: 'Put the secret into {home} and write "${NAME}" here.',
    },
  },
  docs: () => ({
    trigger:
      "A token, secret, password or key of a channel, the gateway or another section (where the schema has a secret) that is text such as your-bot-token-here, changeme or xxx. Channels and accounts with enabled: false are left alone. An error where the gateway does not start with it, and for tokens that Telegram, Discord and Slack give out.",
    bad: {
      config: `{
  gateway: { mode: "local", auth: { mode: "token", token: "change-me-now" } },
  channels: { telegram: { botToken: "your-bot-token-here" } },
}`,
    },
    good: {
      config: `{
  gateway: { mode: "local", auth: { mode: "token", token: "\${OPENCLAW_GATEWAY_TOKEN}" } },
  channels: { telegram: { botToken: "\${TELEGRAM_BOT_TOKEN}" } },
}`,
      env: {
        OPENCLAW_GATEWAY_TOKEN: "oven-test-not-a-token-1",
        TELEGRAM_BOT_TOKEN: "oven-test-not-a-token-2",
      },
    },
    why: "The config is accepted; the channel is then refused by its service, and a gateway with a secret that everybody knows is open to all who reach it.",
    ignore: "In a template that is filled in before use.",
  }),
  check({ config, release, isSound, home, report }) {
    const sections = Object.keys(config).filter((section) => !OTHERS.has(section));
    // The page in a browser loads what looks into them only then.
    if (sections.length === 0) return;
    for (const { path, kind, sure } of findExampleSecrets(config, sections, release)) {
      if (!isSound(path)) continue;
      report({
        messageId: kind,
        data: { home: home() },
        at: { path },
        ...(sure ? { severity: "error" as const } : {}),
      });
    }
  },
});
