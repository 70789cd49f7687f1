import { describe, expect, it } from "vitest";
import { createPluginLookup, pluginFolders } from "../../../src/resolve/credentials/plugins.ts";
import { createProfiles, loginStores } from "../../../src/resolve/credentials/profiles.ts";
import { resolveCredential } from "../../../src/resolve/credentials/resolve-credential.ts";
import type { EnvironmentOptions } from "../../../src/resolve/environment/target-options.ts";
import { bakery, build, HOME, STATE } from "../environment/build-for-test.ts";

const UNIT = `${HOME}/.config/systemd/user/openclaw-gateway.service`;
const PLIST = `${HOME}/Library/LaunchAgents/ai.openclaw.gateway.plist`;
const plist = (inner: string) =>
  `<plist version="1.0"><dict><key>Label</key><string>ai.openclaw.gateway</string><key>EnvironmentVariables</key><dict>${inner}</dict></dict></plist>`;

interface Machine {
  readonly files?: Record<string, string>;
  readonly env?: Record<string, string>;
  readonly platform?: "linux" | "darwin";
  readonly options?: Partial<EnvironmentOptions>;
}

/** Puts a value (undefined: none) under BREAD_KEY into one layer. */
const LAYERS: Readonly<Record<string, (value: string | undefined) => Machine>> = {
  process: (value) => ({ env: value === undefined ? {} : { BREAD_KEY: value } }),
  "working folder's .env": (value) => ({ files: { "/srv/shop/.env": line(value) } }),
  "state folder's .env": (value) => ({ files: { [`${STATE}/.env`]: line(value) } }),
  "gateway.env": (value) => ({ files: { [`${HOME}/.config/openclaw/gateway.env`]: line(value) } }),
  "env.vars": (value) => ({
    options: { configEnv: value === undefined ? {} : { vars: { BREAD_KEY: value } } },
  }),
  "login shell": (value) => ({
    options: { configEnv: { shellEnv: { enabled: true } }, loginShellValues: { BREAD_KEY: value } },
  }),
  "--env-file": (value) => ({ files: { "/ci/x.env": line(value) }, options: { envFiles: ["/ci/x.env"] } }),
  "systemd Environment=": (value) => ({
    files: { [UNIT]: `[Service]\n${value === undefined ? "" : `Environment="BREAD_KEY=${value}"`}` },
    options: { target: "systemd" },
  }),
  "systemd EnvironmentFile=": (value) => ({
    files: {
      [UNIT]: `[Service]\nEnvironmentFile=-${STATE}/gateway.systemd.env`,
      [`${STATE}/gateway.systemd.env`]: line(value),
    },
    options: { target: "systemd" },
  }),
  "systemd, state folder's .env": (value) => ({
    files: { [UNIT]: "[Service]\n", [`${STATE}/.env`]: line(value) },
    options: { target: "systemd" },
  }),
  "launchd plist": (value) => ({
    files: {
      [PLIST]: plist(
        value === undefined ? "" : `<key>BREAD_KEY</key><string>${value.replaceAll("<", "&lt;")}</string>`,
      ),
    },
    platform: "darwin",
    options: { target: "launchd" },
  }),
  "launchd env file": (value) => ({
    files: {
      [PLIST]: plist(""),
      [`${STATE}/service-env/ai.openclaw.gateway.env`]:
        value === undefined ? "" : `export BREAD_KEY='${value}'`,
    },
    platform: "darwin",
    options: { target: "launchd" },
  }),
  "Compose environment": (value) => ({
    files: {
      "/srv/shop/compose.yaml": `services:\n  gw:\n    environment:\n      OTHER: "1"\n${value === undefined ? "" : `      BREAD_KEY: "${value.replaceAll("$", "$$$$")}"`}`,
    },
    options: { target: "container" },
  }),
  "Compose env_file": (value) => ({
    files: {
      "/srv/shop/compose.yaml": "services:\n  gw:\n    env_file: [{ path: keys.env, format: raw }]\n",
      "/srv/shop/keys.env": line(value),
    },
    options: { target: "container" },
  }),
  "docker run --env-file": (value) => ({
    files: { "/srv/run.env": value === undefined ? "" : `BREAD_KEY=${value}` },
    options: { target: "container", serviceFile: "/srv/run.env" },
  }),
  "Kubernetes env": (value) => ({
    files: {
      "/k/pod.yaml": `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: gw\n      env:\n        - { name: OTHER, value: "1" }\n${value === undefined ? "" : `        - { name: BREAD_KEY, value: "${value}" }`}`,
    },
    options: { target: "container", serviceFile: "/k/pod.yaml" },
  }),
  "Kubernetes Secret": (value) => ({
    files: {
      "/k/pod.yaml": `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: gw\n      envFrom: [{ secretRef: { name: keys } }]\n---\nkind: Secret\nmetadata: { name: keys }\nstringData:\n  OTHER: "1"\n${value === undefined ? "" : `  BREAD_KEY: "${value}"`}`,
    },
    options: { target: "container", serviceFile: "/k/pod.yaml" },
  }),
};

