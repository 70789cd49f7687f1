import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { claimants } from "../../src/engine/precedence.ts";
import { rules } from "../../src/rules/registry.ts";
import { checks, ruleNamed, ruleNames } from "../../src/rules/rule-names.ts";

test("an owner has at most 45 rules to set", () => {
  expect(rules.length).toBeLessThanOrEqual(45);
});

test("no two rules or checks share a name, but for a rule and one of its own checks", () => {
  const names = [
    ...checks.map(({ id }) => id),
    ...rules.filter(({ checks }) => checks.length > 1).map(({ id }) => id),
  ];
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  expect(twice.filter((name) => ruleNamed(name)?.id !== name)).toEqual([]);
  expect(ruleNames.size).toBe(new Set(names).size);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (_, { checks: own }) => {
  test("tells its checks apart by their messages", () => {
    const ids = own.flatMap(({ messages }) => Object.keys(messages));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

test.each(claimants.map((one) => one.split("/") as [string, string?]))(
  "who claims a place is a check: %s %s",
  (id, message) => {
    const check = checks.find((one) => one.id === id);
    expect(check).toBeDefined();
    if (message !== undefined) expect(Object.keys(check?.messages ?? {})).toContain(message);
  },
);

describe("rules do not know one another", () => {
  const folder = join(import.meta.dirname, "../../src/rules");
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) =>
    /^[a-z]+\/.*\.ts$/u.test(name),
  );
  /** An example of an ignore comment needs a rule to ignore; a route's reason has the words of the contract. */
  const allowed = ["structure/ignore-comment.ts duplicate-key", "reference/no-request.ts unknown-provider"];

  test("no file names a rule or check that it is no part of", () => {
    const found = files.flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8").replace(/^import .*$/gmu, "");
      const [, own = "", check] = file.replace(/\.ts$/u, "").split("/");
      const ours = check === undefined ? [own] : [own, ...(ruleNamed(own)?.checks.map(({ id }) => id) ?? [])];
      return [...ruleNames]
        .filter((name) => name.includes("-") && !ours.includes(name))
        .filter((name) => new RegExp(`(?<![\\w/-])${name}(?![\\w-])`, "u").test(text))
        .map((name) => `${file} ${name}`);
    });
    expect(found.sort()).toEqual(allowed.toSorted());
  });
});
