import type { ConfigPath } from "../../core/config-path.ts";
import type { CredentialResolution } from "../credentials/credential-resolution.ts";
import type { Environment, Resolution, TrailStep } from "../environment/environment.ts";
import type { InstallCopy } from "../environment/install-copies.ts";
import { normalizeProviderId } from "../providers/catalogue.ts";
import type { VariableUse } from "./variable-uses.ts";

/** Why a variable that the config names will not be there as it should. Each kind is one rule. */
export type VariableFaultKind =
  | "unset"
  /** Not there for the service, though the shell has it. */
  | "not-in-service"
  | "empty"
  /** Empty in one layer, and so hidden in another that has it. */
  | "shadowed"
  /** Given in `env.vars`, where OpenClaw drops the name. */
  | "blocked"
  /** Given in the working folder's `.env`, where OpenClaw drops the name. */
  | "dropped"
  /** Its value is `$OTHER`, which nothing expands; or `env.vars` refers to a variable that is not there. */
  | "unexpanded"
  | "placeholder"
  | "redacted";

/** A variable that a value names and the gateway will not have as it should. */
export interface VariableFault {
  readonly kind: VariableFaultKind;
  readonly use: VariableUse;
  /** Where to point: the value that names the variable; for a SecretRef the reference itself. */
  readonly path: ConfigPath;
  readonly resolution: Resolution;
  /** The step of the trail that explains the fault. */
  readonly step: TrailStep | undefined;
  /** The provider the value belongs to, and whether this is its key. */
  readonly provider: string | undefined;
  readonly isKey: boolean;
  /** True where the value is needed by a provider that some reference runs on, and nothing else supplies it. */
  readonly fatal: boolean;
  /** For `not-in-service`: what the installer would do. */
  readonly copy?: InstallCopy;
}

interface FaultContext {
  readonly uses: readonly VariableUse[];
  readonly environment: Environment;
  readonly usedProviders: ReadonlySet<string>;
  readonly credentials: ReadonlyMap<string, CredentialResolution>;
  /** For a service: what its installer would copy from this shell; undefined for a name that the shell lacks. */
  readonly install: ((use: VariableUse) => InstallCopy | undefined) | undefined;
}

/** Judges every variable that the config names against the environment. */
export function findVariableFaults(context: FaultContext): readonly VariableFault[] {
  const faults: VariableFault[] = [];
  for (const use of context.uses) {
    if (use.form === "never-filled") continue;
    const resolution = context.environment.lookup(use.name);
    const plain = classify(resolution);
    if (plain === undefined) continue;
    const copy = plain.kind === "unset" ? context.install?.(use) : undefined;
    const found = copy === undefined ? plain : { kind: "not-in-service" as const, step: undefined, copy };
    const path = use.form === "reference" ? use.path.slice(0, -1) : use.path;
    const provider = providerAt(path);
    const isKey = provider !== undefined && path.length === 4 && path[3] === "apiKey";
    const used = provider !== undefined && context.usedProviders.has(provider);
    const credential = provider === undefined ? undefined : context.credentials.get(provider);
    const served =
      credential?.state === "ready" ||
      credential?.state === "not-needed" ||
      credential?.state === "undecidable";
    faults.push({ ...found, use, path, resolution, provider, isKey, fatal: used && (!isKey || !served) });
  }
  return faults;
}

function classify(
  resolution: Resolution,
): { kind: VariableFaultKind; step: TrailStep | undefined } | undefined {
  const { verdict, trail, hides } = resolution;
  const deciding = trail.find((step) => step.layer === resolution.from?.layer);
  switch (verdict) {
    case "set":
    case "undecidable":
      return undefined;
    case "placeholder":
    case "redacted":
    case "unexpanded":
      return { kind: verdict, step: deciding };
    case "empty":
      return { kind: hides === undefined ? "empty" : "shadowed", step: deciding };
    case "unset": {
      const unfilled = trail.find((step) => step.answer === "unexpanded");
      if (unfilled !== undefined) return { kind: "unexpanded", step: unfilled };
      const blocked = trail.find((step) => step.answer === "blocked" && step.layer === "config-env");
      if (blocked !== undefined) return { kind: "blocked", step: blocked };
      const dropped = trail.find((step) => step.answer === "blocked" && step.layer === "working-folder-env");
      return dropped === undefined ? { kind: "unset", step: undefined } : { kind: "dropped", step: dropped };
    }
  }
}

/** The normalised id of the provider whose block a path lies in. */
export function providerAt(path: ConfigPath): string | undefined {
  if (path[0] !== "models" || path[1] !== "providers" || path[2] === undefined) return undefined;
  return normalizeProviderId(String(path[2]));
}

/** The layers that have the name and do not give it, as a sentence behind another: " Gateway.env: …."; "" where none has it. */
export function trailWords(resolution: Resolution): string {
  const telling = resolution.trail
    .filter(({ answer }) => answer !== "absent")
    .map((step) => `${step.name}: ${step.why}`)
    .join("; ");
  return telling === "" ? "" : ` ${telling.charAt(0).toUpperCase()}${telling.slice(1)}.`;
}
