import type { ConfigPath } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { fillVariables } from "../../core/variable-text.ts";
import type { BlockReason, Layer, LayerAnswer, LayerId, Place } from "./layer.ts";
import { secretValueIn } from "./layer-values.ts";
import { shapeOf, type ValueShape } from "./value-verdict.ts";
import { isLacking, type LayerVerdict, type ResolutionVerdict } from "./verdict.ts";

/** Whose environment counts. */
export const GATEWAY_TARGETS = ["shell", "systemd", "launchd", "container", "none"] as const;
/** One of the targets. */
export type GatewayTarget = (typeof GATEWAY_TARGETS)[number];

/** One layer's part in a resolution. */
export interface TrailStep {
  readonly layer: LayerId;
  readonly name: string;
  readonly answer: LayerVerdict;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly path?: ConfigPath | undefined;
  /** Present where the answer is `blocked`. */
  readonly reason?: BlockReason | undefined;
  /** True where the layer had the name and a layer above decided. */
  readonly hidden: boolean;
  /** Words for people. */
  readonly why: string;
}

/** Where the winning entry stands. */
export interface Origin extends Place {
  readonly layer: LayerId;
  readonly name: string;
}

/** Will the gateway have this variable, from where, and if not, why. */
export interface Resolution {
  readonly variable: string;
  readonly verdict: ResolutionVerdict;
  /** Present for every verdict but `unset`; for `empty`, the entry that is empty. */
  readonly from?: Origin;
  /** For `empty` and `unset`: an entry further down that would have supplied it. */
  readonly hides?: Origin;
  /** For `undecidable`: what decides. */
  readonly why?: string;
  /** Every layer in order, each with its answer. */
  readonly trail: readonly TrailStep[];
}

/** An entry that is written somewhere and never reaches the gateway. */
export interface DroppedEntry {
  readonly variable: string;
  readonly layer: LayerId;
  readonly layerName: string;
  readonly place: Place;
  readonly reason: BlockReason;
  readonly why: string;
}

/** One place that has something written for a name. */
export interface Holder extends Origin {
  /**
   * - wins: the gateway has its value
   * - hidden: a layer above decides
   * - empty: there, but blank, and so fills nothing
   * - dropped: written there, and never read from there
   * - may-hold: cannot be seen from here
   */
  readonly part: "wins" | "hidden" | "empty" | "dropped" | "may-hold";
  /** Words for people. */
  readonly why: string;
  /** Whether its value is another one than the winner's; undefined where either is not known. */
  readonly differs: boolean | undefined;
}

/** Variables that clients of model apis read by themselves, and that hold no secret: addresses, switches and paths. */
const SETTINGS = [
  "CLOUDSDK_CONFIG",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "OPENAI_BASE_URL",
  "ANTHROPIC_BASE_URL",
  "AZURE_OPENAI_API_VERSION",
  "AZURE_OPENAI_DEPLOYMENT_NAME_MAP",
] as const;
/** One of them. */
export type Setting = (typeof SETTINGS)[number];

/** An address with its variables filled. */
export interface Address {
  readonly text: string;
  /** Variables that are not there and so stand in the text as they are written. */
  readonly unset: readonly string[];
  /** Variables that may be there without being seen from here. */
  readonly unseen: readonly string[];
}

/** The layers of one gateway, and the questions one may ask of them. No answer holds a value. */
export interface Environment {
  readonly target: GatewayTarget;
  readonly layers: readonly Layer[];
  /** The service of a container with a network of its own, in which localhost is the container; undefined elsewhere. */
  readonly ownNetwork?: string | undefined;
  lookup(name: string): Resolution;
  /** Every place that has the name, in the order in which the layers are asked. */
  holders(name: string): readonly Holder[];
  /** What may be said of the value that the gateway will have; undefined where there is none or none is known. */
  shape(name: string): ValueShape | undefined;
  /**
   * The value of a variable that holds an address, a switch or a path, never a key; undefined where there is none or
   * none is known. Only for the names of `SETTINGS`.
   */
  setting(name: Setting): string | undefined;
  /** An address of the config with its `${NAME}` filled. Whoever shows it masks what looks like a secret. */
  address(text: string): Address;
  /** All names that some layer holds (not the dropped ones), sorted. */
  names(): readonly string[];
  /** What OpenClaw, or the reader of a file, drops without a word. */
  dropped(): readonly DroppedEntry[];
}

/** True where files of the gateway's machine can be seen from here. */
export function seesFiles(environment: Environment): boolean {
  return environment.target !== "container" && environment.target !== "none";
}

