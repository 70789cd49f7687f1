import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { unpackedOpenClaw } from "../../../conformance/openclaw/install.ts";
import { startOpenClaw } from "../../../conformance/openclaw/openclaw-process.ts";
import { type ConfigPath, isObject, valueAt } from "../../../src/core/config-path.ts";
import { deeplyEqual } from "../../../src/edit/deeply-equal.ts";
import type { FateData } from "../../../src/schema/fates.ts";
import {
  formsBelow,
  formsOf,
  isIn,
  type SectionForm,
  type SectionNode,
  type SectionTable,
  type Span,
} from "../../../src/schema/section-table.ts";
import { readReleases, readTables } from "./tables.ts";

/** A key or value that an earlier release had and the newest has not, with a config that holds nothing else. */
interface Retired {
  /** Dotted, `*` for any name, `[]` for any index; a value follows as ` = "value"`. */
  readonly place: string;
  readonly path: ConfigPath;
  readonly config: unknown;
  /** All values of a key that has fixed ones. */
  readonly values?: readonly unknown[];
}

/** Where the fates lie, from the top of the repository. */
const FATES = "src/data/retired-keys.json";

/**
 * Asks the newest OpenClaw's own migration what becomes of everything that left, one config a key, and writes it down.
 * What the migration leaves alone is not written.
 */
export async function writeFates(root: string, folder: string): Promise<number> {
  const releases = readReleases(root);
  const installation = unpackedOpenClaw(folder);
  const openclaw = await startOpenClaw(installation);
  const fates: Record<string, FateData> = {};
  try {
    const tables = readTables(root);
    const ask = async (config: unknown) => openclaw.migrate(config).catch(() => undefined);
    const newest = releases.length - 1;
    for (const retired of [
      ...[...tables].flatMap(([section, table]) => retiredIn(section, table, newest)),
      ...unprinted(),
      ...MOVED_WHOLE.flatMap(([from, to]) => movedKeys(tables, from, to, newest)),
    ]) {
      const sample = valueAt(retired.config, retired.path);
      const { values = [] } = retired;
      const other = values.length > 0 ? values.find((one) => one !== sample) : otherValue(sample);
      const again =
        other === undefined || retired.place.includes(" = ")
          ? undefined
          : { value: other, migrated: await ask(nest(retired.path, other)) };
      const fate = fateOf(retired, await ask(retired.config), again);
      if (fate === undefined) continue;
      const isOpen = fate.does === "moves" && fate.to === undefined && fate.value === undefined;
      const whole = isOpen ? await wholeTarget(retired, ask) : undefined;
      const { to } = whole === undefined ? fate : { to: whole };
      fates[retired.place] = {
        ...fate,
        ...(to === undefined ? {} : { to }),
        ...((await yieldsTo(retired, to, ask)) ? { yields: true } : {}),
      };
      // What becomes of a key by its value is asked of each value that it can be known to have.
      if (isOpen && whole === undefined && !retired.place.includes(" = ")) {
        const key = retired.place.replace(/ is .*$/u, "");
        for (const value of valuesLike(retired)) {
          const one = { ...retired, config: nest(retired.path, value) };
          const migrated = await ask(one.config);
          const next = isObject(migrated) ? valueAt(migrated, one.path) : undefined;
          const isPlain = next !== undefined && typeof next !== "object" && next !== value;
          const exact = isPlain ? ({ does: "moves", value: next } as const) : writtenFor(one, migrated);
          if (exact !== undefined) fates[`${key} = ${JSON.stringify(value)}`] = exact;
        }
      }
    }
  } finally {
    openclaw.close();
  }
  const sorted = Object.entries(fates).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted
    .map(([place, fate]) => `    ${JSON.stringify(place)}: ${JSON.stringify(fate)}`)
    .join(",\n");
  writeFileSync(
    join(root, FATES),
    `{\n  "release": "${installation.version}",\n  "fates": {\n${lines}\n  }\n}\n`,
  );
  return sorted.length;
}

/** Keys that no printed schema has and that the migration takes all the same, with the names of a config as `*`. */
const UNPRINTED: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    ["matrix", "mattermost", "nextcloud-talk", "tlon"].flatMap((channel) => [
      [`channels.${channel}.allowPrivateNetwork`, true],
      [`channels.${channel}.accounts.*.allowPrivateNetwork`, true],
    ]),
  ),
  "channels.matrix.groups.*.allow": true,
  "channels.matrix.rooms.*.allow": true,
  "channels.zalouser.groups.*.allow": true,
  "channels.zalouser.accounts.*.groups.*.allow": true,
  "channels.webchat": { enabled: true },
};

