import { describe, expect, test } from "vitest";
import { checkIdOf, checks } from "../../src/rules/rule-names.ts";
import { fixturesAndExamples, lintFixture } from "./fixture.ts";
import { followHint } from "./follow-hint.ts";

/** Hints that this test does not follow, by why. Any other hint has to be one that leads to a config without its finding. */
const NOT_FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  "outside the config": [
    "foreign-secret-syntax/variable",
    "missing-credential/vertex",
    "empty-env/compose",
    "unset-env/passed",
    "future-key/value",
    "future-key/shape",
    "future-key/limit",
    "gateway-service/missing",
    "gateway-service/missingPlain",
    "gateway-service/unreadable",
    "gateway-service/absent",
    "gateway-service/absentHere",
    "gateway-service/line",
    "gateway-service/ambiguous",
    "gateway-service/noService",
    "gateway-service/broken",
    "gateway-service/conflict",
    "gateway-service/readable",
    "ignore-comment/no-rule",
    "ignore-comment/no-reason",
    "ignore-comment/unknown-rule",
    "ignore-comment/near-rule",
    "ignore-comment/lapsed",
    "ignored-variable/ignored",
    "include/not-a-string",
    "include/missing",
    "include/missingNear",
    "include/outside",
    "include/symlink-outside",
    "include/not-a-file",
    "include/hard-link",
    "include/too-large",
    "include/unreadable",
    "include/utf-16",
    "include/syntax",
    "include/too-deep",
    "include/too-many",
    "include/too-nested",
    "include/cycle",
    "include/not-an-object",
    "key-to-other-host/variable",
    "missing-credential/emptyCompose",
    "missing-credential/fileVariable",
    "missing-credential/storeForm",
    "missing-credential/plugin",
    "missing-credential/other",
    "no-request/unlisted",
    "no-request/provider",
    "no-request/other",
    "older-copy/service",
    "older-copy/container",
    "own-schema/refused",
    "retired-key/keyOther",
    "retired-key/shape",
    "secret-reference/file",
    "secret-reference/exec",
    "stored-login/noSecret",
    "stored-login/otherField",
    "stored-login/otherType",
    "stored-login/placeholder",
    "stored-login/shape",
    "stored-login/notJson",
    "unset-env/file",
    "unset-env/near",
  ],
  "text that cannot be read": [
    "syntax/unexpected-character",
    "syntax/expected-key",
    "syntax/expected-colon",
    "syntax/expected-comma",
    "syntax/expected-value",
    "syntax/unclosed-object",
    "syntax/unclosed-array",
    "syntax/trailing-text",
    "syntax/unterminated-string",
    "syntax/unterminated-comment",
    "syntax/bad-escape",
    "syntax/too-many",
    "syntax/too-deep",
    "syntax/likely-unclosed",
    "syntax/still-open",
    "syntax/other-bracket",
    "syntax/typographic-quotes",
    "syntax/template",
    "syntax/yaml",
    "syntax/utf-16",
    "syntax/not-an-object",
  ],
  "the owner has to choose": [
    "malformed-reference/url",
    "misplaced-key/again",
    "missing-credential/noText",
    "cloudflare-model/otherUpstream",
    "cloudflare-model/workersAiName",
    "vendor-model/others",
    "duplicate-model-id/modelTwice",
    "duplicate-alias/aliasTwice",
    "api-url-mismatch/rowApi",
    "auth-order-profile/otherProvider",
    "bare-model-name/bare",
    "bare-model-name/byLuckNoKey",
    "bare-model-name/alias",
    "bare-model-name/provider",
    "bare-model-name/key",
    "bare-model-name/providersKey",
    "base-url-form/notUrl",
    "base-url-form/placeholder",
    "built-in-id-reused/other",
    "cloudflare-auth-header/sameAsKey",
    "cloudflare-model/workersAi",
    "cloudflare-token-as-key/token",
    "cloudflare-token-as-key/key",
    "cloudflare-url/shape",
    "cloudflare-url/host",
    "cloudflare-url/noAccount",
    "cloudflare-url/accountPlaceholder",
    "cloudflare-url/gatewayPlaceholder",
    "cloudflare-url/swapped",
    "cloudflare-url/account",
    "duplicate-alias/provider",
    "duplicate-key/lost",
    "foreign-secret-syntax/vars",
    "header-value/name",
    "header-value/beyond",
    "image-model-text-only/noRow",
    "invalid-value/nearHidden",
    "invalid-value/limit",
    "invalid-value/length",
    "invalid-value/key",
    "invalid-value/pattern",
    "invalid-value/form",
    "invalid-value/other",
    "invalid-value/plugin",
    "key-of-other-vendor/other",
    "key-of-other-vendor/variable",
    "key-of-other-vendor/cut",
    "key-to-other-host/other",
    "malformed-reference/several",
    "malformed-reference/spaces",
    "memory-search-key/unknown",
    "migrated-key/moved",
    "migrated-model/merged",
    "missing-credential/otherName",
    "missing-credential/openrouter",
    "implied-setting/allowlist",
    "implied-setting/origins",
    "implied-setting/prefix",
    "implied-setting/task",
    "missing-key/withOther",
    "model-id-prefix/repeats",
    "model-limits/output",
    "no-request/noKey",
    "no-request/adapter",
    "older-form/exec",
    "older-form/switch",
    "outside-allowlist/policy",
    "provider-id-form/empty",
    "provider-id-form/template",
    "retired-key/keyMoved",
    "retired-key/value",
    "retired-model/refused",
    "secret-in-url/password",
    "secret-in-url/user",
    "secret-in-url/path",
    "secret-in-url/query",
    "secret-marker/managed",
    "secret-marker/local",
    "secret-reference/alias",
    "secret-reference/notAllowed",
    "unexpanded-env/vars",
    "unfilled-variable/unnamed",
    "unknown-key/plain",
    "unknown-key/modelFacts",
    "unknown-provider/unknown",
    "unknown-provider/noneConfigured",
    "unknown-provider/shadowed",
    "unused-provider/misspelt",
  ],
};

