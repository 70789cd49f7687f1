import { join } from "pathe";
import type { Host } from "../../../core/host.ts";
import { readText } from "../../../read/read-text.ts";
import { entriesOf } from "../entries-of.ts";
import { DOTENV_LIMIT } from "../file-layer.ts";
import type { Layer } from "../layer.ts";
import { createLayer, type Entry } from "../layer-values.ts";
import { readEnvironmentFile } from "./environment-file.ts";

/**
 * What the user's service manager hands to every service: the files of `environment.d`, later file names winning. What
 * a session imported into the running manager (`systemctl --user import-environment`) cannot be seen here. `unset` are
 * the names that the unit takes away.
 */
export function userManagerLayer(host: Host, home: string, unset: ReadonlySet<string>): Layer {
  const folders = [
    ...(home === "" ? [] : [join(home, ".config/environment.d")]),
    "/etc/environment.d",
    "/run/environment.d",
    "/usr/local/lib/environment.d",
    "/usr/lib/environment.d",
  ];
  const byName = new Map<string, string>();
  for (const folder of folders) {
    for (const name of entriesOf(host, folder)) {
      if (name.endsWith(".conf") && !byName.has(name)) byName.set(name, join(folder, name));
    }
  }
  const entries: Entry[] = [];
  for (const [, file] of [...byName.entries()].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const read = readText(host, file, DOTENV_LIMIT);
    if (!read.ok) continue;
    for (const { name, value, line } of readEnvironmentFile(read.source.text)) {
      if (unset.has(name)) continue;
      // environment.d fills `${NAME}` from the manager's own environment, which is not known here.
      entries.push({
        name,
        value,
        place: { file, line },
        ...(value.includes("$") ? { namesOnly: true } : {}),
      });
    }
  }
  return createLayer({
    id: "user-manager",
    role: "process",
    name: "environment.d of the user's service manager",
    entries,
  });
}
