import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Hook {
  readonly id: string;
  readonly exclude: string;
  readonly types_or: readonly string[];
  readonly require_serial: boolean;
}

// The file is YAML of our own, its shape is what the test checks.
const hooks = parse(
  readFileSync(join(import.meta.dirname, "../../.pre-commit-hooks.yaml"), "utf8"),
) as readonly Hook[];

/** What pre-commit hands over: types go by the extension, `exclude` is searched in the path. */
function isHandedOver({ types_or, exclude }: Hook, path: string): boolean {
  const type = /\.(json5?)$/u.exec(path)?.[1];
  return type !== undefined && types_or.includes(type) && !new RegExp(exclude, "u").test(path);
}

test("there are two hooks, each one process a run", () => {
  expect(hooks.map(({ id }) => id)).toEqual(["clawlint", "clawlint-system"]);
  for (const hook of hooks) expect(hook.require_serial).toBe(true);
});

describe.each(hooks)("$id", (hook) => {
  test.each([
    "openclaw.json",
    "openclaw.json5",
    "config/openclaw.json",
    ".openclaw/openclaw.json",
    "a b/c/openclaw.json5",
    "providers.json5",
    "conf/agents.json",
    "Bäckerei/modelle.json",
    "package/openclaw.json",
    "packages.json",
    "my-package.json",
  ])("is given %s", (path) => expect(isHandedOver(hook, path)).toBe(true));

  test.each([
    "package.json",
    "web/package.json",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "node_modules/openclaw/openclaw.json",
    "web/node_modules/x/providers.json5",
    "openclaw.yaml",
    "openclaw.json.bak",
    "README.md",
  ])("is not given %s", (path) => expect(isHandedOver(hook, path)).toBe(false));
});
