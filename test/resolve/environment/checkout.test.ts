import { describe, expect, it } from "vitest";
import { build, HOME, told } from "./build-for-test.ts";

/** A checkout has no .env and none of the server's own files; what they hold is not known there. */
const COMPOSE = "/srv/shop/compose.yaml";
const UNIT = "/srv/shop/openclaw.service";
const repository = { "/srv/shop/.git/index": "x", "/srv/shop/.gitignore": ".env\n" };

describe("Compose in a checkout without its .env", () => {
  const compose = (environment: string) => ({
    [COMPOSE]: `services:\n  gateway:\n    image: openclaw\n    environment:\n      ${environment}\n`,
  });

  it.each([
    ["A: ${RYE_KEY}", "undecidable"],
    ["A: $RYE_KEY", "undecidable"],
    ["A: ${RYE_KEY:-}", "undecidable"],
    ["A: ${RYE_KEY:-none}", "undecidable"],
    ["A: ${RYE_KEY:?no key}", "undecidable"],
    ["- A", "undecidable"],
    ["A:", "undecidable"],
    ["- A=${RYE_KEY}", "undecidable"],
    ["A: plain", "set"],
    ["A: ''", "empty"],
    ["A: ${OVEN_KEY}", "set"],
  ])("%s", (environment, verdict) => {
    const env = { OVEN_KEY: "test-not-a-key" };
    const built = build({ files: { ...compose(environment), ...repository }, env }, { target: "container" });
    expect(built.environment.lookup("A").verdict).toBe(verdict);
    expect(built.problems).toEqual([]);
  });

  it.each([
    ["no .gitignore", { "/srv/shop/.git/index": "x" }],
    ["no repository", { "/srv/shop/.gitignore": ".env\n" }],
    ["the file is there", { ...repository, "/srv/shop/.env": "" }],
  ])("decides, with %s", (_name, files) => {
    const built = build({ files: { ...compose("A: ${RYE_KEY}"), ...files } }, { target: "container" });
    expect(built.environment.lookup("A").verdict).toBe("empty");
  });
});

describe("a file that the service names", () => {
  const compose = (path: string) => `services:\n  gateway:\n    image: openclaw\n    env_file: ${path}\n`;
  const unit = (line: string) => `[Service]\nExecStart=/usr/bin/openclaw gateway\nEnvironmentFile=${line}\n`;
  const inCompose = { target: "container" } as const;
  const inUnit = { target: "systemd", serviceFile: UNIT } as const;

  it.each([
    ["Compose, left out of the repository", { [COMPOSE]: compose(".env") }, inCompose, [], "undecidable"],
    ["Compose, in the repository", { [COMPOSE]: compose("keys.env") }, inCompose, [true], "undecidable"],
    ["Compose, on the server", { [COMPOSE]: compose("/etc/rye.env") }, inCompose, [false], "undecidable"],
    ["a unit, on the server", { [UNIT]: unit("/etc/rye.env") }, inUnit, [false], "undecidable"],
    ["a unit, on the server, optional", { [UNIT]: unit("-/etc/rye.env") }, inUnit, [], "undecidable"],
    [
      "a unit, left out of the repository",
      { [UNIT]: unit("/srv/shop/.env") },
      inUnit,
      [false],
      "undecidable",
    ],
    ["a unit, in the repository", { [UNIT]: unit("/srv/shop/keys.env") }, inUnit, [true], "unset"],
  ])("%s", (_name, files, options, required, verdict) => {
    const built = build({ files: { ...files, ...repository } as Record<string, string> }, options);
    const missing = built.problems.filter(({ kind }) => kind === "file-unreadable");
    expect(missing).toMatchObject(required.map((one) => ({ why: "it is not there", required: one })));
    expect(told(built, "RYE_KEY").split(" ")[0]).toBe(verdict);
  });

  it("decides for a unit that is installed, whatever repository the home is", () => {
    const installed = `${HOME}/.config/systemd/user/openclaw-gateway.service`;
    const files = { [installed]: unit("/etc/rye.env"), [`${HOME}/.git/index`]: "x" };
    const built = build({ files }, { target: "systemd" });
    expect(built.problems).toMatchObject([{ kind: "file-unreadable", required: true }]);
    expect(built.environment.lookup("RYE_KEY").verdict).toBe("unset");
  });
});
