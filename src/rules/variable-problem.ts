import { show } from "../core/secrecy.ts";
import type { VariableFault, VariableFaultKind } from "../resolve/secrets/variable-faults.ts";
import { trailWords } from "../resolve/secrets/variable-faults.ts";
import { type Problem, words } from "./rule.ts";
import type { RuleContext } from "./rule-context.ts";

/**
 * Reports the faults of one kind: as errors where a used provider fails for it, as warnings elsewhere. Up to 2026.2.9
 * OpenClaw refuses the config for a variable that is not there.
 */
export function reportVariableFaults(
  context: RuleContext,
  kind: VariableFaultKind,
  messageFor: (fault: VariableFault) => string,
  more: (fault: VariableFault) => Readonly<Record<string, string>> = () => ({}),
): void {
  if (
    context.environment.target === "none" &&
    context.environment.layers.every(({ id }) => id === "unknown" || id === "config-env")
  ) {
    context.skip("no environment was given (--gateway none)");
    return;
  }
  const early = context.release === "2026.2.9";
  const told = new Set<string>();
  // What is wrong in env.vars is told there, and once, as its worst use has it.
  const faults = context.variableFaults.toSorted((a, b) => Number(b.fatal) - Number(a.fatal));
  for (const fault of faults) {
    if (fault.kind !== kind) continue;
    const { use, path, resolution, step, fatal, isKey, provider } = fault;
    if (isEcho(fault, context.variableFaults)) continue;
    if (!context.isSound(["env", "vars", fault.use.name])) continue; // its entry has a fault of its own
    const entry = step?.layer === "config-env" && kind === "unexpanded" ? step.path : undefined;
    if (entry !== undefined && told.has(use.name)) continue;
    if (entry !== undefined) told.add(use.name);
    const { from, hides } = resolution;
    const place = (file: string | undefined, line: number | undefined) =>
      file === undefined || line === undefined ? [] : [{ file: context.showPath(file), line }];
    const related: NonNullable<Problem["related"]> = [
      ...(entry === undefined ? [] : [{ at: { path }, message: "used here" }]),
      ...place(step?.file, step?.line).map((at) => ({ at, message: step?.why ?? "" })),
      ...place(hides?.file, hides?.line).map((at) => ({ at, message: "the value that is hidden" })),
    ];
    const absent =
      kind === "unset" ||
      kind === "not-in-service" ||
      kind === "empty" ||
      kind === "shadowed" ||
      kind === "blocked" ||
      kind === "dropped";
    const refused = early && absent && use.form !== "shorthand" && use.form !== "reference";
    context.report({
      messageId: messageFor(fault),
      data: {
        name: use.name,
        layer: words(step?.name ?? from?.name ?? "its layer"),
        why: words(fault.copy?.why ?? step?.why ?? ""),
        hidden: words(hides?.name ?? ""),
        needs: words(
          isKey && provider !== undefined ? `the key of provider "${show(provider)}"` : "this value",
        ),
        trail: words(trailWords(resolution)),
        ...more(fault),
      },
      at: { path: entry ?? path },
      severity: fatal || refused ? "error" : "warning",
      refused,
      ...(related.length === 0 ? {} : { related }),
    });
  }
}

/** True where an entry of env.vars names a variable that is not there, and the entry itself is told for it. */
function isEcho({ kind, path }: VariableFault, all: readonly VariableFault[]): boolean {
  if (kind !== "unset" || path[0] !== "env") return false;
  return all.some((other) => other.kind === "unexpanded" && other.use.name === path[2]);
}
