import { isMap, isScalar, isSeq } from "yaml";
import { follow, readYaml } from "../resolve/environment/container/yaml-tree.ts";

/** Maps of these keys name variables: GitHub and Forgejo workflows, Compose and Kubernetes say `env` or `environment`, GitLab says `variables`. */
const BLOCKS: ReadonlySet<string> = new Set(["env", "environment", "variables"]);

/**
 * The variables that a CI file names: the keys of every `env`, `environment` and `variables` block, at any depth, in the
 * order of the file. Values do not count. Undefined when the text is no YAML.
 */
export function workflowNames(text: string): readonly string[] | undefined {
  const yaml = readYaml(text);
  if (!yaml.ok) return undefined;
  const names = new Set<string>();
  for (const tree of yaml.trees) {
    const seen = new Set<unknown>(); // an alias brings no further names
    const pending: unknown[] = [tree.document.contents];
    while (pending.length > 0) {
      const node = follow(tree, pending.pop());
      if (seen.has(node)) continue;
      seen.add(node);
      if (isSeq(node)) for (const item of node.items.toReversed()) pending.push(item);
      if (!isMap(node)) continue;
      for (const { value } of node.items.toReversed()) pending.push(value);
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : "";
        const below = follow(tree, value);
        if (BLOCKS.has(name) && isMap(below)) addKeys(below.items, names);
      }
    }
  }
  return [...names];
}

function addKeys(items: readonly { readonly key: unknown }[], names: Set<string>): void {
  for (const { key } of items) {
    const name = isScalar(key) ? String(key.value) : "";
    if (/^[A-Za-z_][A-Za-z0-9_]*$/u.test(name)) names.add(name);
  }
}
