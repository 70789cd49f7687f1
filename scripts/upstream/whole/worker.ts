/*
 * Runs inside the Node that OpenClaw asks for: takes the schema out of one unpacked package and writes it into a file. The
 * package's dependencies need not be there: what is missing is a stand-in that takes every call, which is enough for
 * modules that only define schemas. No dependency of this project is loaded here; the types are erased by that Node.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, zodFrom, target] = process.argv.slice(2);
if (folder === undefined || zodFrom === undefined || target === undefined)
  throw new Error("worker.ts FOLDER ZOD FILE");

/** Where `zod` is, for a package whose own is not installed. */
const requireZod = nodeModule.createRequire(pathToFileURL(join(zodFrom, "package.json")));

interface Hooks {
  resolve(
    specifier: string,
    context: { parentURL?: string },
    next: (specifier: string, context: object) => object,
  ): object;
  load(url: string, context: object, next: (url: string, context: object) => object): object;
}

// The types are those of the oldest Node that clawlint runs on, which lacks it.
const { registerHooks } = nodeModule as unknown as { registerHooks(hooks: Hooks): void };

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (/^zod(?:$|\/)/u.test(specifier))
        return { url: pathToFileURL(requireZod.resolve(specifier)).href, shortCircuit: true };
      const from = context.parentURL ?? "";
      if (!from.startsWith("file:")) throw error;
      return {
        url: `standin:${encodeURIComponent(specifier)}?${encodeURIComponent(from)}`,
        format: "module",
        shortCircuit: true,
      };
    }
  },
  load(url, context, next) {
    if (!url.startsWith("standin:")) return next(url, context);
    const [name = "", from = ""] = url.slice("standin:".length).split("?").map(decodeURIComponent);
    return { format: "module", source: standIn(name, from), shortCircuit: true };
  },
});

/** A module with every export that the importing file asks of it. */
function standIn(name: string, from: string): string {
  const text = readFileSync(fileURLToPath(from), "utf8");
  const names = new Set<string>();
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
  for (const [, list = ""] of text.matchAll(
    new RegExp(`(?:import|export)\\s+(?:[\\w$]+\\s*,\\s*)?\\{([^}]*)\\}\\s*from\\s*["']${escaped}["']`, "gu"),
  ))
    for (const item of list.split(",")) {
      const own = item.trim().split(/\s+as\s+/u)[0] ?? "";
      if (/^[\w$]+$/u.test(own) && own !== "default") names.add(own);
    }
  for (const [, space = ""] of text.matchAll(
    new RegExp(`import\\s+\\*\\s+as\\s+([\\w$]+)\\s+from\\s*["']${escaped}["']`, "gu"),
  ))
    for (const [, one = ""] of text.matchAll(
      new RegExp(`(?<![\\w$.])${space.replaceAll("$", "\\$")}\\.([\\w$]+)`, "gu"),
    ))
      if (one !== "default") names.add(one);
  return `
const make = () => new Proxy(function () {}, {
  get: (target, key) => {
    if (key === Symbol.toPrimitive) return () => "";
    if (key === "then") return undefined;
    if (key === Symbol.iterator) return [][Symbol.iterator];
    return Reflect.has(target, key) ? Reflect.get(target, key) : make();
  },
  apply: make,
  construct: make,
});
${[...names].map((one) => `export const ${one} = make();`).join("\n")}
export default make();
`;
}

type Json = Record<string, unknown>;

const dist = join(folder, "dist");
const chunks = readdirSync(dist).filter((file) => /\.m?js$/u.test(file));

/** What a chunk exports under a name of its source; `undefined` where no chunk both defines and exports it. */
async function exported(name: string, isIt: (value: unknown) => boolean, likely: RegExp): Promise<unknown> {
  const sorted = [...chunks].sort((a, b) => Number(likely.test(b)) - Number(likely.test(a)));
  for (const file of sorted) {
    const text = readFileSync(join(dist, file), "utf8");
    if (!new RegExp(`(?:const|let|var) ${name} = `, "u").test(text)) continue;
    for (const [, list = ""] of text.matchAll(/^export \{([^}]*)\}/gmu)) {
      for (const item of list.split(",")) {
        const [own, other = own] = item.trim().split(/\s+as\s+/u);
        if (own !== name || other === undefined) continue;
        // A chunk that cannot be loaded without its dependencies is passed over: another may hold the same.
        const chunk = (await import(pathToFileURL(join(dist, file)).href).catch(() => ({}))) as Json;
        if (isIt(chunk[other])) return chunk[other];
      }
    }
  }
  return undefined;
}

interface Zod {
  toJSONSchema(options: Json): Json;
}

const isZod = (value: unknown): value is Zod =>
  typeof (value as Partial<Zod> | undefined)?.toJSONSchema === "function";
const early = join(dist, "config", "zod-schema.js");
const root = existsSync(early)
  ? ((await import(pathToFileURL(early).href)) as Json)["OpenClawSchema"]
  : await exported("OpenClawSchema", isZod, /^(?:zod-schema|config)/u);
if (!isZod(root)) throw new Error(`no schema found in ${dist}`);
const schema = root.toJSONSchema({ io: "input", target: "draft-07", unrepresentable: "any" });

const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);
const channels: { id: string; schema: unknown }[] = [];
const metadata = await exported(
  "GENERATED_BUNDLED_CHANNEL_CONFIG_METADATA",
  isList,
  /^(?:bundled-channel-config|io)/u,
);
if (isList(metadata))
  for (const entry of metadata)
    if (entry["schema"] !== undefined)
      channels.push({ id: String(entry["channelId"]), schema: entry["schema"] });

const plugins: { id: string; channels: unknown; configSchema: unknown }[] = [];
for (const place of [join(dist, "extensions"), join(folder, "extensions")]) {
  if (!existsSync(place)) continue;
  for (const name of readdirSync(place).sort()) {
    const file = join(place, name, "openclaw.plugin.json");
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, "utf8")) as Json;
    const id = String(manifest["id"] ?? name);
    if (plugins.some((one) => one.id === id)) continue;
    plugins.push({ id, channels: manifest["channels"] ?? [], configSchema: manifest["configSchema"] });
    for (const [channel, config] of Object.entries(
      (manifest["channelConfigs"] ?? {}) as Record<string, Json>,
    ))
      if (config["schema"] !== undefined) channels.push({ id: channel, schema: config["schema"] });
  }
}

writeFileSync(target, JSON.stringify({ schema, channels, plugins }));
// Some chunks start the command line when they are loaded.
process.exit(0);
