import { isObject, valueAt } from "../core/config-path.ts";
import { HIDDEN, show } from "../core/secrecy.ts";
import type { ConfigService } from "./service.ts";
import { inside, type Location, locationOf, stretchOf, type View } from "./view.ts";

/** Something of a config that has a name, with the place where the name is written. */
export interface NamedThing {
  readonly name: string;
  readonly kind: "provider" | "model" | "alias" | "agent" | "secrets";
  /** What it is part of: a model's provider. */
  readonly within?: string | undefined;
  readonly location: Location;
}

/** More are not told; whoever looks for one types more of its name. */
const MOST = 500;

/**
 * The providers, models, aliases, agents and sources of secrets of all configs that the open texts belong to, whose names
 * hold the letters of `query` in their order, as editors search. Names that look like secrets are left out.
 */
export function namedThings(service: ConfigService, query: string): readonly NamedThing[] {
  const found: NamedThing[] = [];
  for (const root of service.openConfigs()) {
    const view = service.view(root);
    if (view === undefined) continue;
    for (const one of thingsOf(view)) {
      if (found.length >= MOST) return found;
      if (!one.name.includes(HIDDEN) && matches(one.name, query)) found.push(one);
    }
  }
  return found;
}

function thingsOf({ analysis }: View): readonly NamedThing[] {
  const { resolved, config } = analysis;
  const at = (path: readonly (string | number)[], on: "key" | "value"): Location =>
    locationOf(inside(stretchOf(analysis, path, on)));
  const keysOf = (path: readonly string[], kind: NamedThing["kind"]): readonly NamedThing[] => {
    const map = valueAt(config, path);
    return Object.keys(isObject(map) ? map : {}).map((name) => ({
      name: show(name),
      kind,
      location: at([...path, name], "key"),
    }));
  };
  const list = valueAt(config, ["agents", "list"]);
  return [
    ...resolved.providers.flatMap(({ id, path, models }): readonly NamedThing[] => [
      { name: show(id), kind: "provider", location: at(path, "key") },
      ...models.map(
        (model): NamedThing => ({
          name: show(model.id),
          kind: "model",
          within: show(id),
          location: at([...model.path, "id"], "value"),
        }),
      ),
    ]),
    ...resolved.references.aliases.flatMap((alias): readonly NamedThing[] =>
      alias.builtIn === true
        ? []
        : [
            {
              name: show(alias.name),
              kind: "alias",
              within: show(alias.target),
              location: at(alias.path, "value"),
            },
          ],
    ),
    ...keysOf(["agents", "entries"], "agent"),
    ...(Array.isArray(list) ? list : []).flatMap((agent: unknown, index): readonly NamedThing[] =>
      isObject(agent) && typeof agent["id"] === "string"
        ? [{ name: show(agent["id"]), kind: "agent", location: at(["agents", "list", index, "id"], "value") }]
        : [],
    ),
    ...keysOf(["secrets", "providers"], "secrets"),
  ];
}

/** Whether a name holds the letters of a query in their order. */
function matches(name: string, query: string): boolean {
  const wanted = query.toLowerCase();
  let next = 0;
  for (const char of name.toLowerCase()) if (char === wanted.charAt(next)) next += 1;
  return next >= wanted.length;
}
