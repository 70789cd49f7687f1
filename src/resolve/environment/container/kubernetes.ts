import { basename } from "pathe";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { unknownLayer } from "../extra-layers.ts";
import { createLayer, type Entry } from "../layer-values.ts";
import type { EnvironmentOptions, TargetEnvironment } from "../target-options.ts";
import { itemsOf, memberOf, membersOf, textOf, type YamlTree } from "./yaml-tree.ts";

const DECIDED_THERE = "decided by the cluster";

/** A ConfigMap or Secret that stands in the same file. */
interface Stored {
  readonly kind: string;
  readonly name: string;
  readonly entries: readonly {
    readonly key: string;
    readonly value: string;
    readonly line: number | undefined;
  }[];
}

/** Reads the environment of the gateway's container from a Kubernetes manifest. */
export function readKubernetes(
  trees: readonly YamlTree[],
  path: string,
  options: EnvironmentOptions,
): TargetEnvironment {
  const problems: EnvironmentProblem[] = [];
  const nothing = { settings: {}, workingFolder: undefined, stateDir: options.stateDir ?? null } as const;
  const stores = trees.flatMap(storesOf);
  const containers = trees.flatMap(containersOf);
  const names = containers.map((container) => container.name);
  const ours = containers.filter((container) =>
    /openclaw|clawdbot/iu.test(`${container.name} ${container.image}`),
  );
  const chosen = containers.length === 1 ? containers[0] : ours.length === 1 ? ours[0] : undefined;
  if (chosen === undefined) {
    problems.push(
      names.length === 0
        ? { kind: "file-unreadable", file: path, why: "it holds no container", required: true }
        : { kind: "service-ambiguous", file: path, names },
    );
    return { ...nothing, process: [unknownLayer("which container runs the gateway is not known")], problems };
  }

  const { tree, node } = chosen;
  const layerParts = { id: "kubernetes", role: "process", file: path } as const;
  // Kubernetes: `env` wins over `envFrom`, and a later `envFrom` over an earlier one.
  const from = itemsOf(tree, memberOf(tree, node, "envFrom"))
    .map((item) => envFromLayer(tree, item, stores, path))
    .reverse();
  return {
    ...nothing,
    process: [
      createLayer({
        ...layerParts,
        name: `env of container ${chosen.name}`,
        entries: itemsOf(tree, memberOf(tree, node, "env")).flatMap((item) =>
          envEntry(tree, item, stores, path),
        ),
      }),
      ...from,
    ],
    // A volume may bring a state folder with a .env along; it usually is claimed from the cluster.
    ...(options.stateDir === undefined &&
    itemsOf(tree, memberOf(tree, node, "volumeMounts")).some((mount) =>
      /\.openclaw\/?$/u.test(textOf(tree, memberOf(tree, mount, "mountPath")) ?? ""),
    )
      ? { unseen: "the state folder lies in a volume of the cluster" }
      : {}),
    problems,
  };
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly tree: YamlTree;
  readonly node: unknown;
}

function containersOf(tree: YamlTree): readonly Container[] {
  const at = (node: unknown, ...keys: readonly string[]): unknown =>
    keys.reduce<unknown>((found, key) => memberOf(tree, found, key), node);
  const root = tree.document.contents;
  const pods = [
    at(root, "spec"),
    at(root, "spec", "template", "spec"),
    at(root, "spec", "jobTemplate", "spec", "template", "spec"),
  ];
  return pods.flatMap((pod) =>
    itemsOf(tree, at(pod, "containers")).map((node) => ({
      name: textOf(tree, at(node, "name")) ?? "",
      image: textOf(tree, at(node, "image")) ?? "",
      tree,
      node,
    })),
  );
}

function storesOf(tree: YamlTree): readonly Stored[] {
  const root = tree.document.contents;
  const kind = textOf(tree, memberOf(tree, root, "kind"));
  if (kind !== "ConfigMap" && kind !== "Secret") return [];
  const name = textOf(tree, memberOf(tree, memberOf(tree, root, "metadata"), "name")) ?? "";
  const read = (section: string, decode: (text: string) => string) =>
    membersOf(tree, memberOf(tree, root, section)).map((member) => ({
      key: member.key,
      value: decode(textOf(tree, member.value) ?? ""),
      line: member.line,
    }));
  const plain = (text: string): string => text;
  const entries = [...read("data", kind === "Secret" ? fromBase64 : plain), ...read("stringData", plain)];
  return [{ kind, name, entries }];
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

function envEntry(tree: YamlTree, item: unknown, stores: readonly Stored[], file: string): readonly Entry[] {
  const name = textOf(tree, memberOf(tree, item, "name"));
  if (name === undefined) return [];
  const place = { file, line: tree.lineOf(item) };
  const source = memberOf(tree, item, "valueFrom");
  if (source === undefined) {
    const value = textOf(tree, memberOf(tree, item, "value")) ?? "";
    // `$(NAME)` is filled by the cluster from variables above; the outcome is not blank.
    return [/\$\([A-Za-z_]/u.test(value) ? { name, value, place, namesOnly: true } : { name, value, place }];
  }
  for (const [key, kind] of [
    ["secretKeyRef", "Secret"],
    ["configMapKeyRef", "ConfigMap"],
  ] as const) {
    const reference = memberOf(tree, source, key);
    if (reference === undefined) continue;
    const from = textOf(tree, memberOf(tree, reference, "name")) ?? "";
    const store = stores.find((candidate) => candidate.kind === kind && candidate.name === from);
    const wanted = textOf(tree, memberOf(tree, reference, "key")) ?? "";
    const found = store?.entries.find((entry) => entry.key === wanted);
    if (found !== undefined) return [{ name, value: found.value, place }];
    const why =
      store === undefined
        ? `${kind} ${from}: ${DECIDED_THERE}`
        : `${kind} ${from} has no key ${wanted} in this file`;
    return [{ name, value: "", place, undecidable: why }];
  }
  return [{ name, value: "", place, undecidable: DECIDED_THERE }];
}

function envFromLayer(tree: YamlTree, item: unknown, stores: readonly Stored[], file: string) {
  const prefix = textOf(tree, memberOf(tree, item, "prefix")) ?? "";
  const kind = memberOf(tree, item, "secretRef") === undefined ? "ConfigMap" : "Secret";
  const reference = memberOf(tree, item, kind === "Secret" ? "secretRef" : "configMapRef");
  const name = textOf(tree, memberOf(tree, reference, "name")) ?? "";
  const store = stores.find((candidate) => candidate.kind === kind && candidate.name === name);
  const label = `${kind} ${name}`;
  const parts = { id: "kubernetes", role: "process", name: label, file } as const;
  if (store === undefined) {
    const place = { file, line: tree.lineOf(item) };
    const why = `${label} is not in ${basename(file)}: ${DECIDED_THERE}`;
    return createLayer({ ...parts, entries: [], otherwise: () => ({ kind: "undecidable", place, why }) });
  }
  return createLayer({
    ...parts,
    entries: store.entries.map(({ key, value, line }) => ({
      name: `${prefix}${key}`,
      value,
      place: { file, line },
    })),
  });
}
