import type { Host } from "../../core/host.ts";
import type { EnvironmentProblem } from "./environment-problem.ts";
import { dotenvLayer } from "./file-layer.ts";
import type { Layer } from "./layer.ts";
import { createLayer } from "./layer-values.ts";

/** `--dotenv` and `--env-names`: variables that are there besides, on any target, above all else. */
export function extraLayers(
  host: Host,
  envFiles: readonly string[],
  envNames: readonly string[],
): { readonly layers: readonly Layer[]; readonly problems: readonly EnvironmentProblem[] } {
  const layers: Layer[] = [];
  const problems: EnvironmentProblem[] = [];
  // A later file wins over an earlier one, as with every tool that takes several.
  for (const path of [...envFiles].reverse()) {
    const read = dotenvLayer(host, { id: "dotenv-option", role: "process", name: path, path, named: true });
    layers.push(read.layer);
    problems.push(...read.problems);
  }
  if (envNames.length > 0) {
    // The stand-in value is never used: `namesOnly` keeps it from being judged or filled in.
    const entries = envNames.map((name) => ({ name, value: "named", place: {}, namesOnly: true }));
    layers.push(createLayer({ id: "env-names", role: "process", name: "--env-names", entries }));
  }
  return { layers, problems };
}

/** Made once for each environment: a run over many configs asks for each of them. */
const processLayers = new WeakMap<Host["env"], Layer>();

/** The environment of a process, as it is. */
export function processLayer(host: Host): Layer {
  const made = processLayers.get(host.env);
  if (made !== undefined) return made;
  const layer = readProcess(host);
  processLayers.set(host.env, layer);
  return layer;
}

function readProcess(host: Host): Layer {
  const entries = Object.entries(host.env).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, place: {} }],
  );
  return createLayer({
    id: "process",
    role: "process",
    name: "the process environment",
    entries,
    ignoreCase: host.platform === "win32",
  });
}

/** A process environment of which nothing is known. */
export function unknownLayer(why: string): Layer {
  return createLayer({
    id: "unknown",
    role: "process",
    name: "an environment not seen from here",
    entries: [],
    otherwise: () => ({ kind: "undecidable", place: {}, why }),
  });
}
