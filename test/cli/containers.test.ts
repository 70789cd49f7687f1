import { describe, expect, test } from "vitest";
import { runInMemory } from "./run-in-memory.ts";

const CONFIG = `{
  models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}", models: [{ id: "rye-2", name: "Rye" }] } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}`;

/** Checks the bakery's config in a container that `file` defines. */
async function check(
  file: string,
  text: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string>> = {},
) {
  const files = new Map(Object.entries({ "openclaw.json": CONFIG, [file]: text, ...more }));
  const all = [
    "check",
    "openclaw.json",
    "--gateway",
    "container",
    "--service-file",
    file,
    "--format",
    "json",
    ...args,
  ];
  const { stdout, stderr, code } = await runInMemory(all, { files, env });
  const report = code > 1 ? undefined : JSON.parse(stdout);
  const findings: { rule: string; messageId: string; message: string; hint?: string }[] =
    report?.files[0].findings ?? [];
  return { code, stderr, findings, key: report?.files[0].keys[0]?.key as string | undefined, stdout };
}

const services = (till: string, oven: string) =>
  `services:\n  till:\n    image: docker.io/bakery/till:2\n    environment: { ${till} }\n  oven:\n    image: bakery/oven@sha256:0000\n    environment: { ${oven} }\n`;
const TWO = services('OVENAI_API_KEY: "bread-not-a-key"', "");

describe("--service names the service that runs the gateway", () => {
  test.each([
    ["its name", "till", "has-key"],
    ["the other's name", "oven", "no-key"],
    ["its image in full", "docker.io/bakery/till:2", "has-key"],
    ["its image without registry and tag", "bakery/till", "has-key"],
    ["an image's last part", "till", "has-key"],
    ["an image with a digest", "bakery/oven", "no-key"],
  ])("%s", async (_, service, key) => {
    expect((await check("compose.yaml", TWO, ["--service", service])).key).toBe(key);
  });

  test("a name that is not there", async () => {
    const { findings } = await check("compose.yaml", TWO, ["--service", "mill"]);
    expect(findings.map(({ messageId }) => messageId)).toEqual(["noService"]);
    expect(findings[0]?.message).toBe('There is no service "mill" in compose.yaml, only till or oven.');
  });

  test("the settings name it too", async () => {
    const files = new Map([
      ["openclaw.json", CONFIG],
      ["compose.yaml", TWO],
      ["clawlint.config.json5", '{ gateway: "container", serviceFile: "compose.yaml", service: "oven" }'],
    ]);
    const { stdout } = await runInMemory(["check", "--format", "json"], { files });
    expect(JSON.parse(stdout).files[0].keys[0].key).toBe("no-key");
  });

  test("without it, two services are asked for", async () => {
    const { findings } = await check("compose.yaml", TWO);
    expect(findings.map(({ messageId, hint }) => [messageId, hint])).toEqual([
      ["ambiguous", "Say which one runs the gateway: --service till."],
    ]);
  });

  test("it goes with a container", async () => {
    const files = new Map([["openclaw.json", CONFIG]]);
    const { code, stderr } = await runInMemory(["check", "--gateway", "systemd", "--service", "till"], {
      files,
    });
    expect(code).toBe(2);
    expect(stderr).toContain("it goes with --gateway container");
  });
});

describe("which of several services is OpenClaw's gateway", () => {
  const holder = '    environment: { OVENAI_API_KEY: "made-up-0a1b2c" }\n';
  test.each([
    ["its own name before its proxy's image", "openclaw", "egress", "image: openclaw-egress:1"],
    ["its own name before its command line", "openclaw-gateway", "openclaw-cli", "image: openclaw"],
    [
      "its image before a name that only speaks of it",
      "till",
      "openclaw-backup",
      "image: restic",
      "image: ghcr.io/openclaw/openclaw:1",
    ],
    [
      "a name that speaks of it before what mounts it",
      "bakery-openclaw",
      "backup",
      "volumes: [./openclaw:/data]",
    ],
    ["a gateway before others like it", "bakery-clawdbot-gateway", "bakery-clawdbot-proxy", "image: node"],
    [
      "what runs it before what has nothing to do with it",
      "till",
      "postgres",
      "image: postgres",
      "command: npx openclaw gateway",
    ],
  ])("%s", async (_, right, other, of, own = "image: node") => {
    for (const services of [
      `  ${right}:\n    ${own}\n${holder}  ${other}:\n    ${of}\n`,
      `  ${other}:\n    ${of}\n  ${right}:\n    ${own}\n${holder}`,
    ])
      expect((await check("compose.yaml", `services:\n${services}`)).key).toBe("has-key");
  });
});

