import { isObject } from "../../core/config-path.ts";
import { fillVariables, variablesIn } from "../../core/variable-text.ts";
import { type Block, whyConfigDrops } from "./blocked-names.ts";
import { secretValueAmong } from "./environment.ts";
import type { Layer, Place } from "./layer.ts";
import { createLayer, type Entry } from "./layer-values.ts";

/** The config's `env` section as a plain value, and the layers that were there before the config was read. */
export interface ConfigEnvOptions {
  readonly configEnv: unknown;
  /** The layers above, highest first; `${NAME}` inside `env.vars` is filled from them. */
  readonly above: readonly Layer[];
  /** The early era blocks no name and fills nothing. */
  readonly early: boolean;
}

/**
 * `env.vars`, and the older `env.NAME` which wins over it. OpenClaw applies it twice: before `${NAME}` is filled in the
 * config, when entries that hold one are skipped, and after, when they are filled from what was there at first.
 */
export function configEnvLayer(options: ConfigEnvOptions): Layer {
  const { configEnv, above, early } = options;
  const name = "env.vars of the config";
  const written = isObject(configEnv) ? writtenEntries(configEnv, early) : [];
  const plain = written.filter((entry) => early || variablesIn(entry.value).length === 0);
  const first = createLayer({ id: "config-env", role: "config", name, entries: plain });
  const known = [...above, first];

  const unfilled = new Map<string, { place: Place; needs: readonly string[]; open: string | undefined }>();
  const entries: Entry[] = [...plain];
  for (const entry of written) {
    if (plain.includes(entry) || entry.blocked !== undefined) continue;
    const needs: string[] = [];
    let open: string | undefined;
    let unknown = false;
    const filled = fillVariables(entry.value, (variable) => {
      const found = secretValueAmong(known, variable);
      if (found.value === undefined && found.verdict === "set") {
        unknown = true; // only its name is known, and that it will be set
        return "";
      }
      if (found.value === undefined || found.value === "") {
        needs.push(variable);
        open ??= found.undecidable;
        return undefined;
      }
      return found.value;
    });
    if (needs.length === 0 && unknown) entries.push({ ...entry, value: "", namesOnly: true });
    else if (needs.length > 0) unfilled.set(entry.name, { place: entry.place, needs, open });
    else if (variablesIn(filled).length > 0) {
      unfilled.set(entry.name, { place: entry.place, needs: variablesIn(entry.value), open });
    } else if (filled.trim() !== "") entries.push({ ...entry, value: filled });
  }

  return createLayer({
    id: "config-env",
    role: "config",
    name,
    entries,
    extraNames: [...unfilled.keys()],
    otherwise(variable) {
      const found = unfilled.get(variable);
      if (found === undefined) return { kind: "unset" };
      const why = `it needs ${found.needs.join(", ")}, which is not there; OpenClaw skips the entry`;
      if (found.open !== undefined) return { kind: "undecidable", place: found.place, why: found.open };
      return { kind: "unexpanded", place: found.place, needs: found.needs, why };
    },
  });
}

function writtenEntries(configEnv: Readonly<Record<string, unknown>>, early: boolean): Entry[] {
  const entries: Entry[] = [];
  const add = (name: string, value: unknown, path: readonly string[]): void => {
    if (typeof value !== "string") return; // the schema refuses anything else
    const blocked: Block | undefined = early ? undefined : whyConfigDrops(name.trim());
    entries.push({
      name: name.trim(),
      value,
      place: { path },
      ...(blocked === undefined ? {} : { blocked }),
    });
  };
  const vars = configEnv["vars"];
  if (isObject(vars))
    for (const [name, value] of Object.entries(vars)) add(name, value, ["env", "vars", name]);
  for (const [name, value] of Object.entries(configEnv)) {
    if (name !== "vars" && name !== "shellEnv") add(name, value, ["env", name]);
  }
  return entries;
}
