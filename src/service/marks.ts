import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { count } from "../core/text.ts";
import { plain } from "../core/visible.ts";
import { originWords } from "../explain/origin-words.ts";
import { keyAnswer } from "../resolve/credentials/key-standing.ts";
import { routesOf } from "../resolve/route/routes-of.ts";
import { occurrencesOf } from "./symbols-of-config.ts";
import { type Location, locationOf, placedReferences, stretchOf, type View } from "./view.ts";

/** Words that an editor shows behind a place, which are not part of the text. */
export interface Hint {
  readonly offset: number;
  readonly label: string;
}

/** More hints than this are not made. */
const MOST = 500;

/** Hints between two offsets: the context window of a reference's model, what an alias stands for, who has a key. */
export function hints(host: Host, { analysis, document }: View, from: number, to: number): readonly Hint[] {
  const { resolved, config } = analysis;
  const found: Hint[] = [];
  const routes = routesOf(resolved, config);
  for (const { reference, document: holder, start, end } of placedReferences(analysis)) {
    if (holder !== document || end < from || start > to || found.length >= MOST) continue;
    const { target, on } = reference;
    const words: string[] = [];
    if (target.state === "alias") words.push(`= ${show(target.alias.target)}`);
    const own = target.state === "declared" ? target.row.row["contextWindow"] : undefined;
    const window = typeof own === "number" ? own : routes.at(reference.path)?.request?.contextWindow;
    if (window !== undefined) words.push(tokens(window));
    const offset = /["']/u.test(document.text.charAt(end)) ? end + 1 : end;
    if (words.length > 0 && on === "value") found.push({ offset, label: plain(words.join(", ")) });
  }
  for (const { path, name, form } of resolved.variableUses) {
    if (form === "never-filled" || found.length >= MOST) continue;
    const { document: holder, start, end } = stretchOf(analysis, path, "value");
    if (holder !== document || end < from || start > to) continue;
    const { verdict, from: origin } = resolved.environment.lookup(name);
    // Names that were only given are no place where a value stands.
    if (verdict === "undecidable" || origin?.layer === "env-names") continue;
    const label = verdict === "set" && origin !== undefined ? originWords(host, origin) : verdict;
    found.push({ offset: end, label: plain(label) });
  }
  return found.sort((one, other) => one.offset - other.offset);
}

/** 128000 as `128k`, as vendors write it. */
function tokens(window: number): string {
  return window >= 1000 && window % 1000 === 0 ? `${window / 1000}k` : String(window);
}

/** A line above a block that says something about it. */
export interface Lens {
  readonly location: Location;
  readonly title: string;
  /** What the title counts. */
  readonly references: readonly Location[];
}

/** Above each provider: how many references run on it, and whether its key is ready. */
export function lenses(view: View): readonly Lens[] {
  const { analysis, document } = view;
  const { providers, credentials } = analysis.resolved;
  return providers.slice(0, MOST).flatMap((provider) => {
    const at = stretchOf(analysis, provider.path, "key");
    if (at.document !== document) return [];
    const { uses } = occurrencesOf(view, { kind: "provider", provider });
    const credential = credentials.get(provider.key);
    const answer = credential === undefined ? undefined : keyAnswer(credential).key;
    const key =
      answer === undefined
        ? ""
        : `, key: ${answer === "has-key" ? "ready" : answer === "no-key" ? "missing" : "not known here"}`;
    const title = `${count(uses.length, "reference")}${key}`;
    return [{ location: locationOf(at), title, references: uses.map(locationOf) }];
  });
}
