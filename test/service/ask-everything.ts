import { actions, fixAll, resolveRepair } from "../../src/service/actions.ts";
import { complete } from "../../src/service/complete.ts";
import { diagnosticsOf } from "../../src/service/diagnostics.ts";
import { hover } from "../../src/service/hover.ts";
import { hints, lenses } from "../../src/service/marks.ts";
import { namedThings } from "../../src/service/names.ts";
import { definition, links, prepareRename, references, rename } from "../../src/service/navigate.ts";
import { folds, outline, selections } from "../../src/service/outline.ts";
import { routeText } from "../../src/service/route-text.ts";
import type { ConfigService } from "../../src/service/service.ts";
import { tokens } from "../../src/service/tokens.ts";

/** What the service says at one place of a document, but for edits, which hold text of the document. */
export function askAt(service: ConfigService, path: string, offset: number): readonly unknown[] {
  const view = service.view(path);
  if (view === undefined) return [];
  const prepared = prepareRename(view, offset);
  return [
    complete(view, offset),
    hover(service.host, view, offset),
    definition(view, offset),
    references(view, offset, true),
    prepared.ok ? prepared.range : prepared,
  ];
}

/** What the service says of a whole document, but for edits. */
export function askWhole(service: ConfigService, path: string): readonly unknown[] {
  const view = service.view(path);
  if (view === undefined) return [];
  const { document } = view;
  return [
    diagnosticsOf(service, view.root),
    outline(document),
    folds(document),
    links(view),
    hints(service.host, view, 0, document.text.length),
    lenses(view),
    tokens(view),
    namedThings(service, ""),
    actions(view, 0, document.text.length),
    routeText(service.host, view),
  ];
}

/** Edits; they may only hold what the document holds. */
export function askEdits(service: ConfigService, path: string, offset: number): readonly unknown[] {
  const view = service.view(path);
  if (view === undefined) return [];
  const repairs = actions(view, 0, view.document.text.length).flatMap((one) =>
    one.kind === "repair" || one.kind === "to-variable" ? [resolveRepair(view, one.sign)] : [],
  );
  return [
    fixAll(view, true),
    rename(view, offset, "other-name"),
    selections(view.document, offset),
    ...repairs,
  ];
}

/** Everything as one text, maps too. */
export function asText(answers: readonly unknown[]): string {
  return JSON.stringify(answers, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
}