const followed: { readonly id: string; readonly name: string; readonly run: () => Promise<void> }[] = [];
for (const fixture of fixturesAndExamples()) {
  const report = await lintFixture(fixture);
  for (const [index, finding] of report.findings.entries()) {
    const next = await followHint(fixture, finding);
    if (next === undefined) continue;
    followed.push({
      id: `${checkIdOf(finding)}/${finding.messageId}`,
      name: `${fixture.name}, finding ${index}: ${finding.message} ${finding.hint}`,
      run: async () => {
        if (typeof next === "string") throw new Error(next);
        const again = await lintFixture(next);
        const sign = (one: typeof finding) => `${one.rule} ${one.path} ${one.message}`;
        expect(again.findings.map(sign)).not.toContain(sign(finding));
        const refused = (findings: typeof report.findings) => findings.filter((one) => one.refused).length;
        expect(refused(again.findings)).toBeLessThanOrEqual(refused(report.findings));
      },
    });
  }
}

describe("who does what a hint says has a config without the finding", () => {
  test.each(followed.map((one) => [one.name, one] as const))("%s", async (_, { run }) => run());
});

test("every hint is followed, or it is said why not", () => {
  const ids = checks.flatMap(({ id, messages }) =>
    Object.entries(messages).flatMap(([message, { hint }]) =>
      hint === undefined ? [] : [`${id}/${message}`],
    ),
  );
  const done = new Set(followed.map(({ id }) => id));
  const listed = Object.values(NOT_FOLLOWED).flat();
  expect(ids.filter((id) => !done.has(id)).sort()).toEqual([...listed].sort());
});

test("every hint says what to do", () => {
  const first = new Set<string>();
  for (const { messages } of checks)
    for (const { hint } of Object.values(messages))
      if (hint !== undefined && !hint.startsWith("{")) first.add(hint.split(" ")[0] ?? "");
  const said =
    "Add Allow Ask Check Choose Close Compose Copy Correct Create Did End For Give Include Install If It Keep Keys Leave Lint Look Lower Make Merge Move Name Nest Put Raise Remove Rename Repair Run Save Say See Send Set Shorten Sign Split Take To Try Update Use Wrap Write";
  const allowed = new Set(said.split(" "));
  // "Use", "For api: … end it" and "If they mean this one, rename it" go on with the verb.
  expect([...first].filter((word) => !allowed.has(word.replace(/\W+$/u, "")))).toEqual([]);
});