function unprinted(): Retired[] {
  return Object.entries(UNPRINTED).map(([place, value]) => {
    const path = place.split(".").map((one) => (one === "*" ? NAME : one));
    return { place, path, config: nest(path, value) };
  });
}

/** Blocks that move with all they hold: their old keys may stand at the new place, too. */
const MOVED_WHOLE: readonly (readonly [from: string, to: string])[] = [
  ["messages.tts", "tts"],
  ["agents.defaults.memorySearch", "memory.search"],
];

/** The keys that a block had at its old place and has not at its new one, as if they stood there. */
function movedKeys(
  tables: ReadonlyMap<string, SectionTable>,
  from: string,
  to: string,
  newest: number,
): Retired[] {
  const formsAt = (dotted: string) => {
    const [section = "", ...rest] = dotted.split(".");
    const table = tables.get(section);
    if (table === undefined) return undefined;
    const forms = rest.reduce((forms, key) => formsBelow(table, forms, key), formsOf(table, table.root));
    return { table, forms };
  };
  const [old, now] = [formsAt(from), formsAt(to)];
  if (old === undefined || now === undefined) return [];
  const found: Retired[] = [];
  const walk = (theirs: readonly SectionForm[], ours: readonly SectionForm[], path: ConfigPath): void => {
    if (path.length > DEEPEST) return;
    for (const key of new Set(theirs.flatMap(({ node }) => Object.keys(node.properties ?? {})))) {
      const below = formsBelow(old.table, theirs, key);
      const there = formsBelow(now.table, ours, key).filter(({ span }) => isIn(span, newest));
      const last = below.at(-1);
      if (there.length > 0) walk(below, there, [...path, key]);
      else if (last !== undefined) {
        const at = [...path, key];
        found.push({ place: patternOf(at), path: at, config: nest(at, sampleFrom(old.table, last.place)) });
      }
    }
  };
  walk(
    old.forms,
    now.forms.filter(({ span }) => isIn(span, newest)),
    to.split("."),
  );
  return found;
}

/** The values that a key may have, where a sample tells: both of a switch, or of a block's only switch. */
function valuesLike({ path, config, values = [] }: Retired): readonly unknown[] {
  if (values.length > 0) return values;
  const sample = valueAt(config, path);
  if (typeof sample === "boolean") return [true, false];
  const [[key, value] = [], ...more] = isObject(sample) ? Object.entries(sample) : [];
  return key !== undefined && typeof value === "boolean" && more.length === 0
    ? [{ [key]: true }, { [key]: false }]
    : [];
}

/** What is written in place of a key with one value, where all of it is known from the value. */
function writtenFor({ path, config }: Retired, migrated: unknown): FateData | undefined {
  if (!isObject(migrated) || valueAt(migrated, path) !== undefined) return undefined;
  const fresh = freshLeaves(config, migrated);
  if (fresh.some((leaf) => leaf.some((segment) => typeof segment === "number"))) return undefined;
  const writes = Object.fromEntries(fresh.map((leaf) => [patternOf(leaf), valueAt(migrated, leaf)]));
  return { does: "moves", writes, ...emptied(path, migrated) };
}

/** True where a key gives way to what stands at its new place. */
async function yieldsTo(
  { path, config }: Retired,
  to: string | undefined,
  ask: (config: unknown) => Promise<unknown>,
): Promise<boolean> {
  const target = to?.split(".").map((one) => (one === "*" ? NAME : one));
  const before = valueAt(config, path);
  // What a block gives way to, key by key, is another question.
  if (target === undefined || to?.includes("[") === true || (isObject(before) && !Array.isArray(before)))
    return false;
  const there = otherValue(before) ?? "spelt";
  const both = withValue(config, target, there);
  const migrated = await ask(both);
  return (
    isObject(migrated) &&
    valueAt(migrated, path) === undefined &&
    deeplyEqual(valueAt(migrated, target), there)
  );
}

/** Another value of the same type, to tell what follows from a value from what always happens. */
function otherValue(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 4;
  return typeof value === "string"
    ? value.startsWith("https:")
      ? "https://till.example/"
      : "spelt"
    : undefined;
}

/** A copy of a config with one value more. */
function withValue(config: unknown, path: ConfigPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const own = isObject(config) ? config : {};
  return { ...own, [key]: withValue(own[key], rest, value) };
}