describe("profiles", () => {
  const file = `services:
  oven-openclaw-gateway:
    profiles: [ovens]
    image: openclaw
    environment: { OVENAI_API_KEY: bread-not-a-key }
  openclaw-gateway-till:
    image: openclaw
    environment: { A: "1" }
`;
  test.each([
    ["none is active", {}, {}, "no-key"],
    ["the shell turns one on", { COMPOSE_PROFILES: "ovens,tills" }, {}, undefined],
    ["the project's .env turns all on", {}, { ".env": "COMPOSE_PROFILES=*\n" }, undefined],
  ])("%s", async (_, env, more, key) => {
    const { key: found, findings } = await check("compose.yaml", file, [], env, more);
    if (key !== undefined) expect(found).toBe(key);
    else expect(findings.map(({ messageId }) => messageId)).toContain("ambiguous");
  });

  test("a service that is named counts whatever its profile", async () => {
    expect((await check("compose.yaml", file, ["--service", "oven-openclaw-gateway"])).key).toBe("has-key");
  });
});

const pod = (container: string, rest = "") =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: bakery }\nspec:\n  containers:\n    - name: openclaw\n${container
    .split("\n")
    .map((line) => `      ${line}`)
    .join("\n")}\n${rest}`;
const store = (kind: string, name: string, data: string, more = "") =>
  `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}${more} }\n${kind === "Secret" ? "stringData" : "data"}: { ${data} }\n`;
const KEY = "OVENAI_API_KEY: bread-not-a-key";
const keyRef = (more = "") =>
  `env: [{ name: OVENAI_API_KEY, valueFrom: { secretKeyRef: { name: keys, key: oven${more} } } }]`;

describe("Kubernetes", () => {
  test.each<[string, string, "has-key" | "no-key" | "unknown"]>([
    ["a value", pod("env: [{ name: OVENAI_API_KEY, value: bread-not-a-key }]"), "has-key"],
    ["a Secret's key", pod(keyRef(), store("Secret", "keys", "oven: bread-not-a-key")), "has-key"],
    [
      "a Secret in base64",
      pod(
        keyRef(),
        store("Secret", "keys", "oven: x").replace(
          "stringData: { oven: x }",
          "data: { oven: YnJlYWQtbm90LWEta2V5 }",
        ),
      ),
      "has-key",
    ],
    ["a Secret without the key", pod(keyRef(), store("Secret", "keys", "till: bread")), "no-key"],
    [
      "an optional key that is not there",
      pod(keyRef(", optional: true"), store("Secret", "keys", "till: bread")),
      "no-key",
    ],
    ["a Secret that the cluster has", pod(keyRef()), "unknown"],
    ["a Secret of another name", pod(keyRef(), store("Secret", "ovens", "oven: bread")), "unknown"],
    ["a ConfigMap of the Secret's name", pod(keyRef(), store("ConfigMap", "keys", "oven: bread")), "unknown"],
    [
      "a Secret of another namespace",
      pod(keyRef(), store("Secret", "keys", "oven: bread", ", namespace: mill")).replace(
        "name: bakery",
        "name: bakery, namespace: till",
      ),
      "unknown",
    ],
    ["a Secret that is filled elsewhere", pod(keyRef(), store("Secret", "keys", "")), "unknown"],
    ["example text in a Secret", pod(keyRef(), store("Secret", "keys", "oven: YOUR_API_KEY")), "no-key"],
    ["envFrom", pod("envFrom: [{ secretRef: { name: keys } }]", store("Secret", "keys", KEY)), "has-key"],
    [
      "envFrom of a ConfigMap",
      pod("envFrom: [{ configMapRef: { name: keys } }]", store("ConfigMap", "keys", KEY)),
      "has-key",
    ],
    [
      "envFrom with a prefix",
      pod(
        "envFrom: [{ prefix: OVENAI_, secretRef: { name: keys } }]",
        store("Secret", "keys", "API_KEY: bread-not-a-key"),
      ),
      "has-key",
    ],
    [
      "envFrom with a prefix too much",
      pod("envFrom: [{ prefix: X_, secretRef: { name: keys } }]", store("Secret", "keys", KEY)),
      "no-key",
    ],
    [
      "envFrom of a Secret afar, with another prefix",
      pod("envFrom: [{ prefix: X_, secretRef: { name: afar } }]"),
      "no-key",
    ],
    ["envFrom of a Secret afar", pod("envFrom: [{ secretRef: { name: afar } }]"), "unknown"],
    [
      "a later envFrom over an earlier one",
      pod(
        "envFrom: [{ secretRef: { name: keys } }, { configMapRef: { name: blank } }]",
        store("Secret", "keys", KEY) + store("ConfigMap", "blank", 'OVENAI_API_KEY: ""'),
      ),
      "no-key",
    ],
    [
      "env over envFrom",
      pod(
        'envFrom: [{ secretRef: { name: keys } }]\nenv: [{ name: OVENAI_API_KEY, value: "" }]',
        store("Secret", "keys", KEY),
      ),
      "no-key",
    ],
    [
      "an optional key that envFrom has",
      pod(
        `envFrom: [{ secretRef: { name: more } }]\n${keyRef(", optional: true")}`,
        store("Secret", "keys", "till: bread") + store("Secret", "more", KEY),
      ),
      "has-key",
    ],
    [
      "$(NAME) of a variable above",
      pod("env: [{ name: OVEN, value: bread-not-a-key }, { name: OVENAI_API_KEY, value: $(OVEN) }]"),
      "has-key",
    ],
    [
      "$(NAME) of a variable below",
      pod("env: [{ name: OVENAI_API_KEY, value: $(OVEN) }, { name: OVEN, value: bread-not-a-key }]"),
      "no-key",
    ],
    [
      "$(NAME) of what the cluster decides",
      pod(
        "env: [{ name: OVEN, valueFrom: { secretKeyRef: { name: afar, key: oven } } }, { name: OVENAI_API_KEY, value: $(OVEN) }]",
      ),
      "unknown",
    ],
    [
      "a field of the pod",
      pod("env: [{ name: OVENAI_API_KEY, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]"),
      "unknown",
    ],
    [
      "a command that sets it",
      pod('command: ["sh", "-c", "export OVENAI_API_KEY=$(cat /run/secrets/oven) && openclaw gateway run"]'),
      "unknown",
    ],
    [
      "a List",
      `apiVersion: v1\nkind: List\nitems:\n  - ${pod(keyRef()).replaceAll("\n", "\n    ")}\n  - { kind: Secret, metadata: { name: keys }, stringData: { oven: bread-not-a-key } }\n`,
      "has-key",
    ],
    ["a Secret alone", store("Secret", "keys", KEY), "has-key"],
    ["a ConfigMap alone, of other names", store("ConfigMap", "keys", "A: b"), "unknown"],
  ])("%s: %s", async (_, text, key) => {
    const { key: found, findings, stdout } = await check("pod.yaml", text);
    expect(findings.filter(({ rule }) => rule === "gateway-service")).toEqual([]);
    expect(found).toBe(key);
    expect(findings.filter(({ rule }) => rule !== "gateway-service").length).toBe(key === "no-key" ? 1 : 0);
    expect(stdout).not.toContain("bread-not-a-key");
  });

  test("the hint names the manifest and the Secret that lacks the key", async () => {
    const { findings } = await check("pod.yaml", pod(keyRef(), store("Secret", "keys", "till: bread")));
    expect(findings.map(({ hint }) => hint)).toEqual([
      "Put OVENAI_API_KEY=… into env of container openclaw in pod.yaml, or into a Secret that it names. Env of container openclaw: Secret keys has no key oven in pod.yaml, so the container does not start.",
    ]);
  });

  test.each(["mill", "bakery-deployment", "docker.io/bakery/mill"])("--service %s", async (service) => {
    const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: bakery-deployment }\nspec: { template: { spec: { containers: [{ name: mill, image: "docker.io/bakery/mill:1", env: [{ name: OVENAI_API_KEY, value: bread-not-a-key }] }] } } }\n---\n${pod("image: x")}`;
    expect((await check("pod.yaml", text, ["--service", service])).key).toBe("has-key");
  });
});

