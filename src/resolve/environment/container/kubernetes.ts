import { basename } from "pathe";
import { andList } from "../../../core/text.ts";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { unknownLayer } from "../extra-layers.ts";
import type { Layer } from "../layer.ts";
import { createLayer, type Entry } from "../layer-values.ts";
import type { EnvironmentOptions, TargetEnvironment } from "../target-options.ts";
import { isImage, setsVariables } from "./container-words.ts";
import { itemsOf, memberOf, membersOf, textOf, type YamlTree } from "./yaml-tree.ts";

const DECIDED_THERE = "decided by the cluster";

/** What stands beside the container in the same file. */
interface Manifest {
  readonly file: string;
  readonly stores: readonly Stored[];
}

/** A ConfigMap or Secret that stands in the same file. */
interface Stored {
  readonly kind: StoreKind;
  readonly name: string;
  /** "" where none is written. */
  readonly namespace: string;
  readonly entries: readonly {
    readonly key: string;
    readonly value: string;
    readonly line: number | undefined;
  }[];
}

type StoreKind = "ConfigMap" | "Secret";

/** An object of the file: a document's root, or an item of a `List`. */
interface Resource {
  readonly tree: YamlTree;
  readonly node: unknown;
}

/**
 * Reads the environment of the gateway's container from a Kubernetes manifest: the one that `service` names (by the
 * container, its image or its workload), else the only one, or the only one that says OpenClaw. What a Secret or
 * ConfigMap of the same file lacks is not there; what stands in none of the file is decided by the cluster. A file of
 * ConfigMaps and Secrets alone is read as what `envFrom` would bring.
 */
export function readKubernetes(
  trees: readonly YamlTree[],
  path: string,
  options: EnvironmentOptions,
): TargetEnvironment {
  const nothing = { settings: {}, workingFolder: undefined, stateDir: options.stateDir ?? null } as const;
  const resources = trees.flatMap(resourcesOf);
  const manifest: Manifest = { file: path, stores: resources.flatMap(storesOf) };
  const containers = resources.flatMap(containersOf);
  if (containers.length === 0) return { ...nothing, ...withoutContainer(resources, manifest) };
  const names = containers.map((container) => container.name);
  const chosen = pickContainer(containers, options.service);
  if (chosen === undefined) {
    return {
      ...nothing,
      process: [unknownLayer("which container runs the gateway is not known")],
      problems: [{ kind: "service-ambiguous", file: path, names, wanted: options.service }],
    };
  }

  const { tree, node } = chosen;
  // Kubernetes: `env` wins over `envFrom`, and a later `envFrom` over an earlier one.
  const from = itemsOf(tree, memberOf(tree, node, "envFrom"));
  const scripted = setsVariables(
    ["command", "args"].flatMap((key) =>
      itemsOf(tree, memberOf(tree, node, key)).map((item) => textOf(tree, item) ?? ""),
    ),
  );
  return {
    ...nothing,
    process: [
      createLayer({
        id: "kubernetes",
        role: "process",
        file: path,
        name: `env of container ${chosen.name}`,
        entries: envEntries(chosen, from.length > 0, manifest),
      }),
      ...(scripted ? [unknownLayer(`the command of container ${chosen.name} sets variables by itself`)] : []),
      ...from.map((item) => envFromLayer(chosen, item, manifest)).reverse(),
    ],
    // A volume may bring a state folder with a .env along; it usually is claimed from the cluster.
    ...(options.stateDir === undefined &&
    itemsOf(tree, memberOf(tree, node, "volumeMounts")).some((mount) =>
      /\.openclaw\/?$/u.test(textOf(tree, memberOf(tree, mount, "mountPath")) ?? ""),
    )
      ? { unseen: "the state folder lies in a volume of the cluster" }
      : {}),
    problems: [],
  };
}

/** A file without a container: its ConfigMaps and Secrets, as some container elsewhere has them. */
function withoutContainer(
  resources: readonly Resource[],
  { file, stores }: Manifest,
): { readonly process: readonly Layer[]; readonly problems: readonly EnvironmentProblem[] } {
  if (stores.length > 0) {
    const layers = stores.map((store) => storeLayer(store, "", file)).reverse();
    const rest = `what the container has besides is not in ${basename(file)}`;
    return { process: [...layers, unknownLayer(rest)], problems: [] };
  }
  const kinds = [
    ...new Set(resources.map(({ tree, node }) => textOf(tree, memberOf(tree, node, "kind")) ?? "")),
  ];
  const why = `it holds no container, only ${andList(kinds.filter((kind) => kind !== "").slice(0, 6))}`;
  return {
    process: [unknownLayer("which container runs the gateway is not known")],
    problems: [{ kind: "file-unreadable", file, why, required: true }],
  };
}

