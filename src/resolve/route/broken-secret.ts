import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { isLacking } from "../environment/verdict.ts";
import type { ConfiguredProvider } from "../providers/configured-providers.ts";
import { EXEC_FAULTS, FILE_FAULTS } from "../secrets/fault-words.ts";
import { resolveReference } from "../secrets/resolve-reference.ts";
import { classifySecretInput } from "../secrets/secret-input.ts";
import type { RouteContext } from "./route-context.ts";

/** A SecretRef that cannot be resolved, and why. */
export interface BrokenSecret {
  readonly path: ConfigPath;
  readonly why: string;
}

/**
 * The first SecretRef of any provider that cannot be resolved. OpenClaw resolves those of all providers before it runs a
 * model, and stops at one that fails, whoever needs it.
 */
export function findBrokenSecret({ providers, credentials }: RouteContext): BrokenSecret | undefined {
  for (const { path, value } of providers.flatMap(secretPlaces)) {
    if (!isObject(value) || typeof value["source"] !== "string") continue;
    const input = classifySecretInput(value, { fieldIsCredential: true, bareNames: new Set() });
    if (!("reference" in input)) continue;
    const verdict = resolveReference(input.reference, credentials);
    switch (verdict.kind) {
      case "set":
      case "undecidable":
        continue;
      case "variable": {
        const { variable, verdict: found } = verdict.resolution;
        if (isLacking(found))
          return { path, why: `${variable} is ${found === "empty" ? "empty" : "not set"}` };
        continue;
      }
      case "unknown-alias":
        return { path, why: `secrets.providers has no ${verdict.alias}` };
      case "wrong-source":
        return { path, why: `secrets.providers.${verdict.alias} has another source` };
      case "not-allowed":
        return { path, why: `secrets.providers.${verdict.alias} does not allow it` };
      case "file-fault":
        return { path, why: `the file of the secret: ${FILE_FAULTS[verdict.fault][0]}` };
      case "exec-fault":
        return { path, why: `the program of the secret: ${EXEC_FAULTS[verdict.fault][0]}` };
    }
  }
  return undefined;
}

/** The places of a provider that may hold a SecretRef. */
function secretPlaces({ path, block, models }: ConfiguredProvider) {
  const places: { readonly path: ConfigPath; readonly value: unknown }[] = [];
  const add = (value: unknown, at: ConfigPath) => places.push({ path: at, value });
  const addAll = (value: unknown, at: ConfigPath) => {
    if (isObject(value)) for (const [name, inner] of Object.entries(value)) add(inner, [...at, name]);
  };
  add(block["apiKey"], [...path, "apiKey"]);
  addAll(block["headers"], [...path, "headers"]);
  const { request } = block;
  if (isObject(request)) {
    addAll(request["headers"], [...path, "request", "headers"]);
    addAll(request["auth"], [...path, "request", "auth"]);
  }
  for (const model of models) addAll(model.row["headers"], [...model.path, "headers"]);
  return places;
}
