import { basename, join } from "pathe";
import { type Host, isFile } from "../../../core/host.ts";
import { readText } from "../../../read/read-text.ts";
import { unknownLayer } from "../extra-layers.ts";
import { DOTENV_LIMIT, READ_FAILURES } from "../file-layer.ts";
import { createLayer } from "../layer-values.ts";
import type { EnvironmentOptions, TargetEnvironment } from "../target-options.ts";
import { readCompose } from "./compose.ts";
import { readDockerEnvFile } from "./docker-env-file.ts";
import { readKubernetes } from "./kubernetes.ts";
import { memberOf, readYaml, textOf } from "./yaml-tree.ts";

const COMPOSE_NAMES = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"] as const;

/** Reads a Compose file, a Kubernetes manifest or a `docker run --env-file` file, whichever the file turns out to be. */
export function readContainer(host: Host, options: EnvironmentOptions): TargetEnvironment {
  const folders = [host.cwd, ...(options.configFolder === undefined ? [] : [options.configFolder])];
  const candidates =
    options.serviceFile === undefined
      ? folders.flatMap((folder) => COMPOSE_NAMES.map((name) => join(folder, name)))
      : [options.serviceFile];
  const path = candidates.find((candidate) => isFile(host, candidate));
  const nothing = { settings: {}, workingFolder: undefined, stateDir: null } as const;
  if (path === undefined) {
    return {
      ...nothing,
      process: [unknownLayer("no Compose file, manifest or environment file was found")],
      problems: [{ kind: "service-missing", target: "container", looked: candidates }],
    };
  }
  const read = readText(host, path, DOTENV_LIMIT);
  if (!read.ok) {
    const why = READ_FAILURES[read.failure];
    return {
      ...nothing,
      process: [unknownLayer(`${basename(path)}: ${why}`)],
      problems: [{ kind: "file-unreadable", file: path, why, required: true }],
    };
  }
  const { text } = read.source;

  if (/\.ya?ml$/iu.test(path) || /^(?:services|apiVersion)\s*:/mu.test(text)) {
    const trees = readYaml(text);
    if (trees === undefined) {
      const why = "it is broken YAML";
      return {
        ...nothing,
        process: [unknownLayer(`${basename(path)}: ${why}`)],
        problems: [{ kind: "file-unreadable", file: path, why, required: true }],
      };
    }
    const manifests = trees.filter(
      (tree) => textOf(tree, memberOf(tree, tree.document.contents, "kind")) !== undefined,
    );
    return manifests.length > 0
      ? readKubernetes(host, manifests, path, options)
      : readCompose(host, trees[0], path, options);
  }

  const layer = createLayer({
    id: "docker-env-file",
    role: "process",
    name: basename(path),
    file: path,
    entries: readDockerEnvFile(text, path, host),
  });
  // What else the run mounts cannot be seen; the state folder beside the config is the best guess there is.
  return {
    ...nothing,
    process: [layer],
    stateDir: options.stateDir ?? options.configFolder ?? null,
    problems: [],
  };
}
