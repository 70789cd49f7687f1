import type { Analysis } from "../analyze.ts";
import { toDotted } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { andList, nearest } from "../core/text.ts";
import { providersReading } from "../resolve/environment/provider-variables.ts";
import { providerAt } from "../resolve/secrets/variable-faults.ts";
import { holderWords } from "./holder-words.ts";
import { originWords } from "./origin-words.ts";
import { wantedVariables } from "./wanted-variables.ts";

/**
 * All about one variable, for people: who wants it, who holds it, who wins, and what hides it. In: the analysed config
 * and the name. Never a value.
 */
export function variableText(host: Host, analysis: Analysis, variable: string): string {
  const { environment } = analysis.resolved;
  const resolution = environment.lookup(variable);
  const { verdict, from, hides, why } = resolution;
  const holders = environment.holders(variable);
  let text = `${variable}\n`;
  const wanted = wantedLines(analysis, variable);
  if (wanted.length === 0) text += `  nothing in this config wants it${nearWords(analysis, variable)}\n`;
  for (const line of wanted) text += `  wanted by ${line}\n`;
  const place = from === undefined ? "" : ` in ${originWords(host, from)}`;
  const reason = why === undefined ? "" : `: ${why}`;
  text += `  ${environment.target}: ${verdict}${place}${reason}\n`;
  if (hides !== undefined) text += `  that hides its value in ${originWords(host, hides)}\n`;
  for (const holder of holders) text += `    ${holderWords(host, holder)}\n`;
  const without = environment.layers.filter(({ name }) => holders.every((holder) => holder.name !== name));
  if (without.length > 0) text += `    not in ${andList(without.map(({ name }) => name))}\n`;
  const copy = analysis.resolved.variableFaults.find(
    (fault) => fault.use.name === variable && fault.copy !== undefined,
  )?.copy;
  if (copy !== undefined)
    text += `  this shell has it; openclaw gateway install ${copy.copied ? "would copy it" : "does not copy it"}: ${copy.why}\n`;
  return text;
}

/** Who wants it: places of the config, providers in use, and else the providers that OpenClaw would read it for. */
function wantedLines({ resolved, release }: Analysis, variable: string): readonly string[] {
  const { variableUses, credentials, usedProviders } = resolved;
  const lines = variableUses
    .filter(({ name }) => name === variable)
    .map(({ path, form }) => {
      const provider = path.includes("apiKey") ? providerAt(path) : undefined;
      const key = provider === undefined ? "" : `, the key of provider ${show(provider)}`;
      return `${toDotted(path)}${key}${form === "never-filled" ? ", in a form that OpenClaw does not fill" : ""}`;
    });
  for (const { provider, variables, input } of credentials.values()) {
    const rank = variables.indexOf(variable);
    if (rank < 0) continue;
    const used = usedProviders.has(provider) ? "" : " (not in use)";
    const order = variables.length === 1 ? "" : ` as number ${rank + 1} of ${variables.join(", ")}`;
    const own = input.kind === "unset" || input.kind === "empty" ? "" : "; the config has an apiKey besides";
    lines.push(`provider ${show(provider)}${used}, for which OpenClaw reads it by itself${order}${own}`);
  }
  for (const { path, credential, remoteKey } of resolved.memorySearch) {
    if (remoteKey.kind === "unset" && credential?.variables.includes(variable) === true)
      lines.push(`${toDotted(path)}, for which OpenClaw reads it by itself`);
  }
  if (lines.length > 0) return lines;
  const readers = providersReading(variable, release.line);
  return readers.length === 0 ? [] : [`nothing in this config; OpenClaw reads it for ${andList(readers)}`];
}

function nearWords(analysis: Analysis, variable: string): string {
  const wanted = [...wantedVariables(analysis).keys()];
  // OVENAI_KEY and OVENAI_API_KEY are one slip apart, though four characters.
  const bare = (name: string): string => name.replace("_API_", "_");
  const near = nearest(bare(variable), wanted.map(bare));
  const guess =
    nearest(variable, wanted) ?? wanted.find((name) => bare(name) === near || bare(name) === bare(variable));
  return guess === undefined ? "" : `; did you mean ${guess}?`;
}
