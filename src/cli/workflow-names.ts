import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from "yaml";

/** Maps of these keys name variables: GitHub and Forgejo workflows, Compose and Kubernetes say `env` or `environment`, GitLab says `variables`. */
const BLOCKS: ReadonlySet<string> = new Set(["env", "environment", "variables"]);

/**
 * The variables that a CI file names: the keys of every `env`, `environment` and `variables` block, at any depth, in the
 * order of the file. Values do not count. Undefined when the text is no YAML.
 */
export function workflowNames(text: string): readonly string[] | undefined {
  const documents = parseAllDocuments(text, { merge: true, logLevel: "silent" });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  const names = new Set<string>();
  for (const document of documents) {
    const follow = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
    const visit = (node: unknown, depth: number): void => {
      if (depth > 100) return; // an alias inside what it stands for
      if (isSeq(node)) for (const item of node.items) visit(follow(item), depth + 1);
      if (!isMap(node)) return;
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : "";
        const below = follow(value);
        if (BLOCKS.has(name) && isMap(below)) addKeys(below.items, names);
        visit(below, depth + 1);
      }
    };
    visit(document.contents, 0);
  }
  return [...names];
}

function addKeys(items: readonly { readonly key: unknown }[], names: Set<string>): void {
  for (const { key } of items) {
    const name = isScalar(key) ? String(key.value) : "";
    if (/^[A-Za-z_][A-Za-z0-9_]*$/u.test(name)) names.add(name);
  }
}
