import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { reportVariableFaults } from "../../../engine/variable-problem.ts";

const UNIT = "[Service]\nExecStart=/usr/bin/openclaw gateway run\n";

const inService = (environment: string) => ({
  ...bakery({}),
  files: { "~/.config/systemd/user/openclaw-gateway.service": UNIT + environment },
  options: { gateway: "systemd" },
});

export const check = defineCheck({
  id: "not-in-service",
  summary: "a variable that this shell has and the service has not",
  severity: "error",
  needs: "names",
  wholeConfig: true,
  messages: {
    copied: {
      message: "{name} is set in this shell, but not for the service, so {needs} stays unresolved there.",
      hint: "Put {name}=… into ~/.openclaw/.env and run openclaw gateway restart. Or run openclaw gateway install --force, which copies it ({why}).",
    },
    notCopied: {
      message: "{name} is set in this shell, but not for the service, so {needs} stays unresolved there.",
      hint: "Put {name}=… into ~/.openclaw/.env and run openclaw gateway restart. openclaw gateway install would not copy it: {why}.",
    },
  },
  docs: () => ({
    trigger:
      "With --gateway systemd or launchd: a variable that the config names, that the shell clawlint runs in has, and that neither the service's definition nor OpenClaw's .env files supply. The hint says whether openclaw gateway install would carry it over.",
    bad: inService(""),
    good: inService("Environment=OVENAI_API_KEY=test-not-a-key\n"),
    why: "The hardest fault to see: the key is in the shell, every check run there is happy, and the daemon answers 401. The installer copies only variables that a whole credential refers to, not those inside a longer text such as Bearer ${TOKEN}.",
    ignore: "When the gateway is always started from this shell.",
  }),
  check(context) {
    reportVariableFaults(context, "unset", ({ copy }, data) =>
      copy === undefined ? undefined : { messageId: copy.copied ? "copied" : "notCopied", data },
    );
  },
});
