import { expect, it } from "vitest";
import { originWords } from "../../src/explain/origin-words.ts";
import { bakery, HOME } from "../resolve/environment/build-for-test.ts";

it("names the file of a value, which a layer of several files does not tell", () => {
  const at = (name: string, file?: string, line?: number) =>
    originWords(bakery(), {
      layer: "process",
      name,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
    });
  expect(at("the process environment")).toBe("the process environment");
  expect(at("environment of gw", "/srv/shop/ovens/common.yaml", 4)).toBe(
    "environment of gw (ovens/common.yaml:4)",
  );
  expect(at("the state folder's .env", `${HOME}/.openclaw/.env`, 1)).toBe(
    "the state folder's .env (~/.openclaw/.env:1)",
  );
  expect(at("/srv/shop/till.env", "/srv/shop/till.env", 2)).toBe("till.env:2");
  expect(at("till.env", "/srv/shop/ovens/till.env", 2)).toBe("ovens/till.env:2");
  expect(at("ConfigMap", "/srv/shop/k.yaml")).toBe("ConfigMap (k.yaml)");
});