/** Puts layers, highest first, together as OpenClaw does. */
export function createEnvironment(
  target: GatewayTarget,
  layers: readonly Layer[],
  ownNetwork?: string,
): Environment {
  const known = new Map<string, Found>();
  const find = (name: string): Found => {
    let found = known.get(name);
    if (found === undefined) {
      found = resolveWithAlias(layers, name);
      known.set(name, found);
    }
    return found;
  };
  const environment: Environment = {
    target,
    layers,
    ownNetwork,
    lookup: (name) => find(name).resolution,
    holders: (name) => holdersOf(layers, find(name)),
    shape(name) {
      const { layer, key } = find(name);
      const value = layer === undefined ? undefined : secretValueIn(layer, key);
      return value === undefined ? undefined : shapeOf(value);
    },
    setting: (name) => secretOf(find(name))?.trim() || undefined,
    address(text) {
      const unset: string[] = [];
      const unseen: string[] = [];
      const filled = fillVariables(text, (name) => {
        const found = find(name);
        const value = secretOf(found);
        if (value !== undefined && value !== "") return value;
        (value === undefined && found.resolution.verdict !== "unset" ? unseen : unset).push(name);
        return undefined;
      });
      return { text: filled, unset, unseen };
    },
    names() {
      const names = new Set<string>();
      for (const layer of layers) {
        for (const name of layer.names()) if (layer.answer(name).kind !== "blocked") names.add(name);
      }
      return [...names].sort();
    },
    dropped: () =>
      layers.flatMap((layer) =>
        layer.names().flatMap((variable) => {
          const answer = layer.answer(variable);
          if (answer.kind !== "blocked") return [];
          const { place, reason, why } = answer;
          return [{ variable, layer: layer.id, layerName: layer.name, place, reason, why }];
        }),
      ),
  };
  finders.set(environment, find);
  return environment;
}

/** How each environment finds a name; kept apart, so that no property of an environment leads to a value. */
const finders = new WeakMap<Environment, (name: string) => Found>();

/** Whether two gateways have the same value for a name; undefined where either has none or none is known. */
export function sameValue(one: Environment, other: Environment, name: string): boolean | undefined {
  const [first, second] = [one, other].map((environment) => {
    const found = finders.get(environment)?.(name);
    return found === undefined ? undefined : secretOf(found);
  });
  return first === undefined || second === undefined ? undefined : first === second;
}

function holdersOf(layers: readonly Layer[], found: Found): readonly Holder[] {
  const { resolution, key } = found;
  const { from, trail } = resolution;
  const winning = secretOf(found);
  return layers.flatMap((layer, index): readonly Holder[] => {
    const step = trail[index];
    if (step === undefined || step.answer === "unset") return [];
    const { file, line, path, why, hidden } = step;
    const value = secretValueIn(layer, key);
    const wins = step.answer === "set" && !hidden && from?.layer === layer.id && from.name === layer.name;
    return [
      {
        layer: layer.id,
        name: layer.name,
        file,
        line,
        path,
        why,
        part: wins ? "wins" : hidden ? "hidden" : PARTS[step.answer],
        differs: wins || winning === undefined || value === undefined ? undefined : value !== winning,
      },
    ];
  });
}

const PARTS: Readonly<Record<Exclude<LayerVerdict, "unset">, Holder["part"]>> = {
  set: "hidden",
  empty: "empty",
  blocked: "dropped",
  unexpanded: "dropped",
  undecidable: "may-hold",
};

/**
 * The value that layers give a name, for modules of this folder that fill `${NAME}` inside another layer. It must not
 * leave them.
 */
export function secretValueAmong(
  layers: readonly Layer[],
  name: string,
): {
  readonly value: string | undefined;
  readonly undecidable: string | undefined;
  readonly verdict: ResolutionVerdict;
} {
  const { layer, key, resolution } = resolveWithAlias(layers, name);
  const value = layer === undefined ? undefined : secretValueIn(layer, key);
  const undecidable =
    resolution.verdict === "undecidable" ? (resolution.why ?? "cannot be known here") : undefined;
  return { value, undecidable, verdict: resolution.verdict };
}

function secretOf({ layer, key }: Found): string | undefined {
  return layer === undefined ? undefined : secretValueIn(layer, key);
}

interface Found {
  readonly resolution: Resolution;
  /** The layer that holds the value, and the name it has there. */
  readonly layer: Layer | undefined;
  readonly key: string;
}

/** OpenClaw fills a blank `ZAI_API_KEY` from the older spelling before anything reads it. */
const OLDER_SPELLINGS: Readonly<Record<string, string>> = { ZAI_API_KEY: "Z_AI_API_KEY" };

