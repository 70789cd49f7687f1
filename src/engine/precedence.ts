import type { Finding } from "../core/finding.ts";

/**
 * What a finding is about, beyond its place, and who may say it: of several claims on one facet of one path only the
 * first in the list speaks. A claimant is a check, or one message of it (`check/message`). One fault, one finding.
 */
const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  "the scheme of a URL": [
    "cloudflare-url",
    "api-url-mismatch/website",
    "api-url-mismatch/closed",
    "base-url-form/plain",
  ],
  "the query of a URL": ["secret-in-url", "base-url-path", "base-url-form/query"],
  "a placeholder in a URL": ["cloudflare-url", "base-url-form/placeholder"],
  "whose server it is": ["api-url-mismatch/wrongUrl", "built-in-id-reused"],
  "the model of a reference": [
    "malformed-reference/doubled",
    "malformed-reference/several",
    "malformed-reference/spaces",
    "cloudflare-model",
    "vendor-model",
    "misspelt-model",
    "undeclared-model",
  ],
  "a model that is replaced": ["retired-model", "migrated-model"],
  "the id of a model": ["vendor-model/repeats", "model-id-prefix"],
  "the provider of a reference": [
    "malformed-reference/modelsPrefix",
    "malformed-reference/url",
    "unknown-provider",
  ],
  "the text of a header": ["header-value/beyond", "placeholder-secret"],
  "a placeholder for a key": ["memory-search-key/searchPlaceholder", "placeholder-token"],
  "a value that is saved in place of another": [
    "redacted-secret",
    "placeholder-token/redacted",
    "wrong-type",
  ],
};

interface Rank {
  readonly facet: string;
  readonly rank: number;
}

/** Facets with the place in their list, by claimant. */
const ranks = new Map<string, Rank[]>();
for (const [facet, claimants] of Object.entries(CLAIMS)) {
  for (const [rank, claimant] of claimants.entries())
    ranks.set(claimant, [...(ranks.get(claimant) ?? []), { facet, rank }]);
}

/** All claimants, for the test that holds them to checks and messages that there are. */
export const claimants: readonly string[] = [...ranks.keys()];

/** A finding with the check that it comes from. */
export interface Claim {
  readonly check: string;
  readonly finding: Finding;
}

/** The findings of a config that another one, with an earlier claim on the same facet of the same path, makes needless. */
export function overruled(claims: readonly Claim[]): ReadonlySet<Finding> {
  const first = new Map<string, number>();
  const ranked = claims.flatMap(({ check, finding }) =>
    [check, `${check}/${finding.messageId}`].flatMap((claimant) =>
      (ranks.get(claimant) ?? []).map(({ facet, rank }) => ({
        finding,
        rank,
        at: `${facet} ${finding.file} ${finding.path}`,
      })),
    ),
  );
  for (const { at, rank } of ranked) first.set(at, Math.min(rank, first.get(at) ?? rank));
  return new Set(
    ranked.filter(({ at, rank }) => rank > (first.get(at) ?? rank)).map(({ finding }) => finding),
  );
}
