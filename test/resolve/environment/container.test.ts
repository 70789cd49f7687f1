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
    expect(told(container({ [COMPOSE]: text }, {}, { composeService: "till" }), "A")).toBe(
      "set by compose-environment",
    );
  });

  it("tells what Compose refuses", () => {
    const built = container({
      [COMPOSE]: "services:\n  gw:\n    environment:\n      A: ${NEEDED:?}\n      B: a$ b\n",
    });
    expect(built.problems.map((problem) => [problem.kind, "line" in problem && problem.line])).toEqual([
      ["line-ignored", 4],
      ["line-ignored", 5],
    ]);
    expect(container({ [COMPOSE]: "services: [" }).problems).toMatchObject([
      { kind: "file-unreadable", why: "it is broken YAML" },
    ]);
    expect(container({}).problems).toMatchObject([{ kind: "service-missing", target: "container" }]);
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
    expect(["BLANK", "FROM_AFAR", "EMPTY"].map(verdict)).toEqual(["empty", "undecidable", "undecidable"]);
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
