import { describe, expect, it } from "vitest";
import type { MemoryFile } from "../../../src/host/memory-host.ts";
import { type ReferenceContext, resolveReference } from "../../../src/resolve/secrets/resolve-reference.ts";
import type { SecretReference } from "../../../src/resolve/secrets/secret-input.ts";
import { bakery, build, HOME } from "../environment/build-for-test.ts";

function resolve(
  reference: Omit<SecretReference, "form">,
  secrets: unknown,
  machine: {
    files?: Record<string, string | MemoryFile>;
    env?: Record<string, string>;
    target?: "shell" | "container";
  } = {},
) {
  const { target = "shell", ...rest } = machine;
  const context: ReferenceContext = {
    host: bakery(rest),
    environment: build(rest, { target }).environment,
    secrets,
    home: HOME,
    readableFolders: [HOME],
  };
  return resolveReference({ ...reference, form: "object" }, context);
}

const env = { source: "env", provider: "default", id: "BREAD_KEY" } as const;

describe("aliases", () => {
  it("needs no entry for the default alias of env and store", () => {
    expect(resolve(env, undefined)).toMatchObject({ kind: "variable", resolution: { verdict: "unset" } });
    expect(resolve({ ...env, source: "store" }, {})).toMatchObject({ kind: "undecidable" });
    expect(resolve({ ...env, provider: "till" }, { defaults: { env: "till" } })).toMatchObject({
      kind: "variable",
    });
  });

  it("misses an alias that is not there, the old default too", () => {
    expect(resolve(env, { defaults: { env: "till" } })).toEqual({
      kind: "unknown-alias",
      alias: "default",
      known: [],
      builtIn: "till",
    });
    const providers = { oven: { source: "env" }, vault: { source: "file", path: "/x" } };
    expect(resolve({ ...env, provider: "typo" }, { providers })).toMatchObject({
      known: ["oven"],
      builtIn: "default",
    });
    expect(resolve({ source: "file", provider: "default", id: "value" }, {})).toMatchObject({
      kind: "unknown-alias",
      builtIn: undefined,
    });
  });

  it("tells an alias of another source, but for the built-in one", () => {
    const providers = { vault: { source: "file", path: "/x" }, default: { source: "file", path: "/x" } };
    expect(resolve({ ...env, provider: "vault" }, { providers })).toEqual({
      kind: "wrong-source",
      alias: "vault",
      configured: "file",
    });
    expect(resolve(env, { providers })).toMatchObject({ kind: "variable" });
  });

  it("heeds allow-lists", () => {
    const allow = (allowlist: unknown) =>
      resolve(env, { providers: { default: { source: "env", allowlist } } }, { env: { BREAD_KEY: "x" } });
    expect(allow(["BREAD_KEY"])).toMatchObject({ kind: "variable", resolution: { verdict: "set" } });
    expect(allow(["TILL_KEY"])).toEqual({ kind: "not-allowed", alias: "default", allowsNone: false });
    expect(allow([])).toMatchObject({ allowsNone: true });
    expect(allow(undefined)).toMatchObject({ kind: "variable" });
  });
});

describe("file secrets", () => {
  const PATH = `${HOME}/keys.json`;
  const json = { source: "file", provider: "vault", id: "/bread/key" } as const;
  const check = (file: string | MemoryFile | undefined, settings: object = {}, id = json.id as string) =>
    resolve(
      { ...json, id },
      { providers: { vault: { source: "file", path: "~/keys.json", ...settings } } },
      file === undefined ? {} : { files: { [PATH]: file } },
    );
  const content = '{"bread":{"key":"sk-test-not-a-key","list":["x"],"a/b":"","n":1}}';
  const good = { content, mode: 0o600 };

  it("follows a JSON Pointer in a file of one's own", () => {
    expect(check(good)).toEqual({ kind: "set", why: "the file holds it" });
    expect(check(good, {}, "/bread/list/0")).toMatchObject({ kind: "set" });
  });

  it.each<[string, string | MemoryFile | undefined, object, string]>([
    ["missing", undefined, {}, json.id],
    ["symlink", { symlink: "/x" }, {}, json.id],
    ["not-regular", { kind: "other" }, {}, json.id],
    ["several-links", { ...good, links: 2 }, {}, json.id],
    ["not-owned", { ...good, uid: 0 }, {}, json.id],
    ["readable-by-others", { ...good, mode: 0o640 }, {}, json.id],
    ["too-large", good, { maxBytes: 10 }, json.id],
    ["not-json", { content: "bread: {}", mode: 0o600 }, {}, json.id],
    ["not-an-object", { content: "[]", mode: 0o600 }, {}, json.id],
    ["no-such-value", good, {}, "/bread/none"],
    ["not-text", good, {}, "/bread/n"],
    ["blank", good, {}, "/bread/a~1b"],
    ["redacted", { content: '{"k":"[REDACTED]"}', mode: 0o600 }, {}, "/k"],
    ["id-must-be-value", good, { mode: "singleValue" }, json.id],
    ["id-must-be-pointer", good, {}, "value"],
    ["blank", { content: "\n", mode: 0o600 }, { mode: "singleValue" }, "value"],
  ])("%s", (fault, file, settings, id) => {
    expect(check(file, settings, id)).toMatchObject({ kind: "file-fault", path: PATH, fault });
  });

  it("looks only where it may, and not into another machine", () => {
    const providers = { vault: { source: "file", path: "/etc/keys.json" } };
    const files = { "/etc/keys.json": { content: "{}", mode: 0o600 } };
    expect(resolve(json, { providers }, { files })).toMatchObject({ kind: "undecidable" });
    expect(resolve(json, { providers }, { target: "container" })).toMatchObject({ kind: "undecidable" });
  });
});

describe("exec secrets", () => {
  const exec = { source: "exec", provider: "vault", id: "bread" } as const;
  const check = (settings: object, files = {}) =>
    resolve(exec, { providers: { vault: { source: "exec", ...settings } } }, { files });
  const command = "/opt/vault";
  it.each<[string, object, object]>([
    ["not-absolute", { command: "vault" }, {}],
    ["missing", { command }, {}],
    ["folder", { command }, { [`${command}/x`]: "" }],
    ["symlink", { command }, { [command]: { symlink: "/x" } }],
    ["writable-by-others", { command }, { [command]: { mode: 0o775 } }],
    ["not-owned", { command }, { [command]: { mode: 0o755, uid: 0 } }],
    ["outside-trusted-folders", { command, trustedDirs: ["/usr"] }, { [command]: { mode: 0o755 } }],
  ])("%s", (fault, settings, files) =>
    expect(check(settings, files)).toMatchObject({ kind: "exec-fault", command: expect.any(String), fault }),
  );

  it("never knows what a sound command prints, nor a plugin's", () => {
    expect(check({ command, trustedDirs: ["/opt"] }, { [command]: { mode: 0o755 } })).toMatchObject({
      kind: "undecidable",
    });
    expect(check({ pluginIntegration: { pluginId: "a", integrationId: "b" } })).toMatchObject({
      kind: "undecidable",
    });
  });
});
