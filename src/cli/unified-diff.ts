import { visibleLines } from "../core/visible.ts";

/** A unified diff of two texts of one file, with characters that steer a terminal written out. */
export async function unifiedDiff(file: string, before: string, after: string): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, "", "", { context: 3 });
  return visibleLines(patch.replace(/^=+\n/u, ""), false);
}
