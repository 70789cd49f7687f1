import type { ConfigPath } from "../../core/config-path.ts";
import type { CredentialResolution } from "../credentials/credential-resolution.ts";
import type { Environment, Resolution, TrailStep } from "../environment/environment.ts";
import type { InstallCopy } from "../environment/install-copies.ts";
import type { LayerId } from "../environment/layer.ts";
import { isServed, type LayerVerdict, type ResolutionVerdict } from "../environment/verdict.ts";
import { normalizeProviderId } from "../providers/catalogue.ts";
import type { VariableUse } from "./variable-uses.ts";

/** A variable that a value names and the gateway will not have as it should. */
export interface VariableFault {
  /** A verdict: `unset`, `blocked` and `unexpanded` by the layer that says why, where one does; else as the resolution has it. */
  readonly kind: Exclude<ResolutionVerdict | LayerVerdict, "set" | "undecidable">;
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
  /** Present where the shell has it and the service has not: what the installer would do. */
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
    const step = tellingStep(resolution);
    const kind = resolution.verdict === "unset" ? (step?.answer ?? "unset") : resolution.verdict;
    if (kind === "set" || kind === "undecidable") continue;
    const copy = kind === "unset" ? context.install?.(use) : undefined;
    const path = use.form === "reference" ? use.path.slice(0, -1) : use.path;
    const provider = providerAt(path);
    const isKey = provider !== undefined && path.length === 4 && path[3] === "apiKey";
    const used = provider !== undefined && context.usedProviders.has(provider);
    const credential = provider === undefined ? undefined : context.credentials.get(provider);
    const served = isServed(credential?.state) || credential?.state === "undecidable";
    const fatal = used && (!isKey || !served);
    const more = copy === undefined ? {} : { copy };
    faults.push({ kind, step, use, path, resolution, provider, isKey, fatal, ...more });
  }
  return faults;
}

/** The step of the trail that explains a resolution: the layer that decides, or one that has the name and does not give it. */
function tellingStep({ verdict, trail, from }: Resolution): TrailStep | undefined {
  if (verdict !== "unset") return trail.find(({ layer }) => layer === from?.layer);
  const blocked = (id: LayerId) => trail.find(({ answer, layer }) => answer === "blocked" && layer === id);
  return (
    trail.find(({ answer }) => answer === "unexpanded") ??
    blocked("config-env") ??
    blocked("working-folder-env")
  );
}

/** The normalised id of the provider whose block a path lies in. */
export function providerAt(path: ConfigPath): string | undefined {
  if (path[0] !== "models" || path[1] !== "providers" || path[2] === undefined) return undefined;
  return normalizeProviderId(String(path[2]));
}

/** The layers that have the name and do not give it, as a sentence behind another: " Gateway.env: …."; "" where none has it. */
export function trailWords(resolution: Resolution): string {
  const telling = resolution.trail
    .filter(({ answer }) => answer !== "unset")
    .map((step) => `${step.name}: ${step.why}`)
    .join("; ");
  return telling === "" ? "" : ` ${telling.charAt(0).toUpperCase()}${telling.slice(1)}.`;
}
