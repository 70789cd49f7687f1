import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Which of the speech providers talk mode uses. */
export const talk: Refinement = (config, release) => {
  const places: ConfigPath[] = [["talk"]];
  if (does("realtime-talk", release)) places.push(["talk", "realtime"]);
  return places.flatMap((at) => providerOf(valueAt(config, at), at));
};

function providerOf(block: unknown, at: ConfigPath): SchemaProblem[] {
  if (!isObject(block)) return [];
  const { provider, providers } = block;
  const names = isObject(providers) ? Object.keys(providers) : [];
  if (holdsVariable(provider)) return [];
  const name = typeof provider === "string" ? provider.trim().toLowerCase() : "";
  if (name === "" && names.length > 1)
    return [
      refusal([...at, "provider"], "talk-provider", "with several providers it must name one", "value", {
        allowed: names,
      }),
    ];
  if (name !== "" && names.length > 0 && !names.includes(name))
    return [
      refusal([...at, "provider"], "talk-provider", "no entry of providers has this name", "value", {
        allowed: names,
      }),
    ];
  return [];
}