describe("Compose", () => {
  const gateway = (body: string) => `services:\n  openclaw:\n    ${body}\n`;
  test("the hint names the Compose file", async () => {
    const { findings } = await check("compose.yaml", gateway("image: openclaw"));
    expect(findings.map(({ hint }) => hint?.split(" It is")[0])).toEqual([
      "Put OVENAI_API_KEY=… into environment of openclaw in compose.yaml, or into an env_file of it.",
    ]);
  });

  test("an empty variable is Compose's to fill", async () => {
    const text = gateway("environment: { OVENAI_API_KEY: '${OVENAI_API_KEY:-}' }");
    const { findings } = await check("compose.yaml", text);
    expect(findings.map(({ rule, hint }) => [rule, hint])).toEqual([
      [
        "unset-env",
        "Compose fills ${…} from the shell that runs it, or from the .env beside compose.yaml; give OVENAI_API_KEY a value there.",
      ],
    ]);
  });

  test("a NAME_FILE variable is none that OpenClaw reads", async () => {
    const text = gateway("environment: { OVENAI_API_KEY_FILE: /run/secrets/oven }\n    secrets: [oven]");
    const { findings } = await check("compose.yaml", text);
    expect(findings.map(({ rule, messageId }) => [rule, messageId])).toEqual([["unset-env", "file"]]);
    expect(findings[0]?.message).toContain(
      "OVENAI_API_KEY_FILE is, but OpenClaw reads no variable of that form",
    );
  });

  test.each([
    "command: sh -c 'export OVENAI_API_KEY=bread && openclaw gateway run'",
    "entrypoint: ['/bin/sh', '-c', '. /run/secrets/env; exec openclaw gateway run']",
    'command: ["sh", "-c", "OVENAI_API_KEY=$$(cat /run/secrets/oven) openclaw gateway run"]',
  ])("a command that sets variables is not run: %s", async (body) => {
    expect((await check("compose.yaml", gateway(body))).key).toBe("unknown");
  });

  test.each(["command: openclaw gateway run --bind lan", "command: [node, dist/index.js, gateway]"])(
    "a plain command sets nothing: %s",
    async (body) => {
      expect((await check("compose.yaml", gateway(body))).key).toBe("no-key");
    },
  );

  test("a file may begin with an empty document", async () => {
    const text = `# the bakery\n---\n${gateway("environment: { OVENAI_API_KEY: bread-not-a-key }")}`;
    expect((await check("compose.yaml", text)).key).toBe("has-key");
    expect((await check("compose.yaml", `---\n${text}`)).key).toBe("has-key");
  });
});

