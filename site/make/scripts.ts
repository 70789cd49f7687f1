import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { minify } from "@swc/core";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { bundleOptions } from "../../scripts/bundle-options.mjs";
import { quietLibraries } from "../../scripts/quiet-libraries.mjs";
import { withoutNotes } from "../../scripts/without-notes.mjs";
import { withoutRulePages } from "../../scripts/without-rule-pages.mjs";
import { rules } from "../../src/rules/registry.ts";
import { checks } from "../../src/rules/rule-names.ts";
import type { RuleWords } from "../protocol.ts";
import { type LateModule, lateModules, sharedModules } from "./late-modules.ts";

const ROOT = join(import.meta.dirname, "../..");

/**
 * What a first look at most configs does without: what is asked for with a key or a button, readers of service files,
 * sections other than those that are written by hand, requests of older releases.
 */
function lateNames(): readonly string[] {
  const older = readdirSync(join(ROOT, "src/data/routes"))
    .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .slice(0, -1);
  return [
    "validator-seldom.js",
    "actions.ts",
    "auth-profiles-file.ts",
    "blocked-names.ts",
    "ajv",
    "ajv-formats/dist/formats.js",
    "json5/lib/unicode.js",
    "brackets-by-indentation.ts",
    "changed-files.ts",
    "check-exec.ts",
    "check-file.ts",
    "check-section.ts",
    "code-frame.ts",
    "complete.ts",
    "example-secrets.ts",
    "container/read-container.ts",
    "explain.ts",
    "fates.ts",
    "git-index.ts",
    "glob.ts",
    "heartbeat-settings.ts",
    "hover.ts",
    "implied-settings.ts",
    "install-copies.ts",
    "launchd/read-launchd.ts",
    "list-fix.ts",
    "list-roster.ts",
    "make-repair.ts",
    "mend-config.ts",
    "migrated-models.ts",
    "migrated-places.ts",
    "minimal-edits.ts",
    "move-target.ts",
    "navigate.ts",
    "older-forms.ts",
    "older-models.ts",
    "other-forms.ts",
    "plan-upgrade.ts",
    "read-moves.ts",
    "redact-text.ts",
    "report/upgrade.ts",
    "secrets/fault-words.ts",
    "rule-page.ts",
    "sureness.ts",
    "systemd/read-systemd.ts",
    "text-style.ts",
    "unsure-parts.ts",
    "workflow-names.ts",
    // What OpenClaw refuses beyond the schema, in sections that few configs have.
    ...["addresses", "agent-folders", "agent-owners", "agent-roster", "browser-profiles", "channels"].map(
      refinement,
    ),
    ...["conversations", "durations", "early-channels"].map(refinement),
    ...["early-discord", "egress-hosts", "gateway", "hooks", "mcp-servers", "plugins", "talk"].map(
      refinement,
    ),
    ...["secret-sources", "texts", "web-search"].map(refinement),
    ...older.map((name) => `routes/${name}`),
    ...readdirSync(join(ROOT, "build/sections")).map((name) => `sections/${name}`),
  ];
}

function refinement(name: string): string {
  return `./${name}.ts`;
}

const common: BuildOptions = {
  absWorkingDir: ROOT,
  alias: {
    ...bundleOptions(ROOT).alias,
    "clawlint:late-value": join(ROOT, "site/worker/late-value.ts"),
  },
  bundle: true,
  minify: true,
  platform: "browser",
  target: ["chrome111", "firefox115", "safari16.4"],
  mainFields: ["module", "main"],
  external: ["node:*"],
  // A browser has no such name, and picocolors reads it without asking.
  define: { process: "globalThis.process" },
  loader: { ".json5": "text", ".service": "text" },
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  write: false,
};

/** A script of the page, and what went into it. */
export interface BuiltScript {
  readonly name: string;
  readonly text: string;
  readonly inputs: readonly string[];
}

