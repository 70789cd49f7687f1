import { type ConfigPath, toDotted } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { orList } from "../core/text.ts";
import { plain } from "../core/visible.ts";
import { variableText } from "../explain/variable-text.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { routeWords, stepLines } from "../report/routes.ts";
import { keyAnswer } from "../resolve/credentials/key-standing.ts";
import { routesOf } from "../resolve/route/routes-of.ts";
import { linkedGate } from "../schema/gate-table.ts";
import { RELEASE_LINES } from "../schema/releases.ts";
import { gateNodeAt, linkTo } from "../validate/gate-lookup.ts";
import { allowedValues, schemaHover } from "./schema-help.ts";
import { variableAt } from "./variables.ts";
import { inside, type PlacedReference, referenceAt, spotAt, type View } from "./view.ts";

/** What is known of a place, in Markdown. */
export interface HoverText {
  readonly markdown: string;
  readonly start: number;
  readonly end: number;
}

/**
 * What an editor shows for an offset: the field with its values and releases; of a model reference the request that it
 * ends in; of a variable who wants and who holds it; of a provider how its key stands. No value of a secret.
 */
export function hover(host: Host, view: View, offset: number): HoverText | undefined {
  const variable = variableAt(view, offset);
  if (variable !== undefined) {
    const text = variableText(host, view.analysis, variable.name).trimEnd();
    return { markdown: fenced(text), start: variable.start, end: variable.end };
  }
  const spot = spotAt(view, offset);
  if (spot.end === spot.start) return undefined;
  const parts: string[] = [];
  const reference = referenceAt(view, offset);
  if (reference !== undefined) parts.push(referenceWords(host, view, reference));
  const provider = providerWords(view, spot.path, spot.isKey);
  if (provider !== undefined) parts.push(provider);
  const field = schemaHover(view, offset);
  if (field !== undefined && field.text !== "") parts.push(field.text);
  const allowed = spot.isKey ? allowedWords(view, spot.path) : undefined;
  if (allowed !== undefined) parts.push(allowed);
  const releases = releaseWords(spot.path);
  if (releases !== undefined && spot.isKey) parts.push(releases);
  if (parts.length === 0) return undefined;
  const { document } = view;
  const at = inside({ document, start: spot.start, end: spot.end });
  return { markdown: parts.join("\n\n"), start: at.start, end: at.end };
}

/** Text that stands as it is; a fence longer than any in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function referenceWords(host: Host, { analysis }: View, { reference }: PlacedReference): string {
  const { resolved, config } = analysis;
  const lines = [`${plain(show(reference.text))}`];
  const { target } = reference;
  if (target.state === "alias") lines.push(`alias of ${plain(show(target.alias.target))}`);
  const route = routesOf(resolved, config).at(reference.path);
  if (route !== undefined) {
    lines.push(routeWords(route, (path) => tellPath(host, path)));
    const { request } = route;
    if (request?.contextWindow !== undefined) lines.push(`context window: ${request.contextWindow} tokens`);
    if (request?.maxTokens !== undefined) lines.push(`answer: at most ${request.maxTokens} tokens`);
    for (const step of stepLines(route)) lines.push(`  ${step}`);
  } else if (target.state === "declared" && typeof target.row.row["contextWindow"] === "number")
    lines.push(`context window: ${target.row.row["contextWindow"]} tokens`);
  return fenced(lines.join("\n"));
}

/** What the value behind a key may be, where the schema lists it. */
function allowedWords(view: View, path: ConfigPath): string | undefined {
  const values = allowedValues(view, path);
  if (values.length < 2 || values.length > MOST_VALUES) return undefined;
  return `Takes ${orList(values.map((one) => `\`${one}\``))}.`;
}

const MOST_VALUES = 30;

/** How the key of a provider stands, at its id and at its apiKey. */
function providerWords({ analysis }: View, path: ConfigPath, isKey: boolean): string | undefined {
  if (path[0] !== "models" || path[1] !== "providers" || path[2] === undefined) return undefined;
  const isId = path.length === 3 && isKey;
  const isApiKey = path.length === 4 && path[3] === "apiKey";
  if (!isId && !isApiKey) return undefined;
  const credential = analysis.resolved.credentials.get(String(path[2]).trim().toLowerCase());
  if (credential === undefined) return undefined;
  const { key, why } = keyAnswer(credential);
  const words = key === "has-key" ? "ready" : key === "no-key" ? "missing" : "cannot be known here";
  return `Key: **${words}** (${escapeMarkdown(plain(why))})`;
}

/** In which releases OpenClaw knows a key, where that is not all of them. */
function releaseWords(path: ConfigPath): string | undefined {
  const key = path.at(-1);
  if (typeof key !== "string") return undefined;
  const node = gateNodeAt(path.slice(0, -1));
  const link = linkTo(node, key);
  const gate = link === undefined ? undefined : linkedGate(link);
  if (gate === undefined || (gate.s === undefined && gate.u === undefined)) return undefined;
  const since = gate.s === undefined ? undefined : RELEASE_LINES[gate.s];
  const until = gate.u === undefined ? undefined : RELEASE_LINES[gate.u];
  const words = [since === undefined ? "" : `since ${since}`, until === undefined ? "" : `until ${until}`]
    .filter((part) => part !== "")
    .join(", ");
  // A key of the owner's own may be anything.
  const name = node.k !== undefined && Object.hasOwn(node.k, key) ? `\`${toDotted([key])}\`` : "such a key";
  return `OpenClaw knows ${name} ${words}.${gate.r === undefined ? "" : ` Use \`${gate.r}\`.`}`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~-]/gu, "\\$&");
}
