import { expect, test } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { readEnvNames } from "../../src/settings/env-names.ts";

const host = createMemoryHost({
  cwd: "/bakery",
  files: {
    "/bakery/.env.example": "# fill these in\nOVENAI_API_KEY=\nexport FLOURBANK_API_KEY='your key, here'\n",
    "/bakery/my, names.env": "TILL_API_KEY=",
    "/bakery/empty.env": "# nothing\n",
    "/bakery/deploy.yml": `
env: &keys
  OVENAI_API_KEY: \${{ secrets.OVENAI_API_KEY }}
jobs:
  bake:
    env: { FLOURBANK_API_KEY: "" }
    steps:
      - run: deploy
        env:
          <<: *keys
          TILL_API_KEY: x
          not a name: y
`,
    "/bakery/.gitlab-ci.yml": "variables:\n  OVENAI_API_KEY: { value: x, description: y }\n",
    "/bakery/broken.yaml": "env: [",
    "/bakery/loop.yaml": "a: &a\n  b: *a\n  env: { OVENAI_API_KEY: 1 }\n",
  },
});
const names = (...given: readonly string[]) => {
  const read = readEnvNames(host, given);
  return read.ok ? read.names : read.problem;
};

test("names are separated by commas and space; @FILE gives the names of a dotenv file", () => {
  expect(names("A,B", "C D,,")).toEqual(["A", "B", "C", "D"]);
  expect(names("A", "@.env.example")).toEqual(["A", "OVENAI_API_KEY", "FLOURBANK_API_KEY"]);
  expect(names("@my, names.env")).toEqual(["TILL_API_KEY"]);
});

test("@FILE gives the names of a CI file's blocks", () => {
  expect(names("@deploy.yml")).toEqual(["OVENAI_API_KEY", "FLOURBANK_API_KEY", "TILL_API_KEY"]);
  expect(names("@.gitlab-ci.yml")).toEqual(["OVENAI_API_KEY"]);
  expect(names("@loop.yaml")).toEqual(["OVENAI_API_KEY"]);
});

test("a file that is not there or names nothing is refused with the reason", () => {
  expect(names("@missing.env")).toContain("missing.env does not exist.");
  expect(names("@empty.env")).toContain("names no variable");
  expect(names("@broken.yaml")).toContain("cannot be read as YAML");
});
