import { expect, it } from "vitest";
import { buildEnvironment } from "../../../src/resolve/environment/build-environment.ts";
import { targetReaders } from "../../../src/resolve/environment/target-readers.ts";
import { bakery, NEW } from "./build-for-test.ts";

const options = {
  target: "container",
  configEnv: undefined,
  envFiles: [],
  envNames: [],
  release: NEW,
} as const;

it("loads a reader only when its target is asked for", async () => {
  for (const target of ["shell", "none"] as const) expect(await targetReaders(target)).toEqual({});
  for (const target of ["systemd", "launchd"] as const)
    expect(Object.keys(await targetReaders(target))).toEqual([target]);
  const readers = await targetReaders("container");
  const host = bakery({
    files: { "/srv/shop/compose.yaml": "services: { gw: { environment: { A: '1' } } }" },
  });
  expect(buildEnvironment(host, options, readers).environment.lookup("A").verdict).toBe("set");
});

it("calls it our own fault to leave the reader out", () => {
  expect(() => buildEnvironment(bakery(), options)).toThrow(TypeError);
});