function line(value: string | undefined): string {
  return value === undefined ? "OTHER=1" : `BREAD_KEY='${value}'`.replace("''", "");
}

const VALUES = {
  set: "sk-test-not-a-key",
  absent: undefined,
  empty: "",
  placeholder: "<your-api-key>",
  unexpanded: "${REAL_KEY}",
} as const;

type Value = keyof typeof VALUES;

/** Forms that stand for the variable: the value decides. */
const FILLED: Readonly<Record<string, unknown>> = {
  "${NAME}": "${BREAD_KEY}",
  $NAME: "$BREAD_KEY",
  "SecretRef env": { source: "env", provider: "default", id: "BREAD_KEY" },
  "SecretRef env with an allow-list": { source: "env", provider: "allowed", id: "BREAD_KEY" },
  "inside a text": "key ${BREAD_KEY}",
};

/** Forms that are wrong whatever the variable holds. */
const WRONG: Readonly<Record<string, readonly [unknown, string]>> = {
  "bare unknown name": ["BREAD_KEY", "unusable"],
  "lower case": ["${bread_key}", "unexpanded"],
  escaped: ["$${BREAD_KEY}", "unexpanded"],
  "a shell's default": ["${BREAD_KEY:-x}", "unexpanded"],
  "retired marker": ["secretref-env:BREAD_KEY", "unusable"],
  "foreign syntax": ["env:BREAD_KEY", "unusable"],
  "unknown alias": [{ source: "env", provider: "nobody", id: "BREAD_KEY" }, "unusable"],
  "wrong source": [{ source: "env", provider: "vault", id: "BREAD_KEY" }, "unusable"],
  "denied by an allow-list": [{ source: "env", provider: "denied", id: "BREAD_KEY" }, "unusable"],
};

const STATES: Readonly<Record<Value, string>> = {
  set: "set",
  absent: "unset",
  empty: "empty",
  placeholder: "placeholder",
  unexpanded: "unexpanded",
};

/** Where a layer treats a value in its own way. */
const EXCEPTIONS: Readonly<Record<string, Partial<Record<Value, string>>>> = {
  // Blank values and values with a reference that is not filled are skipped.
  "env.vars": { empty: "unset", unexpanded: "unset" },
  // BREAD_KEY is a name of the user's own, which is never imported.
  "login shell": { set: "unset", empty: "unset", placeholder: "unset", unexpanded: "unset" },
};

const SECRETS = {
  providers: {
    allowed: { source: "env", allowlist: ["BREAD_KEY"] },
    denied: { source: "env", allowlist: [] },
    vault: { source: "file", path: "~/keys.json" },
  },
};

function stateOf(apiKey: unknown, machine: Machine): string {
  const { options = {}, ...rest } = machine;
  const host = bakery(rest);
  return resolveCredential(
    "bread",
    { baseUrl: "https://api.bakery.example/v1", models: [], apiKey },
    {
      host,
      environment: build(rest, options).environment,
      secrets: SECRETS,
      release: "2026.9.6",
      home: HOME,
      readableFolders: [HOME],
      profiles: createProfiles(undefined, loginStores(host, undefined, "2026.9.6")),
      plugins: createPluginLookup(pluginFolders(host, undefined), undefined),
    },
  ).state;
}

let cells = 0;
describe.each(Object.keys(LAYERS))("%s", (layer) => {
  const place = LAYERS[layer] ?? (() => ({}));
  describe.each(Object.keys(VALUES) as Value[])("%s", (value) => {
    const machine = place(VALUES[value]);
    const expected = EXCEPTIONS[layer]?.[value] ?? STATES[value];
    it.each(Object.entries(FILLED))(`%s: ${expected}`, (_, apiKey) => {
      cells += 1;
      expect(stateOf(apiKey, machine)).toBe(expected);
    });
    it.each(Object.entries(WRONG))("%s", (_, [apiKey, state]) => {
      cells += 1;
      expect(stateOf(apiKey, machine)).toBe(state);
    });
  });
});

it("covers every layer against every form", () => {
  expect(cells).toBe(
    Object.keys(LAYERS).length *
      Object.keys(VALUES).length *
      (Object.keys(FILLED).length + Object.keys(WRONG).length),
  );
  expect(cells).toBeGreaterThan(1_000);
});