/** How many objects around a key are gone with it. */
function emptied(path: ConfigPath, migrated: unknown): { readonly empties?: number } {
  let empties = 0;
  for (let length = path.length - 1; length > 0; length -= 1) {
    if (typeof path[length] === "number" || valueAt(migrated, path.slice(0, length)) !== undefined) break;
    empties += 1;
  }
  return empties === 0 ? {} : { empties };
}

/** Where a block goes as it is, by what becomes of its plain values one by one. */
async function wholeTarget(
  { path, config }: Retired,
  ask: (config: unknown) => Promise<unknown>,
): Promise<string | undefined> {
  const block = valueAt(config, path);
  const targets = new Set<string>();
  for (const [key, value] of isObject(block) ? Object.entries(block) : []) {
    if (isObject(value) || Array.isArray(value)) continue;
    const one = { place: "", path: [...path, key], config: nest(path, { [key]: value }) };
    const to = fateOf(one, await ask(one.config))?.to;
    // A key that becomes another one is mended at the new place.
    if (to?.endsWith(`.${key}`)) targets.add(to.slice(0, -key.length - 1));
  }
  const [target] = targets;
  return targets.size === 1 ? target : undefined;
}

/** A name that stands for any. */
const NAME = "till";
/** Samples of objects hold so many keys. */
const MOST_KEYS = 4;
const DEEPEST = 14;

/** Every key, value and shape that left a section before the newest release. */
function retiredIn(section: string, table: SectionTable, newest: number): Retired[] {
  const found = new Map<string, Retired>();
  const add = (path: ConfigPath, value: unknown, suffix = "", values: readonly unknown[] = []) => {
    const place = `${patternOf(path)}${suffix}`;
    if (!found.has(place)) found.set(place, { place, path, config: nest(path, value), values });
  };
  const isNow = (span: Span) => isIn(span, newest);

  const sample = (place: number) => sampleFrom(table, place);

  const visit = (forms: readonly SectionForm[], path: ConfigPath): void => {
    if (path.length > DEEPEST) return;
    const now = forms.filter(({ span }) => isNow(span));
    const past = forms.filter(({ span }) => !isNow(span));
    const values = new Set(now.flatMap(({ node }) => node.enum ?? []));
    const types = new Set(now.flatMap(({ node }) => typesOf(node)));
    const isOpen = now.some(({ place }) => place === 0);
    for (const { node, place } of isOpen ? [] : past) {
      for (const value of node.enum ?? [])
        if (!values.has(value) && !types.has(typeof value)) add(path, value, ` = ${JSON.stringify(value)}`);
      for (const type of typesOf(node))
        if (!types.has(type) && ![...values].some((one) => typeof one === type))
          for (const value of type === "boolean" ? [true, false] : [sample(place)])
            add(path, value, type === "boolean" ? ` = ${value}` : ` is ${type}`);
    }
    for (const key of new Set(forms.flatMap(({ node }) => Object.keys(node.properties ?? {})))) {
      const below = formsBelow(table, forms, key);
      const isNamed = below.some(({ span }) => isNow(span));
      const isThere =
        isNamed || now.some(({ node }) => node.type === "object" && node.additionalProperties !== false);
      const last = below.at(-1);
      // What an open place takes now may be refused in a release before, and the migration still moves it.
      if (!isNamed && last !== undefined) {
        const values = below.flatMap(({ node }) => node.enum ?? []);
        add([...path, key], sample(last.place), "", values);
      }
      if (isThere) visit(below, [...path, key]);
    }
    const rest = formsBelow(table, forms, NAME);
    if (rest.length > 0) visit(rest, [...path, NAME]);
    const items = formsBelow(table, forms, 0);
    if (items.length > 0) visit(items, [...path, 0]);
  };
  if (!table.in.some(isNow)) add([section], sample(table.root));
  else visit(formsOf(table, table.root), [section]);
  return [...found.values()];
}

