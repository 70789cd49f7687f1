import { describe, expect, it } from "vitest";
import { interpolate } from "../../../src/resolve/environment/container/interpolate.ts";
import { build, HOME, told } from "./build-for-test.ts";

const COMPOSE = "/srv/shop/compose.yaml";
const container = (files: Record<string, string>, env: Record<string, string> = {}, rest = {}) =>
  build({ files, env }, { target: "container", ...rest });

describe("interpolate", () => {
  const source = (name: string) => ({ SET: "bread", EMPTY: "" })[name];
  it.each([
    ["$SET-${SET}", "bread-bread"],
    ["${UNSET:-rye}${EMPTY:-rye}${EMPTY-rye}", "ryerye"],
    ["${UNSET-${SET:-x}}", "bread"],
    ["${SET:+yes}${UNSET+no}", "yes"],
    ["a$$SET", "a$SET"],
    ["plain", "plain"],
  ])("%s", (text, filled) => expect(interpolate(text, source)).toMatchObject({ kind: "text", text: filled }));

  it("follows defaults inside defaults, and gives up on what no person wrote", () => {
    const nested = (levels: number) => `${"${UNSET:-".repeat(levels)}rye${"}".repeat(levels)}`;
    expect(interpolate(nested(50), source)).toEqual({ kind: "text", text: "rye" });
    expect(interpolate(nested(50_000), source)).toEqual({ kind: "unknown", name: "UNSET" });
  });

  it("tells what Compose refuses", () => {
    expect(interpolate("${UNSET:?set it}", source)).toEqual({ kind: "refused", name: "UNSET" });
    for (const text of ["$", "${", "${a b}", "x$ y", "${A:}"])
      expect(interpolate(text, source).kind).toBe("malformed");
  });
});

