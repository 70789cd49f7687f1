import type { BlockReason, Layer, LayerAnswer, LayerId, LayerRole, Place } from "./layer.ts";
import { judgeValue } from "./value-verdict.ts";

/** One variable as its source has it. `value` goes no further than this module. */
export interface Entry {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
  readonly blocked?: { readonly reason: BlockReason; readonly why: string };
  /** The entry is there but its value is decided elsewhere (a cluster's Secret, a shell that is not run). */
  readonly undecidable?: string;
  /** Only the name is known: it will be set, to a value that nobody here has. */
  readonly namesOnly?: boolean;
  /** The entry takes the name away (`UnsetEnvironment=`). */
  readonly removed?: boolean;
  /** It does so because the value is to come from a place that has none (Compose, `NAME:`). */
  readonly passed?: boolean;
}

/** What a layer is made of. */
export interface LayerParts {
  readonly id: LayerId;
  readonly role: LayerRole;
  readonly name: string;
  readonly file?: string;
  /** Later entries of one name win. */
  readonly entries: readonly Entry[];
  /** What the layer says of names it does not hold; unset by default. */
  readonly otherwise?: (name: string) => LayerAnswer;
  /** Names that only `otherwise` knows of. */
  readonly extraNames?: readonly string[];
  /** Names for which it goes before the process's layers. */
  readonly overrides?: ReadonlySet<string> | undefined;
  /** True on Windows, where case makes no difference between names of the process environment. */
  readonly ignoreCase?: boolean;
}

/** Values stand here, keyed by the layer, so that no property of a layer or of a result can carry one. */
const values = new WeakMap<Layer, (name: string) => string | undefined>();

/** Makes a layer of entries and puts their values out of reach. */
export function createLayer(parts: LayerParts): Layer {
  const fold = (name: string): string => (parts.ignoreCase === true ? name.toUpperCase() : name);
  const byName = new Map<string, Entry>();
  for (const entry of parts.entries) {
    const known = byName.get(fold(entry.name));
    // A dropped entry does not hide a good one of the same name.
    if (entry.blocked !== undefined && known !== undefined && known.blocked === undefined) continue;
    byName.set(fold(entry.name), entry);
  }
  const layer: Layer = {
    id: parts.id,
    role: parts.role,
    name: parts.name,
    file: parts.file,
    overrides: parts.overrides,
    answer(name) {
      const entry = byName.get(fold(name));
      if (entry === undefined) return parts.otherwise?.(name) ?? { kind: "unset" };
      if (entry.removed === true)
        return parts.otherwise?.(name) ?? { kind: "unset", ...(entry.passed ? { place: entry.place } : {}) };
      return answerOf(entry);
    },
    names() {
      const held = [...byName.values()].filter((entry) => entry.removed !== true);
      return [...held.map((entry) => entry.name), ...(parts.extraNames ?? [])].sort();
    },
  };
  values.set(layer, (name) => {
    const entry = byName.get(fold(name));
    const usable =
      entry !== undefined &&
      entry.blocked === undefined &&
      entry.removed !== true &&
      entry.namesOnly !== true &&
      entry.undecidable === undefined;
    return usable ? entry.value : undefined;
  });
  return layer;
}

/**
 * The value itself. Only for modules of this folder that turn it into a verdict or put it into another layer;
 * whatever they return must be free of it.
 */
export function secretValueIn(layer: Layer, name: string): string | undefined {
  return values.get(layer)?.(name);
}

function answerOf(entry: Entry): LayerAnswer {
  const { place } = entry;
  if (entry.blocked !== undefined) return { kind: "blocked", place, ...entry.blocked };
  if (entry.undecidable !== undefined) return { kind: "undecidable", place, why: entry.undecidable };
  if (entry.namesOnly === true) return { kind: "set", verdict: "set", place };
  const verdict = judgeValue(entry.value);
  return verdict === "empty" ? { kind: "empty", place } : { kind: "set", verdict, place };
}
