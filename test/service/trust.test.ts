import { describe, expect, test } from "vitest";
import { confinedHost } from "../../src/host/confined-host.ts";
import { createMemoryHost, type MemoryFile } from "../../src/host/memory-host.ts";
import { type ClientSettings, ConfigService } from "../../src/index.ts";

const ROOT = "/bakery/openclaw.json";
const RYE = '{ agents: { defaults: { model: "ovenai/rye-2" } } }';

function serviceOf(
  files: Record<string, string | MemoryFile>,
  isTrusted: boolean,
  client: ClientSettings = {},
): ConfigService {
  return new ConfigService({
    host: createMemoryHost({ files, cwd: "/bakery", osHome: "/home/baker" }),
    isTrusted: () => isTrusted,
    settingsFor: () => client,
  });
}

describe("a folder that nobody trusts", () => {
  const files = {
    [ROOT]: '{ $include: "./models.json" }',
    "/bakery/models.json": { symlink: "/home/baker/models.json" },
    "/bakery/shelf": { symlink: "/home/baker" },
    "/bakery/near.json": { symlink: "models/here.json" },
    "/bakery/models/here.json": "{}",
    "/home/baker/models.json": '{ "talk": 7 }',
    "/work/bakery": { symlink: "/bakery" },
  };
  const host = createMemoryHost({ files, cwd: "/bakery", osHome: "/home/baker", env: { KEY: "test" } });

  test.each([
    "/bakery/models.json",
    "/bakery/shelf/models.json",
    "/bakery/../home/baker/models.json",
    "/home/baker/models.json",
    "/bakeryhouse/openclaw.json",
  ])("leads nowhere outside: %s", (path) => {
    const confined = confinedHost(host, "/bakery");
    for (const ask of ["stat", "lstat", "realpath", "readDirectory"] as const)
      expect(() => confined[ask](path), ask).toThrow("ENOENT");
    expect(() => confined.readFile(path, 100)).toThrow("ENOENT");
    expect(confined.env).toEqual({});
    expect(confined.osHome).toBe("");
  });

  test("links inside it are followed, and so is the one that leads to it", () => {
    expect(confinedHost(host, "/bakery").readFile("/bakery/near.json", 100)).toHaveLength(2);
    expect(confinedHost(host, "/work/bakery").readFile("/work/bakery/near.json", 100)).toHaveLength(2);
  });

  test("an include by a link out of it is refused, and nothing of it is told", () => {
    const linted = serviceOf(files, false).view(ROOT)?.linted;
    const report = linted?.ok ? linted.report : undefined;
    expect(report?.findings.map(({ rule }) => rule)).toContain("include");
    expect(JSON.stringify(report)).not.toContain("talk");
  });
});

describe("what decides how a config is linted", () => {
  const compose = (service: string): string =>
    `services:\n  ${service}:\n    image: openclaw\n    environment: [OVENAI_API_KEY=test-not-a-key]\n`;
  const two = `${compose("till")}${compose("oven").replace("services:\n", "").replace("OVENAI", "RYE")}`;

  test("the settings name the service in an editor too, and the client's name wins", () => {
    const files = {
      [ROOT]:
        '{ models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "${OVENAI_API_KEY}", models: [{ id: "rye-2", name: "Rye" }] } } }, agents: { defaults: { model: "ovenai/rye-2" } } }',
      "/bakery/compose.yaml": two,
      "/bakery/clawlint.config.json5":
        '{ gateway: "container", serviceFile: "compose.yaml", service: "till" }',
    };
    const rulesOf = (client: ClientSettings): readonly string[] => {
      const linted = serviceOf(files, true, client).view(ROOT)?.linted;
      return linted?.ok ? linted.report.findings.map((one) => one.rule) : ["none"];
    };
    expect(rulesOf({})).toEqual([]);
    expect(rulesOf({ service: "oven" })).toContain("unset-env");
  });

  test.each([
    ["a settings file that comes", "/bakery/clawlint.config.json5", '{ openclawVersion: "2026.2.9" }'],
    ["names for the environment", "/bakery/.env.example", "OVENAI_API_KEY=\n"],
  ])("%s is looked at anew", (_, path, text) => {
    const service = serviceOf({ [ROOT]: RYE }, true);
    const before = service.configOf(ROOT);
    service.setText(path, text, 1);
    const after = service.configOf(ROOT);
    expect(after.environment.settings).not.toEqual(before.environment.settings);
    expect(after.linter).not.toBe(before.linter);
  });

  test("a file that only the settings name is looked at anew, whatever its name", () => {
    const files = {
      [ROOT]: RYE,
      "/bakery/clawlint.config.json5": '{ envNames: ["@names.txt"], gateway: "none" }',
      "/bakery/names.txt": "ONE=\n",
    };
    const service = serviceOf(files, true);
    expect(service.configOf(ROOT).environment.settings.envNames).toEqual(["ONE"]);
    service.setText("/bakery/names.txt", "ONE=\nTWO=\n", 1);
    expect(service.configOf(ROOT).environment.settings.envNames).toEqual(["ONE", "TWO"]);
  });

  test("typing in the config or in what it includes chooses nothing anew", () => {
    const service = serviceOf({ [ROOT]: '{ $include: "./more.json" }', "/bakery/more.json": RYE }, true);
    service.view(ROOT);
    const { linter } = service.configOf(ROOT);
    service.setText("/bakery/more.json", `${RYE} `, 1);
    service.setText(ROOT, '{ $include: "./more.json", }', 1);
    expect(service.configOf(ROOT).linter).toBe(linter);
  });
});
