import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import data from "../../data/older-forms.json" with { type: "json" };
import { isWithin } from "../../schema/lifetime.ts";

/** A form that OpenClaw still takes, with what its own migration makes of it. */
export type OlderForm = { readonly path: ConfigPath } & (
  | { readonly kind: "text"; readonly text: string; readonly becomes: string }
  | { readonly kind: "key"; readonly name: string; readonly isTaken: boolean }
  /** tools.exec.security with ask, in place of which mode stands. */
  | { readonly kind: "exec"; readonly mode: string; readonly isTaken: boolean }
  /** A switch, in place of which auto stands. */
  | { readonly kind: "switch"; readonly auto: string; readonly isTaken: boolean }
  | { readonly kind: "dropped" }
);

const VOICE_KEYS: Readonly<Record<string, string>> = data.voiceKeys;
const SPEECH_PROVIDERS: Readonly<Record<string, string>> = data.speechProviders;
const TOOLS: Readonly<Record<string, string>> = data.tools;
const EXEC_MODES: Readonly<Record<string, Readonly<Record<string, string>>>> = data.execModes;

/** Finds the older forms of a config, in releases whose migration writes them anew. */
export function findOlderForms(
  config: Readonly<Record<string, unknown>>,
  release: string,
): readonly OlderForm[] {
  if (!isWithin(data, release)) return [];
  const found: OlderForm[] = [];
  for (const { path, block } of blocksAt(config, data.execPlaces)) {
    const form = execForm(block, path);
    if (form !== undefined) found.push(form);
  }
  for (const { path, block } of blocksAt(config, data.speechPlaces)) {
    findSwitch(block, path, found);
    findVoices(block, path, found);
  }
  for (const { path, block } of blocksAt(config, data.voicePlaces)) findVoices(block, path, found);
  for (const { path, block } of blocksAt(config, data.speechProviderPlaces))
    findSpeechProviders(block, path, found);
  for (const section of data.toolSections) findTools(config[section], [section], found);
  for (const dotted of data.dropped) {
    const path = dotted.split(".");
    if (valueAt(config, path) !== undefined) found.push({ kind: "dropped", path });
  }
  return found;
}

interface PlacedBlock {
  readonly path: ConfigPath;
  readonly block: Readonly<Record<string, unknown>>;
}

function blocksAt(config: unknown, places: readonly string[]): readonly PlacedBlock[] {
  return places.flatMap((place) => blocksBelow(config, place.split("."), []));
}

function blocksBelow(value: unknown, steps: readonly string[], path: ConfigPath): readonly PlacedBlock[] {
  if (!isObject(value)) return [];
  const [step, ...rest] = steps;
  if (step === undefined) return [{ path, block: value }];
  const keys = step === "*" ? Object.keys(value) : Object.hasOwn(value, step) ? [step] : [];
  return keys.flatMap((key) => blocksBelow(value[key], rest, [...path, key]));
}

/** Where mode is there, the other two cannot be: the migration takes them out, one alone as well. */
function execForm(block: Readonly<Record<string, unknown>>, path: ConfigPath): OlderForm | undefined {
  const { mode: own, security, ask } = block;
  if (typeof own === "string") {
    const old = security !== undefined ? "security" : ask !== undefined ? "ask" : undefined;
    return old && { kind: "exec", path: [...path, old], mode: own, isTaken: true };
  }
  if (typeof security !== "string" || typeof ask !== "string" || own !== undefined) return undefined;
  const mode = valueAt(EXEC_MODES, [security, ask]);
  return typeof mode === "string"
    ? { kind: "exec", path: [...path, "security"], mode, isTaken: false }
    : undefined;
}

function findSwitch(block: Readonly<Record<string, unknown>>, path: ConfigPath, found: OlderForm[]): void {
  const { enabled, auto } = block;
  if (typeof enabled !== "boolean") return;
  found.push({
    kind: "switch",
    path: [...path, "enabled"],
    auto: enabled ? "always" : "off",
    isTaken: auto !== undefined,
  });
}

/** Of several that get one name the first is renamed, and the others find the name taken then. */
function findVoices(speech: Readonly<Record<string, unknown>>, path: ConfigPath, found: OlderForm[]): void {
  const { providers } = speech;
  for (const [id, provider] of Object.entries(isObject(providers) ? providers : {})) {
    if (!isObject(provider)) continue;
    const taken = new Set(Object.keys(provider));
    for (const [old, name] of Object.entries(VOICE_KEYS)) {
      if (!Object.hasOwn(provider, old)) continue;
      found.push({
        kind: "key",
        path: [...path, "providers", id, old],
        name,
        isTaken: taken.has(name),
      });
      taken.add(name);
    }
  }
}

function findSpeechProviders(
  speech: Readonly<Record<string, unknown>>,
  path: ConfigPath,
  found: OlderForm[],
): void {
  const { provider, providers } = speech;
  const becomes = typeof provider === "string" ? newName(SPEECH_PROVIDERS, provider) : undefined;
  if (typeof provider === "string" && becomes !== undefined)
    found.push({ kind: "text", path: [...path, "provider"], text: provider, becomes });
  if (!isObject(providers)) return;
  for (const [id, block] of Object.entries(providers)) {
    // The key is renamed as it is written; the value of `provider` in any case.
    const name = ownValue(SPEECH_PROVIDERS, id);
    if (name !== undefined && isObject(block))
      found.push({
        kind: "key",
        path: [...path, "providers", id],
        name,
        isTaken: Object.hasOwn(providers, name),
      });
  }
}

/** The lists of tools are in blocks of one name, wherever they stand in some sections, and in maps of such blocks. */
function findTools(value: unknown, path: ConfigPath, found: OlderForm[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) findTools(item, [...path, index], found);
    return;
  }
  if (!isObject(value)) return;
  if (path.at(-1) === "tools" || data.toolMaps.includes(String(path.at(-2))))
    for (const key of ["allow", "alsoAllow", "deny"]) findToolsIn(value[key], [...path, key], found);
  for (const [key, child] of Object.entries(value)) findTools(child, [...path, key], found);
}

function findToolsIn(list: unknown, path: ConfigPath, found: OlderForm[]): void {
  if (!Array.isArray(list)) return;
  for (const [index, text] of list.entries()) {
    const becomes = typeof text === "string" ? newName(TOOLS, text) : undefined;
    if (typeof text === "string" && becomes !== undefined)
      found.push({ kind: "text", path: [...path, index], text, becomes });
  }
}

function newName(names: Readonly<Record<string, string>>, written: string): string | undefined {
  const name = written.trim().toLowerCase();
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
