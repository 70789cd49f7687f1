import { basename, dirname, isAbsolute, join, resolve } from "pathe";
import { type Host, isFile } from "../../../core/host.ts";
import { readText } from "../../../read/read-text.ts";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { unknownLayer } from "../extra-layers.ts";
import { DOTENV_LIMIT, READ_FAILURES } from "../file-layer.ts";
import { createLayer } from "../layer-values.ts";
import type { EnvironmentOptions, TargetEnvironment } from "../target-options.ts";
import { readCompose } from "./compose.ts";
import { withEnvFile } from "./compose-variables.ts";
import { readDockerEnvFile } from "./docker-env-file.ts";
import { readKubernetes } from "./kubernetes.ts";
import { isCollection, memberOf, readYaml, textOf, type YamlTree } from "./yaml-tree.ts";

/** In the order in which Compose looks for them. */
const COMPOSE_NAMES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"] as const;
const OVERRIDE_NAMES = COMPOSE_NAMES.map((name) => name.replace(".", ".override."));

/** Reads a Compose file, a Kubernetes manifest or a `docker run --env-file` file, whichever the file turns out to be. */
export function readContainer(host: Host, options: EnvironmentOptions): TargetEnvironment {
  const folders = [host.cwd, ...(options.configFolder === undefined ? [] : [options.configFolder])];
  const listed = options.serviceFile === undefined ? composeFiles(host) : [];
  const candidates =
    options.serviceFile === undefined
      ? [
          ...listed.slice(0, 1),
          ...folders.flatMap((folder) => COMPOSE_NAMES.map((name) => join(folder, name))),
        ]
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

  if (/\.ya?ml$/iu.test(path) || /^(?:services|apiVersion|kind)\s*:/mu.test(text)) {
    const unread = (why: string, at: { readonly line?: number } = {}): TargetEnvironment => ({
      ...nothing,
      process: [unknownLayer(`${basename(path)}: ${why}`)],
      problems: [{ kind: "file-unreadable", file: path, why, required: true, ...at }],
    });
    const yaml = readYaml(text);
    const manifests = yaml.ok ? yaml.trees.filter((tree) => has(tree, "kind")) : [];
    const compose = yaml.ok && yaml.trees.some((tree) => has(tree, "services") || has(tree, "include"));
    if (isTemplate(text) && !compose) return unread(TEMPLATE);
    if (!yaml.ok) return unread(yaml.why, yaml.line === undefined ? {} : { line: yaml.line });
    if (manifests.length > 0) return readKubernetes(manifests, path, options);
    if (!compose) return unread(OTHER_YAML);
    return readCompose(host, [path, ...furtherFiles(host, path, listed, options)], options);
  }

  const entries = readDockerEnvFile(text, path, host);
  const layer = createLayer({
    id: "docker-env-file",
    role: "process",
    name: basename(path),
    file: path,
    entries,
  });
  // What else the run mounts cannot be seen; the state folder beside the config is the best guess there is.
  return {
    ...nothing,
    process: [layer],
    stateDir: options.stateDir ?? options.configFolder ?? null,
    problems: entries.flatMap(({ blocked, place }): EnvironmentProblem[] =>
      blocked === undefined || place.line === undefined
        ? []
        : [{ kind: "line-ignored", file: path, line: place.line, why: blocked.why }],
    ),
  };
}

const TEMPLATE = "it is a template, whose {{ … }} are not filled yet; render it first, as helm template does";
const OTHER_YAML =
  "it is neither a Compose file, which has services, nor a Kubernetes manifest, which has a kind; of a Helm chart give what helm template prints";

/** True for a document whose root has a member with something in it. */
function has(tree: YamlTree, key: string): boolean {
  const node = memberOf(tree, tree.document.contents, key);
  return textOf(tree, node) !== undefined || isCollection(tree, node);
}

/** True for the text of a template of Helm's (`{{ .Values.x }}`, `{{- if … }}`) or in Jinja's form. */
function isTemplate(text: string): boolean {
  return /\{\{[-%]?\s{0,8}[.$\w"(]|\{%-?\s{0,8}\w/u.test(text);
}

/** The files that `COMPOSE_FILE` names, in the shell or in the `.env` beside; none where it is not set. */
function composeFiles(host: Host): readonly string[] {
  const source = withEnvFile(host, join(host.cwd, ".env"), (name) => host.env[name], []);
  const [written, separator] = [source("COMPOSE_FILE"), source("COMPOSE_PATH_SEPARATOR")];
  if (typeof written !== "string") return [];
  const usual = host.platform === "win32" ? ";" : ":";
  return written
    .split(typeof separator === "string" && separator !== "" ? separator : usual)
    .filter((path) => path !== "")
    .map((path) => (isAbsolute(path) ? path : resolve(host.cwd, path)));
}

/**
 * What Compose merges over a file that it found by itself: the others of `COMPOSE_FILE`, else the override file beside
 * it. `--service-file` is like `docker compose -f`, which reads no override file.
 */
function furtherFiles(
  host: Host,
  path: string,
  listed: readonly string[],
  options: EnvironmentOptions,
): readonly string[] {
  if (options.serviceFile !== undefined) return [];
  if (path === listed[0]) return listed.slice(1);
  const override = OVERRIDE_NAMES.map((name) => join(dirname(path), name)).find((file) => isFile(host, file));
  return override === undefined ? [] : [override];
}