interface Container extends Resource {
  readonly name: string;
  readonly image: string;
  readonly workload: string;
  readonly namespace: string;
}

function pickContainer(containers: readonly Container[], wanted: string | undefined): Container | undefined {
  const only = (list: readonly Container[]): Container | undefined =>
    list.length === 1 ? list[0] : undefined;
  if (wanted !== undefined)
    return (
      only(containers.filter(({ name }) => name === wanted)) ??
      only(containers.filter(({ workload }) => workload === wanted)) ??
      only(containers.filter(({ image }) => isImage(image, wanted)))
    );
  const ours = containers.filter(({ name, image }) => /openclaw|clawdbot/iu.test(`${name} ${image}`));
  return only(containers) ?? only(ours);
}

/** The object of a document, and the items of a `List`. */
function resourcesOf(tree: YamlTree): readonly Resource[] {
  const root = tree.document.contents;
  const items = itemsOf(tree, memberOf(tree, root, "items"));
  return items.length === 0 ? [{ tree, node: root }] : items.map((node) => ({ tree, node }));
}

function containersOf({ tree, node: root }: Resource): readonly Container[] {
  const at = (node: unknown, ...keys: readonly string[]): unknown =>
    keys.reduce<unknown>((found, key) => memberOf(tree, found, key), node);
  const pods = [
    at(root, "spec"),
    at(root, "spec", "template", "spec"),
    at(root, "spec", "jobTemplate", "spec", "template", "spec"),
  ];
  return pods.flatMap((pod) =>
    itemsOf(tree, at(pod, "containers")).map((node) => ({
      name: textOf(tree, at(node, "name")) ?? "",
      image: textOf(tree, at(node, "image")) ?? "",
      workload: textOf(tree, at(root, "metadata", "name")) ?? "",
      namespace: textOf(tree, at(root, "metadata", "namespace")) ?? "",
      tree,
      node,
    })),
  );
}

function storesOf({ tree, node: root }: Resource): readonly Stored[] {
  const kind = textOf(tree, memberOf(tree, root, "kind"));
  if (kind !== "ConfigMap" && kind !== "Secret") return [];
  const metadata = memberOf(tree, root, "metadata");
  const read = (section: string, decode: (text: string) => string) =>
    membersOf(tree, memberOf(tree, root, section)).map((member) => ({
      key: member.key,
      value: decode(textOf(tree, member.value) ?? ""),
      line: member.line,
    }));
  const plain = (text: string): string => text;
  return [
    {
      kind,
      name: textOf(tree, memberOf(tree, metadata, "name")) ?? "",
      namespace: textOf(tree, memberOf(tree, metadata, "namespace")) ?? "",
      // `stringData` is written over `data`.
      entries: [...read("data", kind === "Secret" ? fromBase64 : plain), ...read("stringData", plain)],
    },
  ];
}

function fromBase64(text: string): string {
  try {
    return new TextDecoder().decode(
      Uint8Array.from(atob(text.replace(/\s/gu, "")), (char) => char.charCodeAt(0)),
    );
  } catch {
    return text; // malformed: the cluster refuses the Secret, which is not ours to say
  }
}

/** The store of a name in the container's namespace. One without any entry is filled elsewhere, so it decides nothing. */
function storeNamed(
  kind: StoreKind,
  name: string,
  { namespace }: Container,
  { stores }: Manifest,
): Stored | undefined {
  const store = stores.findLast(
    (one) =>
      one.kind === kind &&
      one.name === name &&
      (one.namespace === namespace || one.namespace === "" || namespace === ""),
  );
  return store === undefined || store.entries.length === 0 ? undefined : store;
}

