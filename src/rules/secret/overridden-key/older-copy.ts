import { bakery } from "../../../engine/example-config.ts";
import { defineCheck, type Problem, words } from "../../../engine/rule.ts";
import type { RuleContext } from "../../../engine/rule-context.ts";
import type { Holder } from "../../../resolve/environment/environment.ts";
import type { LayerId } from "../../../resolve/environment/layer.ts";

const UNIT = "~/.config/systemd/user/openclaw-gateway.service";

const inService = (value: string) => ({
  ...bakery({ env: {} }),
  files: {
    "~/.openclaw/.env": "OVENAI_API_KEY=new-not-a-key\n",
    [UNIT]: `[Service]\nExecStart=/usr/bin/openclaw gateway run\nEnvironment=OVENAI_API_KEY=${value}\n`,
  },
  options: { gateway: "systemd" },
});

export const check = defineCheck({
  id: "older-copy",
  summary: "a copy in the service's definition that hides another value in a .env file",
  severity: "warning",
  needs: "values",
  wholeConfig: true,
  messages: {
    service: {
      message: "{name} stands in {winner} and, with another value, in {hidden}; the gateway takes the first.",
      hint: "Keep it in one place: take it out of {winner}, or run openclaw gateway install --force, which writes the service anew.",
    },
    container: {
      message: "{name} stands in {winner} and, with another value, in {hidden}; the gateway takes the first.",
      hint: "Keep it in one place: take it out of {winner}, or change it there.",
    },
  },
  docs: () => ({
    trigger:
      "With --gateway systemd, launchd or container: a variable that the config needs stands in the service's own definition, or in a file that it names, and with another value in a .env file of OpenClaw's, which is then not read for it. How they differ is not said.",
    bad: inService("old-not-a-key"),
    good: inService("new-not-a-key"),
    why: "The installer copies variables into the service. Who then changes the key in ~/.openclaw/.env changes nothing: what the service starts with goes first. Since 2026.8.2 a variable that the installer lists as its own yields to .env under systemd, and is not reported.",
    ignore: "When the service is meant to have a value of its own.",
  }),
  check(context) {
    const { environment, report } = context;
    for (const name of wantedNames(context)) {
      const holders = environment.holders(name);
      const winner = holders.find(({ part, layer }) => part === "wins" && DEFINITIONS.has(layer));
      const hidden = holders.find(
        ({ part, layer, differs }) => part === "hidden" && DOTENV.has(layer) && differs === true,
      );
      if (winner === undefined || hidden === undefined) continue;
      const [at] = placeOf(winner, context);
      report({
        messageId: environment.target === "container" ? "container" : "service",
        data: {
          name,
          winner: words(nameOf(winner, context)),
          hidden: words(nameOf(hidden, context)),
        },
        at: at ?? { path: ["env"] },
        related: placeOf(hidden, context).map((place) => ({
          at: place,
          message: "the value that is hidden",
        })),
      });
    }
  },
});

/** What a service is started with. */
const DEFINITIONS: ReadonlySet<LayerId> = new Set([
  "user-manager",
  "systemd-unit",
  "systemd-env-file",
  "launchd-plist",
  "launchd-env-file",
  "compose-environment",
  "compose-env-file",
  "docker-env-file",
  "kubernetes",
]);

/** The files that OpenClaw reads itself, where people edit their keys. */
const DOTENV: ReadonlySet<LayerId> = new Set(["working-folder-env", "state-env", "gateway-env"]);

/** Variables that values name, and those that decide the keys of providers in use. */
function wantedNames({ variableUses, credentials, usedProviders }: RuleContext): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, form } of variableUses) if (form !== "never-filled" && name !== "") names.add(name);
  for (const { provider, winner } of credentials.values()) {
    if (usedProviders.has(provider) && winner?.variable !== undefined) names.add(winner.variable);
  }
  return names;
}

/** The layer, or the file where the name says less. */
function nameOf({ name, file }: Holder, { tellPath }: RuleContext): string {
  return file === name ? tellPath(file) : name;
}

function placeOf(
  { file, line }: Holder,
  { showPath }: RuleContext,
): readonly Extract<Problem["at"], { readonly line: number }>[] {
  return file === undefined || line === undefined ? [] : [{ file: showPath(file), line }];
}
