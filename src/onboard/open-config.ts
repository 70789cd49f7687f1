import { isObject } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { type ExpandOptions, expand } from "../expand/expand.ts";
import type { ExpandedConfig } from "../expand/expanded-config.ts";
import { displayName } from "../locate/locate-configs.ts";
import { createDocument } from "../parse/document.ts";
import { parse } from "../parse/parse.ts";
import { type ReadFailure, ROOT_LIMIT, readText } from "../read/read-text.ts";

/** A config that is to be written to: as it is, or with an empty object where there is nothing yet. */
export type OpenedConfig =
  | {
      readonly ok: true;
      readonly expanded: ExpandedConfig;
      readonly config: Readonly<Record<string, unknown>>;
      /** What the file holds; undefined where there is none. */
      readonly before: string | undefined;
    }
  | { readonly ok: false; readonly failure: ReadFailure | "broken" };

/** Opens the config at a path for changes. A file that is missing, empty or holds only comments counts as `{}`. */
export function openConfig(host: Host, path: string, options: ExpandOptions): OpenedConfig {
  const read = readText(host, path, ROOT_LIMIT);
  if (!read.ok && read.failure !== "missing") return read;
  const before = read.ok ? read.source.text : undefined;
  const text = withObject(before ?? "");
  const byteOrderMark = read.ok && read.source.byteOrderMark;
  const root = createDocument({ path, text, byteOrderMark }, displayName(host, path));
  const expanded = expand(host, root, options);
  if (root.tree.errors.length > 0 || expanded.problems.length > 0 || !isObject(expanded.value))
    return { ok: false, failure: "broken" };
  return { ok: true, expanded, config: expanded.value, before };
}

function withObject(text: string): string {
  if (parse(text).root !== undefined) return text;
  const whole = `${text}${text === "" || /\n$/u.test(text) ? "" : "\n"}{}\n`;
  // Anything but comments stays as it is, to be reported.
  return parse(whole).errors.length === 0 ? whole : text;
}