describe("a file that is none of these is named as what it is", () => {
  test.each([
    [
      "Helm",
      "deployment.yaml",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n{{- if .Values.oven }}\nspec: {}\n{{- end }}\n",
      "it is a template",
    ],
    [
      "Helm, quoted",
      "pod.yaml",
      pod('env: [{ name: OVENAI_API_KEY, value: "{{ .Values.key }}" }]'),
      "it is a template",
    ],
    ["Jinja", "pod.yaml", `{% if oven %}\n${pod("image: x")}{% endif %}\n`, "it is a template"],
    [
      "values of a chart",
      "values.yaml",
      "image: { tag: 1 }\nenv: { OVENAI_API_KEY: bread }\n",
      "it is neither a Compose file",
    ],
    ["a workflow", "ci.yml", "on: push\njobs: {}\n", "it is neither a Compose file"],
    ["an empty file", "compose.yaml", "", "it is neither a Compose file"],
    [
      "a Service",
      "svc.yaml",
      "apiVersion: v1\nkind: Service\nspec: { ports: [] }\n",
      "it holds no container, only Service",
    ],
    ["broken YAML", "pod.yaml", "kind: [", "it is broken YAML"],
  ])("%s", async (_, file, text, why) => {
    const { findings, key } = await check(file, text);
    expect(findings.map(({ rule }) => rule)).toEqual(["gateway-service"]);
    expect(findings[0]?.message).toContain(why);
    expect(key).toBe("unknown");
  });

  test("a Compose file may hold a template of Docker's own", async () => {
    const text =
      'services:\n  openclaw:\n    hostname: "{{.Node.Hostname}}"\n    environment: { OVENAI_API_KEY: bread-not-a-key }\n';
    expect((await check("compose.yaml", text)).key).toBe("has-key");
  });

  test.each([
    ["check", "openclaw.json"],
    ["env", "openclaw.json"],
    ["explain", "OVENAI_API_KEY", "openclaw.json"],
    ["route", "openclaw.json"],
  ])("%s: no such service file is a slip of the command line", async (...command) => {
    const files = new Map([["openclaw.json", CONFIG]]);
    for (const gateway of ["container", "systemd", "launchd"]) {
      const { code, stderr } = await runInMemory(
        [...command, "--gateway", gateway, "--service-file", "/nope"],
        { files },
      );
      expect(code).toBe(2);
      expect(stderr).toBe("clawlint: There is no file /nope to read the service from (--service-file).\n");
    }
    const folder = await runInMemory([...command, "--gateway", "container", "--service-file", "."], {
      files,
    });
    expect([folder.code, folder.stderr.includes("is a folder")]).toEqual([2, true]);
    const dotenv = await runInMemory([...command, "--dotenv", "nope.env"], { files });
    expect([dotenv.code, dotenv.stderr]).toEqual([
      2,
      "clawlint: There is no file nope.env to read variables from (--dotenv, envFiles in settings).\n",
    ]);
  });
});