/** The page's scripts: the editor, the worker, and what the worker gets when somebody begins to work. */
export async function buildScripts(): Promise<readonly BuiltScript[]> {
  const plugins = [withoutRulePages(), withoutNotes(), quietLibraries(), onlyVersion(), withoutSettings()];
  const late = new Map<string, LateModule>();
  const worker = (shared: ReadonlyMap<string, string>) =>
    bundle("worker.js", {
      stdin: { contents: workerEntry(shared), resolveDir: ROOT, loader: "ts" },
      format: "iife",
      plugins: [lateModules(ROOT, lateNames(), late), ...plugins],
    });
  const [editor, alone] = await Promise.all([
    bundle("app.js", { entryPoints: ["site/app/main.ts"], format: "iife" }),
    worker(new Map()),
  ]);
  const held = new Set(
    alone.inputs.filter((path) => /^(?:src|build)\//u.test(path)).map((path) => join(ROOT, path)),
  );
  const used = new Map<string, string>();
  const parts = await bundle("parts.js", {
    stdin: { contents: partsEntry([...late.values()]), resolveDir: ROOT, loader: "ts" },
    format: "iife",
    plugins: [sharedModules(ROOT, held, used), ...plugins.slice(1)],
  });
  const whole = await worker(used);
  // A worker that is made of text has the page's policy, which one with an address of its own would not have; so both
  // come as functions, which the page puts together.
  return [
    editor,
    { ...whole, text: asFunction("worker", whole.text) },
    { ...parts, text: asFunction("parts", parts.text) },
  ];
}

/**
 * The worker, and its modules that the second half uses too. They come after it and by name: found in any order, they
 * would stand in another one each time, and the compressed size would differ by a kilobyte.
 */
function workerEntry(shared: ReadonlyMap<string, string>): string {
  const entries = [...shared].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const imports = entries.map(([, path], index) => `import * as s${index} from ${JSON.stringify(path)};`);
  const list = entries.map(([name], index) => `${JSON.stringify(name)}: s${index}`);
  return `import "./site/worker/worker.ts";
${imports.join("\n")}
globalThis.clawlintShared = { ${list.join(", ")} };`;
}

/** An esbuild plugin: the page has no settings file. */
function withoutSettings(): Plugin {
  return {
    name: "without-settings",
    setup(builder) {
      builder.onResolve({ filter: /\/linter-settings\.ts$/ }, () => ({
        path: join(ROOT, "site/worker/no-settings.ts"),
      }));
    },
  };
}

/** An esbuild plugin: of package.json the version is all that is read. */
function onlyVersion(): Plugin {
  return {
    name: "only-version",
    setup(builder) {
      builder.onLoad({ filter: /\/package\.json$/ }, async ({ path }) => {
        if (path !== join(ROOT, "package.json")) return undefined;
        const { version } = JSON.parse(await readFile(path, "utf8"));
        return { contents: JSON.stringify({ version }), loader: "json" };
      });
    },
  };
}

async function bundle(name: string, options: BuildOptions): Promise<BuiltScript> {
  const { outputFiles = [], metafile } = await build({ ...common, ...options });
  const [file] = outputFiles;
  if (file === undefined || metafile === undefined) throw new Error(`esbuild gave nothing for ${name}`);
  // A second look at what esbuild made takes a fiftieth off.
  const { code } = await minify(file.text, {
    compress: { passes: 3, keep_fargs: false, toplevel: true },
    mangle: { toplevel: true },
    module: false,
    ecma: 2020,
  });
  return { name, text: code.trim(), inputs: Object.keys(metafile.inputs) };
}

function asFunction(name: string, text: string): string {
  return `(self.clawlintCode??={}).${name}=function(){${text}};`;
}

function partsEntry(late: readonly LateModule[]): string {
  const imports = late.map(({ path }, index) => `import * as m${index} from ${JSON.stringify(path)};`);
  const modules = late.map(({ name }, index) => `${JSON.stringify(name)}: m${index}`);
  return `${imports.join("\n")}
${ownSchemas()}
globalThis.clawlintParts = {
  modules: { ${modules.join(", ")} },
  rules: ${JSON.stringify(ruleWords())},
  ownSchemas,
};`;
}

/** The words of every check's page. */
function ruleWords(): readonly RuleWords[] {
  return rules
    .flatMap((rule) => rule.checks.map(({ id, docs }) => ({ rule: rule.id, id, ...docs() })))
    .map(({ bad, good, ...words }) => ({ ...words, bad: bad.config, good: good.config }));
}

/** The schemas of rules' examples, compiled now: the page allows no `eval`. */
function ownSchemas(): string {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, code: { source: true } });
  const emit = typeof standalone === "function" ? standalone : standalone.default;
  const own = checks.flatMap(({ id, docs }) => {
    const schema = docs().bad.options?.schema;
    return schema === undefined ? [] : [[id, ajv.compile(JSON.parse(schema))] as const];
  });
  const made = own.map(([id, validate]) => {
    const code = emit(ajv, validate);
    if (code.includes("require(")) throw new Error(`the schema of ${id} needs more than its own code`);
    return `${JSON.stringify(id)}: ((module) => { ${code}; return module.exports; })({})`;
  });
  return `const ownSchemas = { ${made.join(", ")} };`;
}
