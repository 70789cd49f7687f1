import type { Finding } from "./core/finding.ts";
import { andList } from "./core/text.ts";
import type { Environment } from "./resolve/environment/environment.ts";
import { checks as allChecks, checkIdOf } from "./rules/rule-names.ts";

/** Nothing holds this name, so what is said of it is said of every other. */
const NOBODYS = "CLAWLINT_NAME_THAT_NOTHING_HOLDS";

/** Why names, or values, of an environment cannot be seen; absent where they can. */
export interface Gaps {
  readonly names?: string;
  readonly values?: string;
}

/** Where a variable is looked for, in words; undefined where no finding hangs on it. */
export function placesWords(findings: readonly Finding[], environment: Environment): string | undefined {
  if (!findings.some((finding) => needsNames.has(checkIdOf(finding)))) return undefined;
  const asked = environment
    .lookup(NOBODYS)
    .trail.filter(({ layer, answer }) => layer !== "dotenv-option" || answer !== "unset");
  const isPlain = ({ answer, why }: (typeof asked)[number]) => answer === "unset" && why === "not there";
  const rest = asked.filter((step) => !isPlain(step) && step.layer !== "login-shell");
  const plain = asked.filter(isPlain).map(({ name }) => name);
  return [andList(plain), ...rest.map(({ name, why }) => `${name}: ${why}`)].filter(Boolean).join("; ");
}

/** Checks that look for variables by their names. */
const needsNames: ReadonlySet<string> = new Set(
  allChecks.filter(({ needs }) => needs === "names").map(({ id }) => id),
);

/** What cannot be seen of an environment, in words: which names are there, and which values. */
export function gapsIn(environment: Environment): Gaps {
  if (environment.target === "none") {
    const why = "no environment was given (--gateway none)";
    return { names: why, values: why };
  }
  const { verdict, why } = environment.lookup(NOBODYS);
  if (verdict === "undecidable") {
    const words = `not all of the environment can be seen here: ${why ?? "it is another machine's"}`;
    return { names: words, values: words };
  }
  return environment.layers.some(({ id }) => id === "env-names")
    ? { values: "of some variables only the names were given (--env-names)" }
    : {};
}