/** A value that a place takes. */
function sampleFrom(table: SectionTable, place: number, depth = 0): unknown {
  const nodes = (one: number): SectionNode => table.nodes[one] ?? {};
  const sample = (one: number, deeper: number) => sampleFrom(table, one, deeper);

  const node = nodes(place);
  const last = node.versions?.at(-1);
  if (last !== undefined) return sample(last[2], depth);
  if (node.enum !== undefined) return node.enum.find((one) => one !== null) ?? null;
  const branch = node.anyOf?.find((one) => nodes(one).type !== "null") ?? node.allOf?.[0];
  if (branch !== undefined && node.type === undefined) return sample(branch, depth);
  switch ([node.type ?? "string"].flat()[0]) {
    case "boolean":
      return true;
    case "integer":
    case "number":
      return Math.max(node.minimum ?? 0, (node.exclusiveMinimum ?? 0) + 1, Math.min(7, node.maximum ?? 7));
    case "array":
      return typeof node.items === "number" && depth < DEEPEST ? [sample(node.items, depth + 1)] : [];
    case "object": {
      if (depth > 4) return {};
      const needed = node.required ?? [];
      const names = [...new Set([...needed, ...Object.keys(node.properties ?? {})])].slice(
        0,
        Math.max(MOST_KEYS, needed.length),
      );
      const own = names.map((name) => {
        const link = node.properties?.[name];
        return [
          name,
          link === undefined ? "rye" : sample(typeof link === "number" ? link : link[0], depth + 1),
        ];
      });
      const rest =
        own.length === 0 && typeof node.additionalProperties === "number"
          ? [[NAME, sample(node.additionalProperties, depth + 1)]]
          : [];
      return Object.fromEntries([...own, ...rest]);
    }
    default:
      return node.format === "uri" || /https/u.test(node.pattern ?? "") ? "https://oven.example/" : "rye";
  }
}

function typesOf({ type, enum: values }: SectionNode): string[] {
  const own = values === undefined && type === undefined ? [] : [type ?? []].flat();
  return own.map((one) => (one === "integer" ? "number" : one));
}

/** A path as a pattern. */
function patternOf(path: ConfigPath): string {
  return path
    .map((one) => (typeof one === "number" ? "[]" : one === NAME ? "*" : one))
    .join(".")
    .replaceAll(".[]", "[]");
}

function nest(path: ConfigPath, value: unknown): unknown {
  return path.reduceRight<unknown>(
    (inner, segment) => (typeof segment === "number" ? [inner] : { [segment]: inner }),
    value,
  );
}

/**
 * What became of a retired thing, from the config that the migration made of its config.
 *
 * @param migrated undefined where the migration changed nothing
 * @param again the same with another value, where one could be made: only what holds of both is known
 */
function fateOf(
  { path, config }: Retired,
  migrated: unknown,
  again?: { readonly value: unknown; readonly migrated: unknown },
): FateData | undefined {
  if (!isObject(migrated)) return undefined;
  const before = valueAt(config, path);
  const after = valueAt(migrated, path);
  if (deeplyEqual(before, after)) return undefined;
  const fresh = freshLeaves(config, migrated);
  if (after !== undefined) {
    // What an object becomes depends on what it holds.
    return isObject(before) || Array.isArray(before) ? { does: "moves" } : { does: "moves", value: after };
  }
  if (fresh.length === 0) return { does: "removes", ...emptied(path, migrated) };
  const isAgain = isObject(again?.migrated) && valueAt(again.migrated, path) === undefined;
  const targets = prefixesOf(fresh).filter(
    (one) =>
      deeplyEqual(valueAt(migrated, one), before) &&
      (!isAgain || deeplyEqual(valueAt(again.migrated, one), again.value)),
  );
  const [target] = targets;
  if (target === undefined) return { does: "moves", ...emptied(path, migrated) };
  const beside = fresh.filter((leaf) => !target.every((segment, index) => segment === leaf[index]));
  const writes = beside.map((leaf) => [patternOf(leaf), valueAt(migrated, leaf)] as const);
  if (isAgain && beside.some((leaf) => !deeplyEqual(valueAt(migrated, leaf), valueAt(again.migrated, leaf))))
    return { does: "moves", ...emptied(path, migrated) };
  return {
    does: "moves",
    to: patternOf(target),
    ...(writes.length === 0 ? {} : { writes: Object.fromEntries(writes) }),
    ...emptied(path, migrated),
  };
}

/** The values that a migration wrote beyond `meta`. */
function freshLeaves(config: unknown, migrated: unknown): ConfigPath[] {
  return leavesOf(migrated, []).filter(
    (leaf) => valueAt(config, leaf) === undefined && leaf[0] !== "meta" && leaf.length > 0,
  );
}

function leavesOf(value: unknown, path: ConfigPath): ConfigPath[] {
  const children: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return children.length === 0 ? [path] : children.flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

/** Every place on the way to some leaves, outer ones first. */
function prefixesOf(leaves: readonly ConfigPath[]): ConfigPath[] {
  const all = new Map<string, ConfigPath>();
  for (const leaf of leaves)
    for (let length = 1; length <= leaf.length; length++)
      all.set(JSON.stringify(leaf.slice(0, length)), leaf.slice(0, length));
  return [...all.values()].sort((a, b) => a.length - b.length);
}