describe("a Compose file", () => {
  const file = `x-keys: &keys
  SHARED: one
services:
  openclaw-gateway:
    image: openclaw
    env_file:
      - base.env
      - path: extra.env
        required: false
    environment:
      <<: *keys
      A: \${A_SOURCE}
      B: \${B_SOURCE:-fallback}
      C:
      D: ""
      N: 5
    volumes: ["./state:/home/node/.openclaw"]
  openclaw-cli:
    image: openclaw
`;
  it("gives environment over env_file, filled from the shell and the project's .env", () => {
    const built = container(
      {
        [COMPOSE]: file,
        "/srv/shop/.env": "A_SOURCE=file\nC=file",
        "/srv/shop/base.env": "D=base\nE=base\nF=${A_SOURCE}",
        "/srv/shop/state/.env": "G=state",
      },
      { E_SOURCE: "x" },
    );
    const names = ["SHARED", "A", "B", "C", "D", "N", "E", "F", "G", "A_SOURCE"];
    expect(names.map((name) => told(built, name))).toEqual([
      "set by compose-environment",
      "set by compose-environment",
      "set by compose-environment",
      "set by compose-environment",
      "empty by compose-environment",
      "set by compose-environment",
      "set by compose-env-file",
      "set by compose-env-file",
      "set by state-env",
      "unset",
    ]);
    expect(built.environment.lookup("A").from).toMatchObject({ file: COMPOSE, line: 12 });
    expect(built.environment.lookup("D").hides).toMatchObject({ file: "/srv/shop/base.env", line: 1 });
    expect(built.problems.filter((problem) => problem.kind === "file-unreadable")).toEqual([]);
  });

  it("gives an empty value for an unset variable, as Compose does", () => {
    const built = container({ [COMPOSE]: file, "/srv/shop/base.env": "" });
    expect(["A", "B", "C"].map((name) => built.environment.lookup(name).verdict)).toEqual([
      "empty",
      "set",
      "unset",
    ]);
  });

  it("tells a missing env_file, and does not guess what it would hold", () => {
    const built = container({ [COMPOSE]: file });
    expect(built.problems).toContainEqual({
      kind: "file-unreadable",
      file: "/srv/shop/base.env",
      why: "it is not there",
      required: true,
      namedBy: { file: COMPOSE, line: 7 },
    });
    expect(told(built, "E")).toBe("undecidable by compose-env-file");
    expect(told(built, "B")).toBe("set by compose-environment");
  });

  it("reads lists, a single env_file, and a state folder in a volume", () => {
    const built = container(
      {
        [COMPOSE]:
          "services:\n  gw:\n    env_file: a.env\n    environment:\n      - A=1\n      - B\n      - C=\n    volumes: ['data:/home/node/.openclaw']\n",
        "/srv/shop/a.env": "D=1",
      },
      { B: "x" },
    );
    expect(["A", "B", "C", "D", "E"].map((name) => built.environment.lookup(name).verdict)).toEqual([
      "set",
      "set",
      "empty",
      "set",
      "undecidable",
    ]);
    expect(built.environment.lookup("C").from).toMatchObject({ line: 7 });
  });

  it("merges the override file that Compose loads by itself", () => {
    const built = container({
      "/srv/shop/docker-compose.yml": "services:\n  gw:\n    environment: { A: '1', B: '1' }\n",
      "/srv/shop/docker-compose.override.yml": "services:\n  gw:\n    environment: { B: '' }\n",
    });
    expect(["A", "B"].map((name) => built.environment.lookup(name).verdict)).toEqual(["set", "empty"]);
  });

  it("asks which service is meant when it cannot tell", () => {
    const text = "services:\n  oven: {}\n  till:\n    environment: { A: '1' }\n";
    expect(container({ [COMPOSE]: text }).problems).toEqual([
      { kind: "service-ambiguous", file: COMPOSE, names: ["oven", "till"] },
    ]);
    const named = text.replace("till", "openclaw-till");
    expect(told(container({ [COMPOSE]: named }), "A")).toBe("set by compose-environment");
  });

  it("tells what Compose refuses", () => {
    const built = container({
      [COMPOSE]: "services:\n  gw:\n    environment:\n      A: ${NEEDED:?}\n      B: a$ b\n",
    });
    expect(built.problems.map((problem) => [problem.kind, "line" in problem && problem.line])).toEqual([
      ["line-ignored", 5],
    ]);
    expect(built.environment.lookup("A").verdict).toBe("undecidable");
    expect(container({ [COMPOSE]: "services: [" }).problems).toMatchObject([
      { kind: "file-unreadable", why: "it is broken YAML" },
    ]);
    expect(container({}).problems).toMatchObject([{ kind: "service-missing", target: "container" }]);
  });
});

