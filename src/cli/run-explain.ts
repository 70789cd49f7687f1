import type { Analysis } from "../analyze.ts";
import { isObject, toDotted, valueAt } from "../core/config-path.ts";
import { fromDotted } from "../core/dotted-path.ts";
import type { Host } from "../core/host.ts";
import { HIDDEN, looksSecret, show } from "../core/secrecy.ts";
import { nearest } from "../core/text.ts";
import { visible } from "../core/visible.ts";
import { type Merged, mergedAt } from "../expand/expanded-config.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { rules } from "../rules/registry.ts";
import { rulePage } from "../rules/rule-page.ts";
import { disclose, disclosureOf } from "../validate/disclosure.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { applySettings } from "./apply-settings.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { findConfig } from "./find-config.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Command } from "./long-route.ts";
import { originWords } from "./origin-words.ts";
import type { Output } from "./output.ts";
import { variableText } from "./variable-text.ts";

type ExplainCommand = Extract<Command, { name: "explain" }>;

/** Runs `explain`: a rule's page, where a config value comes from, or who wants and who holds a variable. */
export async function runExplain(host: Host, command: ExplainCommand, output: Output): Promise<ExitCode> {
  const { subject } = command;
  const rule = rules.find(({ id }) => id === subject);
  if (rule !== undefined) {
    output.out(rulePage(rule));
    return exitCodes.clean;
  }
  const variable = variableIn(subject);
  if (variable !== undefined) return explainVariable(host, command, variable, output);
  const path = fromDotted(subject);
  const isWord = /^[a-z]+(?:-[a-z]+)+$/u.test(subject);
  if (path === undefined || isWord) {
    const guess = nearest(
      subject,
      rules.map(({ id }) => id),
    );
    throw new UsageError(
      `There is no rule "${subject}", and it is no config path. ${guess === undefined ? "clawlint rules lists the rules." : `Did you mean ${guess}?`}`,
    );
  }
  const { args } = await applySettings(host, command.check);
  judgeRelease(args.openclawVersion);
  const found = findConfig(host, command.file, await analyzeOptions(host, args), output);
  if (found === undefined) return exitCodes.cannotLook;
  const merged = mergedAt(found.analysis.expanded, path);
  if (merged === undefined) {
    output.error(
      `clawlint: ${found.target.file} has nothing at ${toDotted(path)}${nearWords(found.analysis, path)}\n`,
    );
    return exitCodes.findings;
  }
  output.out(
    explainValue(host, found.analysis, path, merged) + (await explainRoute(host, found.analysis, path)),
  );
  return exitCodes.clean;
}

/** The name in `NAME`, `$NAME` or `${NAME}`; undefined for anything else. */
function variableIn(subject: string): string | undefined {
  const [, braced, bare] =
    /^(?:\$\{([A-Z_][A-Z0-9_]{0,127})\}|\$?([A-Z_][A-Z0-9_]{0,127}))$/u.exec(subject) ?? [];
  return braced ?? bare;
}

async function explainVariable(
  host: Host,
  command: ExplainCommand,
  variable: string,
  output: Output,
): Promise<ExitCode> {
  if (looksSecret(variable))
    throw new UsageError("That looks like a key; explain takes the name of a variable.");
  const { args } = await applySettings(host, command.check);
  judgeRelease(args.openclawVersion);
  const found = findConfig(host, command.file, await analyzeOptions(host, args), output);
  if (found === undefined) return exitCodes.cannotLook;
  output.out(variableText(host, found.analysis, variable));
  return exitCodes.clean;
}

function nearWords(analysis: Analysis, path: readonly string[]): string {
  for (let length = path.length - 1; length >= 0; length -= 1) {
    const above = valueAt(analysis.config, path.slice(0, length));
    if (!isObject(above)) continue;
    const guess = nearest(path[length] ?? "", Object.keys(above));
    return guess === undefined ? "" : `; did you mean ${toDotted([...path.slice(0, length), guess])}?`;
  }
  return "";
}

function explainValue(host: Host, analysis: Analysis, path: readonly string[], merged: Merged): string {
  const { resolved } = analysis;
  let text = `${toDotted(path)} = ${valueWords(path, merged)}\n  from ${placeWords(merged)}\n`;
  for (const site of analysis.expanded.sites) {
    if (site.included !== merged.document) continue;
    const { line, column } = site.document.lines.position(site.start);
    text += `  included by ${site.document.file}:${line}:${column}\n`;
  }
  for (const other of merged.replaced)
    text += `  instead of ${valueWords(path, other)} from ${placeWords(other)}\n`;
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
    for (const step of resolution.trail) text += `    ${step.name}: ${step.why}\n`;
  }
  const provider =
    path[0] === "models" && path[1] === "providers" ? path[2]?.trim().toLowerCase() : undefined;
  const credential = provider === undefined ? undefined : resolved.credentials.get(provider);
  if (credential !== undefined && (path.length === 3 || path[3] === "apiKey")) {
    text += `  the key of ${show(credential.provider)}: ${credential.state}\n`;
    for (const { source, variable, state, why } of credential.trail) {
      text += `    ${source.replaceAll("-", " ")}${variable === undefined ? "" : ` ${variable}`}: ${state} (${why})\n`;
    }
  }
  return text;
}

/** For a model reference: the request that it ends in, and the steps there. */
async function explainRoute(
  host: Host,
  { resolved, config }: Analysis,
  path: readonly string[],
): Promise<string> {
  const { routesOf } = await import("../resolve/route/routes-of.ts");
  const routes = routesOf(resolved, config);
  const route = routes.at(path) ?? routes.at([...path, "primary"]);
  if (route === undefined) return "";
  const { routeWords, stepLines } = await import("../report/routes.ts");
  const lines = stepLines(route).map((line) => `    ${line}\n`);
  return `  ${routeWords(route, (file) => tellPath(host, file))}\n${lines.join("")}`;
}

function placeWords({ document, node, key }: Merged): string {
  const { line, column } = document.lines.position(key?.start ?? node.start);
  return `${document.file}:${line}:${column}`;
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
