import { toPointer } from "../core/config-path.ts";
import { show } from "../core/secrecy.ts";
import { isEarlyRelease } from "../resolve/environment/release-line.ts";
import { isGatewayAuth, isNeeded } from "../resolve/secrets/secret-needs.ts";
import type { VariableFault } from "../resolve/secrets/variable-faults.ts";
import { trailWords } from "../resolve/secrets/variable-faults.ts";
import { holdsIn } from "../schema/run-time-facts.ts";
import { type Datum, type Messages, type ProblemDetails, type Said, words } from "./rule.ts";
import type { ReportingContext, RuleContext } from "./rule-context.ts";
import { LEFT_AS_TEXT, refusedTexts } from "./unfilled-texts.ts";

/** What every message of a variable may name. */
type VariableWords = Readonly<
  Record<"name" | "layer" | "why" | "hidden" | "needs" | "trail" | "home", Datum>
>;

/**
 * Reports the faults of one kind, but those for which `say` has no words: as errors where a used provider fails for it,
 * as warnings elsewhere. Up to 2026.2.9 OpenClaw refuses the config for a variable that is not there; later it refuses
 * the text where other texts belong.
 */
export function reportVariableFaults<All extends Messages>(
  context: ReportingContext<All>,
  kind: VariableFault["kind"],
  say: (fault: VariableFault, known: VariableWords) => Said<All> | undefined,
): void {
  if (
    context.environment.target === "none" &&
    context.environment.layers.every(({ id }) => id === "unknown" || id === "config-env")
  )
    return;
  const early = isEarlyRelease(context.release);
  const unexpanded = new Set(
    context.variableFaults.flatMap(({ kind, use }) => (kind === "unexpanded" ? [use.name] : [])),
  );
  for (const { fault, at, related: use } of placed(context.variableFaults, kind)) {
    if (isEcho(fault, unexpanded)) continue;
    if (!context.isSound(["env", "vars", fault.use.name])) continue; // its entry has a fault of its own
    const { resolution, step, fatal, isKey, provider } = fault;
    const { from, hides } = resolution;
    const place = (file: string | undefined, line: number | undefined) =>
      file === undefined || line === undefined ? [] : [{ file: context.showPath(file), line }];
    const related: NonNullable<ProblemDetails["related"]> = [
      ...use,
      ...place(step?.file, step?.line).map((at) => ({ at, message: step?.why ?? "" })),
      ...place(hides?.file, hides?.line).map((at) => ({ at, message: "the value that is hidden" })),
    ];
    const absent = LEFT_AS_TEXT.has(kind);
    const refused =
      absent &&
      fault.use.form !== "shorthand" &&
      fault.use.form !== "reference" &&
      (early || refusedTexts(context).has(toPointer(fault.path)));
    const known: VariableWords = {
      name: fault.use.name,
      layer: words(step?.name ?? from?.name ?? "its layer"),
      why: words(fault.copy?.why ?? step?.why ?? ""),
      hidden: words(hides?.name ?? ""),
      needs: words(
        isKey && provider !== undefined ? `the key of provider "${show(provider)}"` : "this value",
      ),
      trail: words(trailWords(resolution)),
      home: context.home(),
    };
    const said = say(fault, known);
    if (said === undefined) continue;
    context.report({
      ...said,
      at,
      severity: fatal || refused || (absent && isSecretNeeded(fault, context)) ? "error" : "warning",
      refused,
      ...(related.length === 0 ? {} : { related }),
    });
  }
}

/** True for a secret that is all variable, and without which nothing usable can come back. */
function isSecretNeeded(
  { use, path }: VariableFault,
  { config, environment, release }: RuleContext,
): boolean {
  if (use.credential !== "input" || use.form === "inside") return false;
  if (!isNeeded(config, path, use.form === "whole", release)) return false;
  if (!isGatewayAuth(path) || !holdsIn("environment-before-gateway-secret", release)) return true;
  const { verdict } = environment.lookup(`OPENCLAW_GATEWAY_${String(path.at(-1)).toUpperCase()}`);
  return verdict !== "set" && verdict !== "undecidable";
}

/** True where an entry of env.vars names a variable that is not there, and the entry itself is told for it. */
function isEcho({ kind, copy, path }: VariableFault, unexpanded: ReadonlySet<unknown>): boolean {
  return kind === "unset" && copy === undefined && path[0] === "env" && unexpanded.has(path[2]);
}

/** Faults whose place is the entry of env.vars that holds the value; the others are told where the variable is named. */
const IN_VALUE: ReadonlySet<VariableFault["kind"]> = new Set(["unexpanded", "placeholder"]);

/** The faults of a kind with the place to tell each at; one of a value in env.vars once, as its worst use has it. */
export function placed(faults: readonly VariableFault[], kind: VariableFault["kind"]) {
  const told = new Set<string>();
  const ordered = faults.filter((one) => one.kind === kind).sort((a, b) => Number(b.fatal) - Number(a.fatal));
  return ordered.flatMap((fault) => {
    const { path, step, use } = fault;
    const entry = IN_VALUE.has(kind) && step?.layer === "config-env" ? step.path : undefined;
    if (entry === undefined) return [{ fault, at: { path }, related: [] }];
    if (told.has(use.name)) return [];
    told.add(use.name);
    return [{ fault, at: { path: entry }, related: [{ at: { path }, message: "used here" }] }];
  });
}