describe("a Compose project of several files", () => {
  const verdicts = (built: ReturnType<typeof build>, ...names: string[]) =>
    names.map((name) => built.environment.lookup(name).verdict);

  it("merges a service over the one that it extends, here and in another file", () => {
    const built = container({
      [COMPOSE]: `services:
  openclaw-gateway:
    extends: { file: ovens/common.yaml, service: oven }
    env_file: till.env
    environment:
      SHARED: ""
      GONE:
  till:
    extends: openclaw-gateway
    environment: [TILL=1]
`,
      "/srv/shop/ovens/common.yaml": `services:
  base:
    environment: { DEEP: "1", SHARED: "1" }
  oven:
    image: openclaw
    extends: base
    env_file: [oven.env]
    environment: { SHARED: "1", GONE: "1", FILLED: "\${FILLED_BY}", IN_TILL_ENV: "1" }
    volumes: ["./state:/home/node/.openclaw"]
`,
      "/srv/shop/.env": "FILLED_BY=rye",
      "/srv/shop/ovens/.env": "FILLED_BY=",
      "/srv/shop/ovens/oven.env": "OVEN=1\nBOTH=1",
      "/srv/shop/till.env": "BOTH=\nIN_TILL_ENV=",
      "/srv/shop/ovens/state/.env": "STATE=1",
    });
    expect(
      verdicts(built, "DEEP", "SHARED", "GONE", "FILLED", "OVEN", "BOTH", "IN_TILL_ENV", "STATE"),
    ).toEqual(["set", "empty", "unset", "set", "set", "empty", "set", "set"]);
    expect(built.environment.lookup("DEEP").from).toMatchObject({
      file: "/srv/shop/ovens/common.yaml",
      line: 3,
    });
    expect(built.environment.names()).not.toContain("GONE");
    expect(built.problems).toMatchObject([{ kind: "readable-by-others" }]);
  });

  it("takes the short form, and the service's own name", () => {
    const files = {
      [COMPOSE]:
        "services:\n  openclaw-gw:\n    extends: base\n    environment: { A: '' }\n  base:\n    environment: { A: '1', B: '1' }\n",
    };
    expect(verdicts(container(files), "A", "B")).toEqual(["empty", "set"]);
  });

  it.each([
    [
      "circle",
      "services:\n  openclaw-gw:\n    extends: base\n  base: { extends: openclaw-gw, environment: { A: '1' } }\n",
      4,
      "Compose stops here: the services extend one another in a circle",
    ],
    ["self", "services:\n  openclaw-gw: { extends: openclaw-gw, environment: { A: '1' } }\n", 2, "circle"],
    [
      "missing service",
      "services:\n  openclaw-gw: { extends: ghost, environment: { A: '1' } }\n",
      2,
      "compose.yaml has no service ghost to extend",
    ],
    [
      "no name",
      "services:\n  openclaw-gw: { extends: { file: a.yaml }, environment: { A: '1' } }\n",
      2,
      "names no",
    ],
  ])("extends, %s: is told, and what it would bring is not guessed", (_name, text, line, why) => {
    const built = container({ [COMPOSE]: text });
    expect(built.problems).toMatchObject([
      { kind: "line-ignored", file: COMPOSE, line, why: expect.stringContaining(why) },
    ]);
    expect(verdicts(built, "A", "B")).toEqual(["set", "undecidable"]);
  });

  it("extends, file missing: is told with the place that names it", () => {
    const text =
      "services:\n  gw:\n    extends:\n      service: oven\n      file: common.yaml\n    env_file: a.env\n    environment: { A: '1' }\n";
    const built = container({ [COMPOSE]: text, "/srv/shop/a.env": "C=1" });
    expect(built.problems).toEqual([
      {
        kind: "file-unreadable",
        file: "/srv/shop/common.yaml",
        why: "it is not there",
        required: true,
        namedBy: { file: COMPOSE, line: 5 },
      },
    ]);
    expect(verdicts(built, "A", "B", "C")).toEqual(["set", "undecidable", "set"]);
    expect(built.environment.lookup("B").why).toBe("common.yaml: it is not there");
  });

  it("extends, fetched by Compose: cannot be known here", () => {
    const text =
      "services:\n  gw: { extends: { file: 'oci://bread.example/oven', service: oven }, environment: { A: '1' } }\n";
    const built = container({ [COMPOSE]: text });
    expect(built.problems).toEqual([]);
    expect(verdicts(built, "A", "B")).toEqual(["set", "undecidable"]);
  });

  const INCLUDED = "services:\n  openclaw-gateway:\n    image: openclaw\n    env_file: keys.env\n";

  it.each([
    ["text", "include: ovens/compose.yaml\n"],
    ["list", "include:\n  - ovens/compose.yaml\n"],
    ["object", "include:\n  - path: ovens/compose.yaml\n"],
    ["list of paths", "include:\n  - path: [ovens/compose.yaml]\n    project_directory: ovens\n"],
  ])("includes a file with a folder of its own, as %s", (_form, text) => {
    const built = container({
      [COMPOSE]: `${text}services:\n  till:\n    image: till\n`,
      "/srv/shop/ovens/compose.yaml": INCLUDED,
      "/srv/shop/ovens/keys.env": "A=1",
    });
    expect(built.problems).toEqual([]);
    expect(verdicts(built, "A", "B")).toEqual(["set", "unset"]);
  });

  it("fills an included file from the project's variables, then from its own .env or env_file", () => {
    const files = {
      "/srv/shop/.env": "A=",
      "/srv/shop/ovens/compose.yaml":
        "services:\n  gw:\n    environment: { A: '${A}', B: '${B}', C: '${C}' }\n",
      "/srv/shop/ovens/.env": "A=1\nB=1",
      "/srv/shop/one.env": "B=1\nC=1",
      "/srv/shop/two.env": "C=",
    };
    const own = container({ [COMPOSE]: "include: [ovens/compose.yaml]\n", ...files });
    expect(verdicts(own, "A", "B", "C")).toEqual(["empty", "set", "empty"]);
    const given = container({
      [COMPOSE]: "include:\n  - path: ovens/compose.yaml\n    env_file: [one.env, two.env]\n",
      ...files,
    });
    expect(verdicts(given, "A", "B", "C")).toEqual(["empty", "set", "empty"]);
  });

  it("merges an override file over an included service", () => {
    const built = container({
      [COMPOSE]: "include: [ovens/compose.yaml]\n",
      "/srv/shop/ovens/compose.yaml": "services:\n  gw:\n    environment: { A: '1', B: '1' }\n",
      "/srv/shop/compose.override.yaml": "services:\n  gw:\n    environment: { B: '' }\n",
    });
    expect(verdicts(built, "A", "B")).toEqual(["set", "empty"]);
  });

  it("tells an include that is missing, one that includes its includer, and a name declared twice", () => {
    expect(container({ [COMPOSE]: "include: [ovens.yaml]\n" }).problems).toMatchObject([
      { kind: "file-unreadable", file: "/srv/shop/ovens.yaml", namedBy: { file: COMPOSE, line: 1 } },
    ]);
    const built = container({
      [COMPOSE]: "include: [ovens.yaml]\nservices:\n  gw:\n    environment: { A: '1' }\n",
      "/srv/shop/ovens.yaml": "include: [compose.yaml]\nservices:\n  gw:\n    environment: { A: '' }\n",
    });
    expect(built.problems).toMatchObject([
      { kind: "line-ignored", file: "/srv/shop/ovens.yaml", line: 1, why: expect.stringContaining("circle") },
      { kind: "line-ignored", file: COMPOSE, line: 1, why: expect.stringContaining("a service gw too") },
    ]);
    expect(verdicts(built, "A")).toEqual(["set"]);
  });

  it("ends with files that include one another many times over", () => {
    const many = Array.from({ length: 30 }, (_, n) => `oven-${n}.yaml`);
    const files = Object.fromEntries(
      many.map((name, n) => [`/srv/shop/${name}`, `include: [${many.slice(n + 1).join(", ")}]\n`]),
    );
    const built = container({ [COMPOSE]: `include: [${many.join(", ")}]\n`, ...files });
    expect(built.problems).toEqual([]);
    expect(built.environment.lookup("A")).toMatchObject({
      verdict: "undecidable",
      why: "the project has more than 1000 includes and extended services",
    });
  });

  it("takes values away with !reset and !override", () => {
    const built = container({
      [COMPOSE]: "services:\n  gw:\n    env_file: a.env\n    environment: { A: '1', B: '1' }\n",
      "/srv/shop/a.env": "C=1",
      "/srv/shop/compose.override.yaml":
        "services:\n  gw:\n    env_file: !reset []\n    environment: { A: !reset null }\n",
    });
    expect(verdicts(built, "A", "B", "C")).toEqual(["unset", "set", "unset"]);
    const replaced = container({
      [COMPOSE]: "services:\n  gw:\n    environment: { A: '1' }\n",
      "/srv/shop/compose.override.yaml": "services:\n  gw:\n    environment: !override { B: '1' }\n",
    });
    expect(verdicts(replaced, "A", "B")).toEqual(["unset", "set"]);
  });

  it("reads the files of COMPOSE_FILE instead, and of --service-file that one alone", () => {
    const files = {
      "/srv/shop/base.yaml": "services:\n  gw:\n    environment: { A: '1' }\n",
      "/srv/shop/more.yaml": "services:\n  gw:\n    environment: { B: '1' }\n",
      [COMPOSE]: "services:\n  gw:\n    environment: { C: '1' }\n",
      "/srv/shop/docker-compose.override.yml": "services:\n  gw:\n    environment: { D: '1' }\n",
    };
    expect(verdicts(container(files), "A", "B", "C", "D")).toEqual(["unset", "unset", "set", "set"]);
    const named = container({ ...files, "/srv/shop/.env": "COMPOSE_FILE=base.yaml:more.yaml" });
    expect(verdicts(named, "A", "B", "C", "D")).toEqual(["set", "set", "unset", "unset"]);
    const alone = container(files, { COMPOSE_FILE: "base.yaml" }, { serviceFile: COMPOSE });
    expect(verdicts(alone, "A", "B", "C", "D")).toEqual(["unset", "unset", "set", "unset"]);
  });
});

