import type { Host } from "../../../core/host.ts";
import type { Entry } from "../layer-values.ts";

/**
 * A file for `docker run --env-file`: `NAME=value` lines taken as they are, quotes and `#` inside a value included;
 * `NAME` alone takes the value of the shell that runs docker; `#` at the start of a line is a comment.
 */
export function readDockerEnvFile(text: string, file: string, host: Host): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const written = raw.replace(/\r$/u, "").trimStart();
    if (written === "" || written.startsWith("#")) continue;
    const place = { file, line: index + 1 };
    const equals = written.indexOf("=");
    const name = equals === -1 ? written : written.slice(0, equals);
    if (/\s/u.test(name) || name === "") {
      const why = "docker refuses a name with white space";
      entries.push({ name: name.trim(), value: "", place, blocked: { reason: "invalid-name", why } });
    } else if (equals !== -1) {
      entries.push({ name, value: written.slice(equals + 1), place });
    } else {
      const value = host.env[name];
      if (value !== undefined) entries.push({ name, value, place });
    }
  }
  return entries;
}