function resolveWithAlias(layers: readonly Layer[], name: string): Found {
  const own = resolve(layers, name);
  const older = ownValue(OLDER_SPELLINGS, name);
  const { verdict } = own.resolution;
  if (older === undefined || !isLacking(verdict)) return own;
  const other = resolve(layers, older);
  if (isLacking(other.resolution.verdict)) return own;
  return { ...other, resolution: { ...other.resolution, variable: name } };
}

/** A layer with its answer. */
interface Answered {
  readonly layer: Layer;
  readonly answer: LayerAnswer;
}

/** Layers that stand above every process, on any target. */
const GIVEN: ReadonlySet<LayerId> = new Set(["dotenv-option", "env-names"]);

/** True where a layer goes before the one of the process that has the name. */
function overridesIt(layer: Layer, name: string, current: Answered | undefined): boolean {
  return (
    layer.overrides?.has(name) === true && current?.layer.role === "process" && !GIVEN.has(current.layer.id)
  );
}

/** True when a layer of this role takes the name, given what is there so far. */
function takes(layer: Layer, current: LayerVerdict | undefined): boolean {
  switch (layer.role) {
    case "process":
    case "dotenv":
    case "login-shell":
      return current === undefined;
    case "config":
      return current !== "set";
  }
}

function resolve(layers: readonly Layer[], name: string): Found {
  let current: Answered | undefined;
  let open: { layer: Layer; why: string; place: Place } | undefined;
  let hides: Origin | undefined;
  const trail: TrailStep[] = [];

  for (const layer of layers) {
    const answer = layer.answer(name);
    const holds = answer.kind === "set" || answer.kind === "empty" || answer.kind === "undecidable";
    const overriding = holds && overridesIt(layer, name, current);
    const taken = overriding || (holds && takes(layer, current?.answer.kind));
    // A blank entry of the config fills nothing, so it hides nothing either.
    const counts = taken && !(layer.role === "config" && answer.kind === "empty");
    const hidden = holds && !taken;
    trail.push(stepOf(layer, answer, hidden, current?.layer));
    if (overriding && current !== undefined) {
      const index = layers.indexOf(current.layer);
      trail[index] = stepOf(current.layer, current.answer, true, layer);
      if (current.answer.kind === "set") hides ??= originOf(current.layer, current.answer.place);
    }
    if (hidden && answer.kind === "set" && hides === undefined) hides = originOf(layer, answer.place);
    if (!counts) continue;
    if (answer.kind === "undecidable") open ??= { layer, why: answer.why, place: answer.place };
    else current = { layer, answer };
  }

  const found = current?.answer;
  if (current !== undefined && found?.kind === "set") {
    const from = originOf(current.layer, found.place);
    return {
      resolution: { variable: name, verdict: found.verdict, from, trail },
      // With an unseen layer above, the value may be another one.
      layer: open === undefined ? current.layer : undefined,
      key: name,
    };
  }
  if (open !== undefined) {
    const from = originOf(open.layer, open.place);
    return {
      resolution: { variable: name, verdict: "undecidable", from, why: open.why, trail },
      layer: undefined,
      key: name,
    };
  }
  const shadowed = hides === undefined ? {} : { hides };
  if (current !== undefined && found?.kind === "empty") {
    const from = originOf(current.layer, found.place);
    return {
      resolution: { variable: name, verdict: "empty", from, ...shadowed, trail },
      layer: undefined,
      key: name,
    };
  }
  return {
    resolution: { variable: name, verdict: "unset", ...shadowed, trail },
    layer: undefined,
    key: name,
  };
}

function originOf(layer: Layer, place: Place): Origin {
  return { layer: layer.id, name: layer.name, ...place };
}

function stepOf(layer: Layer, answer: LayerAnswer, hidden: boolean, above: Layer | undefined): TrailStep {
  const place: Place = answer.kind === "unset" ? { file: layer.file } : answer.place;
  return {
    layer: layer.id,
    name: layer.name,
    answer: answer.kind,
    ...place,
    reason: answer.kind === "blocked" ? answer.reason : undefined,
    hidden,
    why: answer.why ?? (hidden && above !== undefined ? `hidden by ${above.name}` : WORDS[answer.kind]),
  };
}

const WORDS: Readonly<Record<LayerVerdict, string>> = {
  unset: "not there",
  set: "set",
  empty: "there, but empty",
  blocked: "dropped",
  unexpanded: "not filled",
  undecidable: "cannot be known here",
};