describe("a file for docker run --env-file", () => {
  it("takes lines as they are", () => {
    const built = container(
      { "/srv/run.env": '# keys\nA="1" # no comment\nB\nC=${A}\nbad name=1\nD=\r\n' },
      { B: "x" },
      { serviceFile: "/srv/run.env" },
    );
    expect(["A", "B", "C", "D"].map((name) => built.environment.lookup(name).verdict)).toEqual([
      "set",
      "set",
      "unexpanded",
      "empty",
    ]);
    expect(built.environment.dropped()).toMatchObject([{ variable: "bad name", reason: "invalid-name" }]);
    expect(built.problems).toContainEqual({
      kind: "line-ignored",
      file: "/srv/run.env",
      line: 5,
      why: "docker refuses a name with white space",
    });
  });
});

describe("a Kubernetes manifest", () => {
  const file = `apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway }
spec:
  template:
    spec:
      containers:
        - name: openclaw
          envFrom:
            - secretRef: { name: keys }
            - configMapRef: { name: elsewhere }
              prefix: X_
          env:
            - name: PLAIN
              value: "1"
            - name: FROM_SECRET
              valueFrom: { secretKeyRef: { name: keys, key: inner } }
            - name: FROM_AFAR
              valueFrom: { secretKeyRef: { name: vault, key: inner } }
            - name: BLANK
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
stringData:
  ENCODED: sk-test-1
  inner: sk-test-2
data:
  OTHER: c2stdGVzdC0z
  EMPTY: ""
`;
  it("reads env, valueFrom and envFrom as far as they stand in the file", () => {
    const built = container({ "/k/gw.yaml": file }, {}, { serviceFile: "/k/gw.yaml" });
    const verdict = (name: string) => built.environment.lookup(name).verdict;
    expect(["PLAIN", "FROM_SECRET", "ENCODED", "OTHER"].map(verdict)).toEqual(["set", "set", "set", "set"]);
    expect(["BLANK", "FROM_AFAR", "EMPTY"].map(verdict)).toEqual(["empty", "undecidable", "empty"]);
    expect(built.environment.lookup("FROM_AFAR").why).toBe("Secret vault: decided by the cluster");
    expect(built.environment.lookup("X_ANY").why).toBe(
      "ConfigMap elsewhere is not in gw.yaml: decided by the cluster",
    );
    expect(built.environment.lookup("ENCODED").from).toMatchObject({ file: "/k/gw.yaml", line: 26 });
  });
});

it("finds the Compose file beside the config", () => {
  const files = { [`${HOME}/bakery/docker-compose.yml`]: "services: { gw: { environment: { A: '1' } } }" };
  expect(told(container(files, {}, { configFolder: `${HOME}/bakery` }), "A")).toBe(
    "set by compose-environment",
  );
});

describe("a name without a value in environment", () => {
  const files = (environment: string) => ({
    [`${HOME}/bakery/docker-compose.yml`]: `services: { gw: { env_file: [gw.env], environment: ${environment} } }`,
    [`${HOME}/bakery/gw.env`]: "A=1\nB=2\n",
  });
  it.each([
    ["[A]", "a list"],
    ["{ A: }", "a map"],
    ["{ A: null, C: '3' }", "null"],
  ])("%s (%s) is not there when the shell has none, whatever env_file says", (environment) => {
    const found = container(files(environment), {}, { configFolder: `${HOME}/bakery` });
    expect(told(found, "A")).toMatch(/^unset/u);
    expect(told(found, "B")).toBe("set by compose-env-file");
  });

  it("takes the shell's value", () => {
    const found = container(files("[A]"), { A: "9" }, { configFolder: `${HOME}/bakery` });
    expect(told(found, "A")).toBe("set by compose-environment");
  });
});
