import { parse as parseBinary } from "@plist/binary.parse";
import { parse } from "fast-plist";
import { join } from "pathe";
import { isObject } from "../../../core/config-path.ts";
import { type Host, isFile } from "../../../core/host.ts";
import { openclawLocations } from "../../../locate/openclaw-locations.ts";
import { readText } from "../../../read/read-text.ts";
import { secretValueAmong } from "../environment.ts";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { DOTENV_LIMIT, READ_FAILURES, readableByOthers } from "../file-layer.ts";
import { missingService, SETTING_NAMES } from "../installed-service.ts";
import type { Layer } from "../layer.ts";
import { createLayer, type Entry } from "../layer-values.ts";
import type { EnvironmentOptions, TargetEnvironment } from "../target-options.ts";
import { binarySize } from "./binary-size.ts";
import { launchdLabel } from "./launchd-label.ts";
import { readExports } from "./shell-exports.ts";

/** Reads the gateway's property list and the environment file that its wrapper loads. */
export function readLaunchd(host: Host, options: EnvironmentOptions): TargetEnvironment {
  const { home, profile } = openclawLocations(host);
  const expectedLabel = launchdLabel(host, profile);
  const candidates =
    options.serviceFile === undefined
      ? [
          join(home, "Library/LaunchAgents", `${expectedLabel}.plist`),
          join("/Library/LaunchAgents", `${expectedLabel}.plist`),
          join("/Library/LaunchDaemons", `${expectedLabel}.plist`),
        ]
      : [options.serviceFile];
  const path = candidates.find((candidate) => isFile(host, candidate));
  if (path === undefined) return missingService(host, "launchd", profile, candidates, options);

  const problems: EnvironmentProblem[] = [];
  const plist = readPlist(host, path, problems);
  const inline = plist.layer;
  const settings: Record<string, string | undefined> = {};
  for (const name of SETTING_NAMES) settings[name] = secretValueAmong([inline], name).value;
  settings["HOME"] ??= home === "" ? undefined : home;

  const locations = openclawLocations(host, { env: settings, stateDir: options.stateDir });
  const envFile = join(locations.stateDir, "service-env", `${plist.label ?? expectedLabel}.env`);
  return {
    // The wrapper exports the file's names over what launchd gave it.
    process: [exportsLayer(host, envFile, problems), inline],
    settings,
    workingFolder: plist.workingFolder ?? (home === "" ? undefined : home),
    problems,
  };
}

/** A service has some tens of values; a small file can be written so that parsing it gives 10^12. */
const MAX_VALUES = 100_000;

interface Plist {
  readonly layer: Layer;
  readonly label: string | undefined;
  readonly workingFolder: string | undefined;
}

function readPlist(host: Host, path: string, problems: EnvironmentProblem[]): Plist {
  const parts = {
    id: "launchd-plist",
    role: "process",
    name: "EnvironmentVariables of the service",
    file: path,
  } as const;
  const unseen = (why: string): Plist => {
    problems.push({ kind: "file-unreadable", file: path, why, required: true });
    const layer = createLayer({
      ...parts,
      entries: [],
      otherwise: () => ({ kind: "undecidable", place: { file: path }, why }),
    });
    return { layer, label: undefined, workingFolder: undefined };
  };
  const read = readText(host, path, DOTENV_LIMIT);
  if (!read.ok) return unseen(READ_FAILURES[read.failure]);
  const { text } = read.source;
  let root: unknown;
  try {
    // The copy has a buffer that holds the file and nothing else.
    if (text.startsWith("bplist")) {
      const bytes = new Uint8Array(host.readFile(path, DOTENV_LIMIT));
      const size = binarySize(bytes);
      if (size === undefined) return unseen("it is no property list");
      if (size > MAX_VALUES) return unseen(`it holds more than ${MAX_VALUES} values`);
      root = parseBinary(bytes.buffer);
    } else root = parse(text);
  } catch {
    return unseen("it is no property list");
  }
  if (!isObject(root)) return unseen("it is no property list");
  const variables = root["EnvironmentVariables"];
  const entries: Entry[] = [];
  const section = Math.max(0, text.indexOf("<key>EnvironmentVariables</key>"));
  const lines = linesOfKeys(text, section);
  for (const [name, value] of Object.entries(isObject(variables) ? variables : {})) {
    if (typeof value === "string")
      entries.push({ name, value, place: { file: path, line: lines.get(name) } });
  }
  const label = root["Label"];
  const folder = root["WorkingDirectory"];
  return {
    layer: createLayer({ ...parts, entries }),
    label: typeof label === "string" ? label : undefined,
    workingFolder: typeof folder === "string" ? folder : undefined,
  };
}

/** The 1-based line of the first of each key from an offset on. */
function linesOfKeys(text: string, from: number): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let counted = 0;
  const keys = /<key>([^<]*)<\/key>/gu;
  keys.lastIndex = from;
  for (let match = keys.exec(text); match !== null; match = keys.exec(text)) {
    for (; counted < match.index; counted += 1) if (text.charCodeAt(counted) === 0x0a) line += 1;
    const name = match[1] ?? "";
    if (!lines.has(name)) lines.set(name, line);
  }
  return lines;
}

function exportsLayer(host: Host, path: string, problems: EnvironmentProblem[]): Layer {
  const parts = {
    id: "launchd-env-file",
    role: "process",
    name: "the service's environment file",
    file: path,
  } as const;
  const read = readText(host, path, DOTENV_LIMIT);
  if (!read.ok) {
    if (read.failure !== "missing") {
      problems.push({
        kind: "file-unreadable",
        file: path,
        why: READ_FAILURES[read.failure],
        required: false,
      });
    }
    return createLayer({ ...parts, entries: [] });
  }
  const entries = readExports(read.source.text).map(
    ({ name, value, line }): Entry =>
      value === undefined
        ? { name, value: "", place: { file: path, line }, namesOnly: true }
        : { name, value, place: { file: path, line } },
  );
  if (entries.length > 0) problems.push(...readableByOthers(host, path));
  return createLayer({ ...parts, entries });
}
