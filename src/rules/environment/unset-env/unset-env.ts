import { nearest } from "../../../core/text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import type { RuleContext } from "../../../engine/rule-context.ts";
import { fileVariable } from "../../../engine/variable-home.ts";
import { reportVariableFaults } from "../../../engine/variable-problem.ts";
import type { Environment } from "../../../resolve/environment/environment.ts";
import { providersReading } from "../../../resolve/environment/provider-variables.ts";

export const check = defineCheck({
  id: "unset-env",
  summary: "a variable that the gateway will not have",
  severity: "error",
  needs: "names",
  wholeConfig: true,
  messages: {
    unset: {
      message: "{name} is not set where the gateway runs, so {needs} stays unresolved.",
      hint: "Put {name}=… into {home}.{trail}",
    },
    file: {
      message:
        "{name} is not set where the gateway runs, so {needs} stays unresolved; {file} is, but OpenClaw reads no variable of that form.",
      hint: 'Put {name}=… into {home}, or refer to the file with a SecretRef of source "file".',
    },
    near: {
      message: "{name} is not set where the gateway runs, so {needs} stays unresolved; {near} is.",
      hint: "If that is the same, write one name in both places; else put {name}=… into {home}.",
    },
    passed: {
      message:
        "{name} is not set where Compose runs, so {needs} stays unresolved; {file} only hands it over (line {line}).",
      hint: "Give {name} a value in the shell that runs Compose, or in the .env beside {file}.",
    },
    service: {
      message:
        "{name} is not set for the service, so {needs} stays unresolved; a shell's variables do not reach a service.",
      hint: "Put {name}=… into ~/.openclaw/.env and run openclaw gateway restart.{trail}",
    },
  },
  docs: () => ({
    trigger:
      "A ${NAME}, $NAME or SecretRef of source env whose variable no layer of the gateway's environment supplies.",
    bad: bakery({ env: {} }),
    good: bakery({}),
    why: "The provider then has no key, and a text with ${NAME} in it stays as it is. The gateway does not start without its own secret, nor a channel without its token; from 2026.3.13 to 2026.7.35 no gateway starts with a secret that is not there, and up to 2026.2.9 none with any such variable. A text that does not fit where it stands, as at gateway.bind, is refused.",
    ignore: "When the variable comes from somewhere clawlint cannot see; name it with --env-names.",
  }),
  check(context) {
    const service = context.environment.target === "systemd" || context.environment.target === "launchd";
    const spoken = new Set(context.variableUses.map(({ name }) => name));
    const near = (name: string): string | undefined =>
      nearest(
        name,
        ownNames(context).filter((one) => !spoken.has(one)),
      );
    reportVariableFaults(context, "unset", ({ use, copy }, about) => {
      if (copy !== undefined) return undefined;
      const file = fileVariable(context.environment, use.name);
      const close = near(use.name);
      const passed = handedOver(context.environment, use.name);
      if (passed !== undefined) return { messageId: "passed", data: { ...about, ...passed } };
      const messageId =
        file !== undefined ? "file" : close !== undefined ? "near" : service ? "service" : "unset";
      return { messageId, data: { ...about, near: close ?? "", file: file ?? "" } };
    });
  },
});

/** Where a Compose file names a variable whose value Compose itself is to have. */
function handedOver(
  environment: Environment,
  name: string,
): { readonly file: string; readonly line: number } | undefined {
  for (const layer of environment.layers) {
    const answer = layer.answer(name);
    if (answer.kind !== "unset" || answer.place?.file === undefined) continue;
    const { file, line = 1 } = answer.place;
    return { file: file.slice(file.lastIndexOf("/") + 1), line };
  }
  return undefined;
}

/** Configs of one run share their environment. */
const known = new WeakMap<Environment, readonly string[]>();

/** Set variables that nobody but their owner knows: one of another vendor is no misspelling, however close. */
function ownNames({ environment, release }: RuleContext): readonly string[] {
  let names = known.get(environment);
  if (names === undefined) {
    names = environment
      .names()
      .filter(
        (name) =>
          name.length > 4 &&
          environment.lookup(name).verdict === "set" &&
          providersReading(name, release).length === 0,
      );
    known.set(environment, names);
  }
  return names;
}
