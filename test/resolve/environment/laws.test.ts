import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serviceInstallCopies } from "../../../src/resolve/environment/install-copies.ts";
import type { LayerId } from "../../../src/resolve/environment/layer.ts";
import { classifySecretInput } from "../../../src/resolve/secrets/secret-input.ts";
import { credential } from "../credentials/credential-for-test.ts";
import { bakery, build, HOME, NEW, STATE } from "./build-for-test.ts";

const UNIT = `${HOME}/.config/systemd/user/openclaw-gateway.service`;

/** A value for one name in each layer of the shell or systemd target, undefined for none. */
const value = fc.option(fc.constantFrom("sk-test-1", "sk-test-2", "", "x y"), { nil: undefined });
const NAMES = ["BREAD_KEY", "OPENAI_API_KEY", "GITHUB_TOKEN", "Z_AI_API_KEY", "ZAI_API_KEY"] as const;

interface Placed {
  readonly inline: string | undefined;
  readonly file: string | undefined;
  readonly folder: string | undefined;
  readonly state: string | undefined;
  readonly gateway: string | undefined;
  readonly config: string | undefined;
}
const KEYS = ["file", "inline", "folder", "state", "gateway", "config"] as const;
const LAYER: Readonly<Record<(typeof KEYS)[number], readonly LayerId[]>> = {
  file: ["dotenv-option", "systemd-env-file"],
  inline: ["process", "systemd-unit"],
  folder: ["working-folder-env"],
  state: ["state-env"],
  gateway: ["gateway-env"],
  config: ["config-env"],
};

function lookup(name: string, target: "shell" | "systemd", placed: Placed) {
  const line = (text: string | undefined): string =>
    text === undefined ? "" : `${name}=${text === "" ? "" : `'${text}'`}\n`;
  const files: Record<string, string> = {
    [`${STATE}/.env`]: line(placed.state),
    [`${HOME}/.config/openclaw/gateway.env`]: line(placed.gateway),
    [`${target === "shell" ? "/srv/shop" : HOME}/.env`]: line(placed.folder),
    "/keys.env": line(placed.file),
    [UNIT]: `[Service]\n${placed.inline === undefined ? "" : `Environment="${name}=${placed.inline}"\n`}EnvironmentFile=/keys.env`,
  };
  const env = target === "shell" && placed.inline !== undefined ? { [name]: placed.inline } : {};
  const configEnv = placed.config === undefined ? {} : { vars: { [name]: placed.config } };
  return build(
    { files, env },
    { target, configEnv, envFiles: target === "shell" ? ["/keys.env"] : [] },
  ).environment.lookup(name);
}

describe("laws of the layers", () => {
  it("a variable more in a higher layer never takes a key away, but by an empty or dropped value, and then the trail says so", () => {
    let taken = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.constantFrom("shell" as const, "systemd" as const),
        fc.record({ inline: value, file: value, folder: value, state: value, gateway: value, config: value }),
        fc.constantFrom(...KEYS),
        fc.constantFrom("sk-test-3", ""),
        (name, target, placed, where, added) => {
          fc.pre(placed[where] === undefined);
          const before = lookup(name, target, placed);
          const after = lookup(name, target, { ...placed, [where]: added });
          if (before.verdict !== "set" || after.verdict === "set") return;
          taken += 1;
          expect(added).toBe("");
          expect(after.verdict).toBe("empty");
          expect(LAYER[where]).toContain(after.from?.layer);
          expect(after.trail.find((step) => step.layer === after.from?.layer)).toMatchObject({
            answer: "empty",
          });
          expect(after.hides?.layer).toBe(before.from?.layer);
        },
      ),
      { numRuns: 1_500, seed: 20261122 },
    );
    // The law is worth something only if keys are taken away.
    expect(taken).toBeGreaterThan(20);
  });

  it("every resolution names all its layers in order, and wins with one that has the name", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.record({ inline: value, file: value, folder: value, state: value, gateway: value, config: value }),
        (name, placed) => {
          const found = lookup(name, "shell", placed);
          expect(found.trail).toHaveLength(7);
          if (found.verdict !== "set") return;
          const winner = found.trail.find((step) => step.layer === found.from?.layer);
          expect(winner).toMatchObject({ answer: "set", hidden: false });
        },
      ),
      { numRuns: 1_000, seed: 20261122 },
    );
  });
});