/** The entries of `env`. A value may name variables that stand above it as `$(NAME)`; any other name stays as it is. */
function envEntries(container: Container, hasEnvFrom: boolean, manifest: Manifest): readonly Entry[] {
  const { tree, node } = container;
  const entries: Entry[] = [];
  const above = new Map<string, Entry>();
  for (const item of itemsOf(tree, memberOf(tree, node, "env"))) {
    const name = textOf(tree, memberOf(tree, item, "name"));
    if (name === undefined) continue;
    const place = { file: manifest.file, line: tree.lineOf(item) };
    const source = memberOf(tree, item, "valueFrom");
    const entry: Entry =
      source === undefined
        ? { name, place, ...expanded(textOf(tree, memberOf(tree, item, "value")) ?? "", above, hasEnvFrom) }
        : { name, place, ...fromStore(container, source, manifest) };
    entries.push(entry);
    above.set(name, entry);
  }
  return entries;
}

/** A value with `$(NAME)` filled by the cluster, as far as it matters: not blank, not known, or the text as it stands. */
function expanded(
  value: string,
  above: ReadonlyMap<string, Entry>,
  hasEnvFrom: boolean,
): Pick<Entry, "value" | "namesOnly" | "undecidable"> {
  const names = [...value.matchAll(/(\$?)\$\(([A-Za-z_][\w.-]{0,252})\)/gu)].flatMap(
    ([, dollar, name = ""]) => (dollar === "" ? [name] : []),
  );
  if (names.length === 0) return { value };
  const open = names.map((name) => above.get(name)?.undecidable).find((why) => why !== undefined);
  if (open !== undefined) return { value: "", undecidable: open };
  // Of services the cluster adds NAME_SERVICE_HOST and the like by itself.
  const stays = names.every((name) => !above.has(name) && !/_(?:SERVICE|PORT)(?:_|$)/u.test(name));
  return stays && !hasEnvFrom ? { value } : { value, namesOnly: true };
}

function fromStore(
  container: Container,
  source: unknown,
  manifest: Manifest,
): Pick<Entry, "value" | "undecidable" | "blocked"> {
  const { tree } = container;
  for (const [member, kind] of [
    ["secretKeyRef", "Secret"],
    ["configMapKeyRef", "ConfigMap"],
  ] as const) {
    const reference = memberOf(tree, source, member);
    if (reference === undefined) continue;
    const from = textOf(tree, memberOf(tree, reference, "name")) ?? "";
    const key = textOf(tree, memberOf(tree, reference, "key")) ?? "";
    const store = storeNamed(kind, from, container, manifest);
    if (store === undefined) return { value: "", undecidable: `${kind} ${from}: ${DECIDED_THERE}` };
    const found = store.entries.findLast((entry) => entry.key === key);
    if (found !== undefined) return { value: found.value };
    const optional = textOf(tree, memberOf(tree, reference, "optional")) === "true";
    const then = optional ? "so the variable is left out" : "so the container does not start";
    const why = `${kind} ${from} has no key ${key} in ${basename(manifest.file)}, ${then}`;
    return { value: "", blocked: { reason: "not-in-store", why } };
  }
  return { value: "", undecidable: DECIDED_THERE };
}

function envFromLayer(container: Container, item: unknown, manifest: Manifest): Layer {
  const { tree } = container;
  const { file } = manifest;
  const prefix = textOf(tree, memberOf(tree, item, "prefix")) ?? "";
  const kind = memberOf(tree, item, "secretRef") === undefined ? "ConfigMap" : "Secret";
  const reference = memberOf(tree, item, kind === "Secret" ? "secretRef" : "configMapRef");
  const name = textOf(tree, memberOf(tree, reference, "name")) ?? "";
  const store = storeNamed(kind, name, container, manifest);
  if (store !== undefined) return storeLayer(store, prefix, file);
  const place = { file, line: tree.lineOf(item) };
  const why = `${kind} ${name} is not in ${basename(file)}: ${DECIDED_THERE}`;
  return createLayer({
    id: "kubernetes",
    role: "process",
    name: `${kind} ${name}`,
    file,
    entries: [],
    otherwise: (wanted) =>
      wanted.startsWith(prefix) ? { kind: "undecidable", place, why } : { kind: "unset" },
  });
}

function storeLayer({ kind, name, entries }: Stored, prefix: string, file: string): Layer {
  return createLayer({
    id: "kubernetes",
    role: "process",
    name: `${kind} ${name}`,
    file,
    entries: entries.map(({ key, value, line }) => ({
      name: `${prefix}${key}`,
      value,
      place: { file, line },
    })),
  });
}
