import { basename, join } from "pathe";
import { type Host, isFile } from "../../../core/host.ts";
import { entriesOf } from "../entries-of.ts";

/** Where systemd looks for the units of a user, highest first, then for those of the system. */
export function unitFolders(host: Host, home: string): readonly string[] {
  const config = host.env["XDG_CONFIG_HOME"]?.trim();
  const data = host.env["XDG_DATA_HOME"]?.trim();
  return [
    join(config === undefined || config === "" ? join(home, ".config") : config, "systemd/user"),
    "/etc/systemd/user",
    ...(host.uid === undefined ? [] : [`/run/user/${host.uid}/systemd/user`]),
    "/run/systemd/user",
    join(data === undefined || data === "" ? join(home, ".local/share") : data, "systemd/user"),
    "/usr/local/lib/systemd/user",
    "/usr/lib/systemd/user",
    "/etc/systemd/system",
    "/usr/lib/systemd/system",
  ];
}

/** The unit's name: set by hand, or of the profile, or the usual one, or the one of the older product. */
export function unitNames(host: Host, profile: string | undefined): readonly string[] {
  const own = host.env["OPENCLAW_SYSTEMD_UNIT"]?.trim();
  if (own !== undefined && own !== "") return [own.endsWith(".service") ? own : `${own}.service`];
  if (profile !== undefined) return [`openclaw-gateway-${profile}.service`];
  return ["openclaw-gateway.service", "clawdbot-gateway.service"];
}

/** The drop-in files of a unit in the order in which they apply: by file name, a higher folder masking a lower one. */
export function dropIns(host: Host, folders: readonly string[], unit: string): readonly string[] {
  const byName = new Map<string, string>();
  for (const folder of folders) {
    for (const owner of dropInOwners(unit)) {
      const at = join(folder, `${owner}.d`);
      for (const name of entriesOf(host, at)) {
        if (name.endsWith(".conf") && !byName.has(name)) byName.set(name, join(at, name));
      }
    }
  }
  return [...byName.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, path]) => path)
    .filter((path) => isFile(host, path)); // a link to /dev/null masks the drop-in
}

/** `a-b-c.service` takes drop-ins of itself, of `a-b-.service`, `a-.service`, and of all services. */
function dropInOwners(unit: string): readonly string[] {
  const owners = [unit];
  const bare = basename(unit, ".service");
  for (let dash = bare.lastIndexOf("-"); dash > 0; dash = bare.lastIndexOf("-", dash - 1)) {
    owners.push(`${bare.slice(0, dash + 1)}.service`);
  }
  return [...owners, "service"];
}
