import type { Analysis } from "../analyze.ts";
import { type ConfigPath, isObject, toDotted, valueAt } from "../core/config-path.ts";
import { fromDotted } from "../core/dotted-path.ts";
import type { Host } from "../core/host.ts";
import { HIDDEN, looksSecret, show } from "../core/secrecy.ts";
import { andList, nearest } from "../core/text.ts";
import { isFilledName, readVariables } from "../core/variable-text.ts";
import { visible } from "../core/visible.ts";
import type { Rule } from "../engine/rule.ts";
import { type Merged, mergedAt } from "../expand/expanded-config.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { routeWords, stepLines } from "../report/routes.ts";
import { printedVerdict } from "../resolve/credentials/key-standing.ts";
import { findProvider } from "../resolve/providers/catalogue.ts";
import { findAliases } from "../resolve/references/aliases.ts";
import { findReferenceSites } from "../resolve/references/reference-sites.ts";
import { routesOf } from "../resolve/route/routes-of.ts";
import { ruleNamed, ruleNames } from "../rules/rule-names.ts";
import { disclose, disclosureOf } from "../validate/disclosure.ts";
import { originWords } from "./origin-words.ts";
import { variableText } from "./variable-text.ts";

/** What somebody wants explained: a rule, a variable, a model reference, a place of the config; or why it is none. */
export type Subject =
  | { readonly kind: "rule"; readonly rule: Rule }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "reference"; readonly text: string }
  | { readonly kind: "path"; readonly path: readonly string[] }
  | { readonly kind: "wrong"; readonly problem: string };

