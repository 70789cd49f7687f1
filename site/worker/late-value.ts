import { PartsMissing } from "./parts.ts";

/** What a module exports that the worker was built without (`site/make/late-modules.ts`). */
export function lateValue(module: string, name: string): unknown {
  const { clawlintParts } = globalThis as {
    clawlintParts?: { readonly modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  };
  if (clawlintParts === undefined) throw new PartsMissing();
  return clawlintParts.modules[module]?.[name];
}