describe("secrecy", () => {
  const secret = fc.string({ unit: fc.constantFrom(..."qxzjQXZJ7"), minLength: 8, maxLength: 24 });

  it("no result of any kind holds a planted value, or four characters of it", () => {
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom("shell", "systemd", "launchd", "container", "none"),
        (planted, target) => {
          const dotenv = `BREAD_KEY=${planted}\nOPENAI_API_KEY="${planted}"\nexport LD_PRELOAD=${planted}\n`;
          const files = {
            "/srv/shop/.env": dotenv,
            [`${STATE}/.env`]: { content: dotenv, mode: 0o644 },
            [`${HOME}/.config/openclaw/gateway.env`]: `BREAD_KEY=${planted}q`,
            [`${HOME}/keys.json`]: { content: JSON.stringify({ key: planted }), mode: 0o600 },
            "/ci.env": dotenv,
            [UNIT]: `[Service]\nEnvironment="BREAD_KEY=${planted}" ${planted}\nEnvironmentFile=/ci.env\n`,
            [`${HOME}/Library/LaunchAgents/ai.openclaw.gateway.plist`]: `<plist><dict><key>EnvironmentVariables</key><dict><key>BREAD_KEY</key><string>${planted}</string></dict></dict></plist>`,
            [`${STATE}/service-env/ai.openclaw.gateway.env`]: `export BREAD_KEY='${planted}'`,
            "/srv/shop/compose.yaml": `services:\n  gw:\n    env_file: /ci.env\n    environment:\n      BREAD_KEY: ${planted}\n      BAD: "$ ${planted}"\n`,
          };
          const env = { BREAD_KEY: planted, OPENAI_API_KEY: "", GITHUB_TOKEN: planted };
          const configEnv = {
            vars: { GITHUB_TOKEN: planted, TILL_KEY: `\${NOWHERE}${planted}` },
            shellEnv: { enabled: true },
          };
          const machine = { files, env };
          const options = { target: target as "shell", configEnv, envFiles: ["/ci.env"] };
          const built = build(machine, options);
          const secrets = { providers: { vault: { source: "file", path: `${HOME}/keys.json` } } };
          const results: unknown[] = [
            built,
            built.environment.dropped(),
            built.environment.names(),
            built.problems,
          ];
          for (const name of [
            "BREAD_KEY",
            "OPENAI_API_KEY",
            "GITHUB_TOKEN",
            "LD_PRELOAD",
            "TILL_KEY",
            "BAD",
          ]) {
            results.push(built.environment.lookup(name), built.environment.shape(name));
            results.push(
              serviceInstallCopies(name, "credential", {
                host: bakery(machine),
                shell: built.environment,
                release: NEW,
                platform: "systemd",
              }),
            );
          }
          const keys = [
            planted,
            `Bearer ${planted}`,
            `\${BREAD_KEY}${planted}`,
            `\${${planted}123456}`,
            `secretref-env:${planted}-`,
            "$BREAD_KEY",
            { source: "file", provider: "vault", id: "/key" },
            { source: "env", provider: "default", id: "BREAD_KEY" },
            { source: planted, provider: planted, id: planted },
          ];
          for (const apiKey of keys) {
            const config = { baseUrl: "https://api.bakery.example/v1", apiKey };
            results.push(credential("bread", config, { ...machine, secrets, configEnv }));
            results.push(classifySecretInput(apiKey, { fieldIsCredential: true, bareNames: new Set() }));
          }
          const said = JSON.stringify(results);
          for (let at = 0; at + 4 <= planted.length; at += 1)
            expect(said).not.toContain(planted.slice(at, at + 4));
        },
      ),
      { numRuns: 80, seed: 20261122 },
    );
  });
});
