import { fromPointer, toDotted } from "../core/config-path.ts";
import type { Finding, RelatedPlace } from "../core/finding.ts";
import { showUpTo } from "../core/secrecy.ts";
import { plain } from "../core/visible.ts";

/** What a finding says, with what to do. */
export function findingWords({ message, hint }: Finding): string {
  return plain(hint === undefined ? message : `${message} ${hint}`);
}

/** `file:line:column` of a finding or a related place. */
export function placeText({ file, range }: Pick<RelatedPlace, "file" | "range">): string {
  return `${plain(file)}:${range.start.line}:${range.start.column}`;
}

/** A finding's JSON Pointer as people write a path: `agents.list[0].model`; "" for the whole config. */
export function pathText(pointer: string): string {
  const path = fromPointer(pointer).map((step) => (/^\d{1,6}$/u.test(step) ? Number(step) : step));
  return showUpTo(200, toDotted(path));
}

/** Related places and the fix, one line each, for formats that have no field for them. */
export function extraLines(finding: Finding): readonly string[] {
  const lines = (finding.related ?? []).map((place) => `${placeText(place)}: ${plain(place.message)}`);
  return finding.fix === undefined
    ? lines
    : [...lines, `fix (${finding.fix.safety}): ${plain(finding.fix.title)}`];
}

/** True for a path that leaves the working directory, or that was never below one. */
export function isOutside(file: string): boolean {
  return file === ".." || file.startsWith("../") || file.startsWith("/") || /^[A-Za-z]:\//u.test(file);
}
