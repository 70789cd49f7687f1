import { partsOf } from "./symbols-of-config.ts";
import { variablesIn } from "./variables.ts";
import { inside, placedReferences, type Stretch, stretchOf, type View } from "./view.ts";

/** What a stretch of a text names. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: "provider" | "model" | "alias" | "variable";
  /** The place where the name is written, and not one that uses it. */
  readonly isDeclaration: boolean;
  /** Nothing that is known goes by this name: a model that its provider does not list, a variable that nobody sets. */
  readonly isMissing: boolean;
}

/** More tokens than this are not told. */
const MOST = 5000;

/** Names of a document, in the order of the text: providers and models where they are written and in references, aliases, variables. */
export function tokens(view: View): readonly Token[] {
  const { analysis, document } = view;
  const { resolved } = analysis;
  const found: Token[] = [];
  const add = (stretch: Stretch, kind: Token["kind"], isDeclaration: boolean, isMissing: boolean): void => {
    const { document: holder, start, end } = stretch;
    if (holder === document && end > start && found.length < MOST)
      found.push({ start, end, kind, isDeclaration, isMissing });
  };
  for (const { path, models } of resolved.providers) {
    add(inside(stretchOf(analysis, path, "key")), "provider", true, false);
    for (const model of models)
      add(inside(stretchOf(analysis, [...model.path, "id"], "value")), "model", true, false);
  }
  for (const alias of resolved.references.aliases)
    if (alias.builtIn !== true) add(inside(stretchOf(analysis, alias.path, "value")), "alias", true, false);
  for (const placed of placedReferences(analysis)) {
    const { state } = placed.reference.target;
    const parts = partsOf(placed);
    const isMissing = state === "undeclared";
    if (parts !== undefined) {
      add(parts.provider, "provider", false, state === "unowned");
      add(parts.model, state === "alias" ? "alias" : "model", false, isMissing);
    } else if (state === "alias" || state === "guessed")
      add(placed, state === "alias" ? "alias" : "model", false, isMissing);
  }
  for (const { name, start, end } of variablesIn(view)) {
    const { verdict } = resolved.environment.lookup(name);
    add({ document, start, end }, "variable", false, verdict === "unset" || verdict === "empty");
  }
  return inOrder(found);
}

/** Without those that begin inside another: an id may be where an alias is written, too. */
function inOrder(found: Token[]): readonly Token[] {
  let end = 0;
  return found
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .filter((token) => {
      if (token.start < end) return false;
      end = token.end;
      return true;
    });
}