/** An explanation for people, or why there is none. */
export type Explanation =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Reads a subject as people write it: a rule's id, `NAME`, `$NAME`, `${NAME}`, `provider/model`, or a dotted config path. */
export function readSubject(text: string): Subject {
  const rule = ruleNamed(text);
  if (rule !== undefined) return { kind: "rule", rule };
  const name = variableIn(text);
  if (name !== undefined) {
    return looksSecret(name)
      ? { kind: "wrong", problem: "That looks like a key; explain takes the name of a variable." }
      : { kind: "variable", name };
  }
  if (/^[^\s./[\]"]{1,100}\/\S{1,300}$/u.test(text)) return { kind: "reference", text };
  const path = fromDotted(text);
  const guess = nearest(text, ruleNames);
  // A provider's id may look like a rule's.
  const isNearRule = guess !== undefined && isRuleLike(text) && findProvider(text) === undefined;
  if (path !== undefined && !isNearRule) return { kind: "path", path };
  const help = guess === undefined ? "clawlint rules lists the rules." : `Did you mean ${guess}?`;
  return { kind: "wrong", problem: `There is no rule and no config path "${text}". ${help}` };
}

/** Whether a text is written as ids of rules are. */
function isRuleLike(text: string): boolean {
  return /^[a-z]+(?:-[a-z]+)+$/u.test(text);
}

/** The name in `NAME`, `$NAME` or `${NAME}`; undefined for anything else. */
function variableIn(subject: string): string | undefined {
  const { scheme, variable } = readVariables(subject);
  const name = scheme === undefined ? variable?.name : undefined;
  return name ?? (isFilledName(subject) ? subject : undefined);
}

/**
 * Where a config value comes from: the value as far as it may be shown, its file and line, what it overrode, which
 * variable fills it; for a model reference also the request that it ends in.
 */
function explainPath(host: Host, analysis: Analysis, path: ConfigPath): Explanation {
  const merged = mergedAt(analysis.expanded, path);
  if (merged === undefined) {
    const [name = ""] = path;
    if (path.length === 1 && isAlias(analysis, String(name)))
      return explainReference(host, analysis, String(name));
    // A provider is known to its owner by its id.
    const block = ["models", "providers", name];
    if (path.length === 1 && mergedAt(analysis.expanded, block) !== undefined)
      return explainPath(host, analysis, block);
    const key = path.length === 1 ? keyText(analysis, String(name)) : "";
    if (key !== "")
      return { ok: true, text: `${show(String(name))} has no block in models.providers\n${key}` };
    const near = nearWords(analysis, path);
    const noRule =
      path.length === 1 && near === "" && isRuleLike(String(name))
        ? ", and no rule has that name; clawlint rules lists the rules"
        : "";
    return { ok: false, problem: `has nothing at "${toDotted(path)}"${near}${noRule}` };
  }
  const names = path.map(String);
  return { ok: true, text: valueText(host, analysis, names, merged) + routeText(host, analysis, names) };
}

/** Where a reference leads: the request that it ends in, the steps there, and where the config uses it. */
function explainReference(host: Host, { resolved, config }: Analysis, text: string): Explanation {
  const route = routesOf(resolved, config).ask(text);
  const lines = stepLines(route).map((line) => `    ${line}\n`);
  const used = findReferenceSites(config)
    .filter((site) => site.text.trim() === text)
    .map(({ path }) => `  used at ${toDotted(path)}\n`);
  const words = routeWords(route, (file) => tellPath(host, file));
  return {
    ok: true,
    text: `${show(text)}\n${used.length === 0 ? "  nothing in this config uses it\n" : used.join("")}  ${words}\n${lines.join("")}`,
  };
}

function isAlias({ config, release }: Analysis, name: string): boolean {
  return findAliases(config, release.line).some((alias) => alias.name.toLowerCase() === name.toLowerCase());
}

/** All that can be explained of a config. */
export function explainIn(
  host: Host,
  analysis: Analysis,
  subject: Exclude<Subject, { kind: "rule" | "wrong" }>,
): Explanation {
  switch (subject.kind) {
    case "variable":
      return { ok: true, text: variableText(host, analysis, subject.name) };
    case "reference":
      return explainReference(host, analysis, subject.text);
    case "path":
      return explainPath(host, analysis, subject.path);
  }
}

function nearWords(analysis: Analysis, path: ConfigPath): string {
  for (let length = path.length - 1; length >= 0; length -= 1) {
    const above = valueAt(analysis.config, path.slice(0, length));
    if (!isObject(above)) continue;
    const guess = nearest(String(path[length] ?? ""), Object.keys(above));
    return guess === undefined ? "" : `; did you mean ${toDotted([...path.slice(0, length), guess])}?`;
  }
  return "";
}

function valueText(host: Host, analysis: Analysis, path: readonly string[], merged: Merged): string {
  const { resolved } = analysis;
  let text = `${toDotted(path)} = ${valueWords(path, merged)}\n  from ${placeWords(host, merged)}\n`;
  for (const site of analysis.expanded.sites) {
    if (site.included !== merged.document) continue;
    const { line, column } = site.document.lines.position(site.start);
    text += `  included by ${tellPath(host, site.document.path)}:${line}:${column}\n`;
  }
  for (const other of merged.replaced)
    text += `  instead of ${valueWords(path, other)} from ${placeWords(host, other)}\n`;
  const pointer = JSON.stringify(path);
  for (const use of resolved.variableUses) {
    const at = use.path.map(String);
    if (JSON.stringify(at) !== pointer && JSON.stringify(at.slice(0, -1)) !== pointer) continue;
    if (use.form === "never-filled") {
      text += `  ${use.name === "" ? "what stands behind the $" : `\${${use.name}}`} is not filled by OpenClaw\n`;
      continue;
    }
    const resolution = resolved.environment.lookup(use.name);
    const { from, verdict } = resolution;
    const place = from === undefined ? "" : ` in ${originWords(host, from)}`;
    text += `  ${use.name}: ${verdict}${place}\n`;
    const [without, holding] = [true, false].map((is) =>
      resolution.trail.filter(({ answer }) => (answer === "unset") === is),
    );
    for (const step of holding ?? []) text += `    ${step.name}: ${step.why}\n`;
    if (without?.length) text += `    not in ${andList(without.map(({ name }) => name))}\n`;
  }
  const [section, map, provider = "", key] = path;
  const isProvider = section === "models" && map === "providers" && (path.length === 3 || key === "apiKey");
  return isProvider ? text + keyText(analysis, provider) : text;
}

/** Whether a provider has its key, and each place where it was looked for; "" for one that the config does not use. */
function keyText({ resolved }: Analysis, provider: string): string {
  const credential = resolved.credentials.get(provider.trim().toLowerCase());
  if (credential === undefined) return "";
  const steps = credential.trail.map(
    ({ source, variable, state, why }) =>
      `    ${source.replaceAll("-", " ")}${variable === undefined ? "" : ` ${variable}`}: ${printedVerdict(state)} (${why})\n`,
  );
  return `  the key of ${show(credential.provider)}: ${printedVerdict(credential.state)}\n${steps.join("")}`;
}

/** For a model reference: the request that it ends in, and the steps there. */
function routeText(host: Host, { resolved, config }: Analysis, path: readonly string[]): string {
  const routes = routesOf(resolved, config);
  const route = routes.at(path) ?? routes.at([...path, "primary"]);
  if (route === undefined) return "";
  const lines = stepLines(route).map((line) => `    ${line}\n`);
  return `  ${routeWords(route, (file) => tellPath(host, file))}\n${lines.join("")}`;
}

function placeWords(host: Host, { document, node, key }: Merged): string {
  const { line, column } = document.lines.position(key?.start ?? node.start);
  return `${tellPath(host, document.path)}:${line}:${column}`;
}

/** The value as far as it may be shown. */
function valueWords(path: readonly string[], { node, members, items }: Merged): string {
  if (members !== undefined || node.type === "object") return "an object";
  if (items !== undefined || node.type === "array") return "a list";
  if (node.type === "string") {
    const shown = disclose(path, node.value);
    return shown === HIDDEN ? HIDDEN : JSON.stringify(visible(shown));
  }
  return node.type === "number" && disclosureOf(path) !== "open" ? HIDDEN : String(node.value);
}
