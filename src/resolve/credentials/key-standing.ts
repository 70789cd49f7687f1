import { groupBy } from "../../core/group-by.ts";
import { orList } from "../../core/text.ts";
import { isServed, type KeyVerdict } from "../environment/verdict.ts";
import { providerOf } from "../references/references.ts";
import type { ResolvedConfig } from "../resolve-config.ts";
import type { CredentialResolution } from "./credential-resolution.ts";
import { allRunElsewhere } from "./other-runtimes.ts";

/** Whether a provider has its key, as far as it can be told from here. */
export type KeyAnswer = "has-key" | "no-key" | "unknown";

/** One provider in use, and whether it has its key. */
export interface KeyStanding {
  /** Normalised id. */
  readonly provider: string;
  readonly key: KeyAnswer;
  /** Words for people; for `unknown` what decides instead. Never a value. */
  readonly why: string;
}

/** What a credential comes to, with the reason. */
export function keyAnswer(credential: CredentialResolution): Omit<KeyStanding, "provider"> {
  const { state } = credential;
  const key = isServed(state) ? "has-key" : state === "undecidable" ? "unknown" : "no-key";
  return { key, why: whyOf(credential) };
}

/** A key's verdict as `env` and `explain` print it: two words that scripts know are older than the verdicts. */
export function printedVerdict(verdict: KeyVerdict): string {
  return verdict === "set" ? "ready" : verdict === "unset" ? "missing" : verdict;
}

function whyOf({ state, winner, variables }: CredentialResolution): string {
  if (winner === undefined) return "nothing supplies one";
  // Of a variable that cannot be seen, the reason is the environment's.
  if (state === "undecidable") return winner.resolution?.why ?? winner.why;
  return state === "unset" && winner.source === "variable" && variables.length > 1
    ? `none of ${orList(variables)} is set`
    : winner.why;
}

/**
 * Every known provider that some reference runs on, that looks at media, or that the memory's search asks, each with one of three answers, in
 * alphabetical order. One whose references all run in another tool has that tool's login.
 */
export function keyStandings(
  { usedProviders, providerUses, credentials, references, memorySearch }: ResolvedConfig,
  config: unknown,
): readonly KeyStanding[] {
  const searched = new Map(
    memorySearch.flatMap(({ credential, remoteKey }) =>
      credential === undefined || remoteKey.kind !== "unset" ? [] : [[credential.provider, credential]],
    ),
  );
  const media = new Set(providerUses.flatMap(({ kind, provider }) => (kind === "media" ? [provider] : [])));
  const users = groupBy(references.all, providerOf);
  return [...new Set([...usedProviders, ...media, ...searched.keys()])].sort().flatMap((provider) => {
    if (allRunElsewhere(users.get(provider) ?? [], config) && !searched.has(provider) && !media.has(provider))
      return [{ provider, key: "unknown" as const, why: "the tool that runs its models signs in by itself" }];
    const credential = credentials.get(provider) ?? searched.get(provider);
    return credential === undefined ? [] : [{ provider, ...keyAnswer(credential) }];
  });
}
