import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";

const BEGIN = "<!-- stages: written by npm run generate -->";
const END = "<!-- end of stages -->";

/** The stages of `src` as a drawing: an arrow goes from a stage to one that it imports, where no other way leads there. */
export function stageGraph(src: string): string {
  const direct = stageImports(src);
  const lines = [...direct]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([from, targets]) => {
      const kept = [...targets].filter(
        (to) => ![...targets].some((via) => via !== to && reaches(direct, via, to)),
      );
      return kept.sort().map((to) => `  ${from} --> ${to}`);
    });
  return ["```mermaid", "graph TD", ...lines, "```"].join("\n");
}

/** A text with the drawing between its marks. Throws where the marks are missing. */
export function withStageGraph(text: string, src: string): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error("src/README.md has no place for the drawing of stages");
  return `${text.slice(0, from)}${BEGIN}\n\n${stageGraph(src)}\n\n${text.slice(to)}`;
}

/** Which stages each stage imports, itself left out. Files at the top of `src` are stages of their own. */
function stageImports(src: string): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  for (const path of files(src)) {
    const from = stageOf(src, path);
    const targets = all.get(from) ?? new Set<string>();
    all.set(from, targets);
    for (const [, target = ""] of readFileSync(path, "utf8").matchAll(
      /(?:from|import)\s*\(?\s*"(\.[^"]+)"/gu,
    )) {
      const stage = stageOf(src, normalize(join(dirname(path), target)));
      if (stage !== from && stage !== "" && !stage.startsWith("..")) targets.add(stage);
    }
  }
  return all;
}

function stageOf(src: string, path: string): string {
  return relative(src, path).split(sep)[0]?.replace(/\.ts$/u, "") ?? "";
}

function reaches(graph: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>([from]);
  for (const at of seen) {
    for (const next of graph.get(at) ?? []) {
      if (next === to) return true;
      seen.add(next);
    }
  }
  return false;
}

function files(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}
