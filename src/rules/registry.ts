// Written by `npm run generate` from the files of this folder.
import { rule as apiUrlMismatch } from "./api-url-mismatch.ts";
import { rule as authOrderProfile } from "./auth-order-profile.ts";
import { rule as bareModelName } from "./bare-model-name.ts";
import { rule as bareVariableName } from "./bare-variable-name.ts";
import { rule as baseUrlForm } from "./base-url-form.ts";
import { rule as baseUrlPath } from "./base-url-path.ts";
import { rule as blockedEnv } from "./blocked-env.ts";
import { rule as builtInIdReused } from "./built-in-id-reused.ts";
import { rule as cloudflareAuthHeader } from "./cloudflare-auth-header.ts";
import { rule as cloudflareModel } from "./cloudflare-model.ts";
import { rule as cloudflareTokenAsKey } from "./cloudflare-token-as-key.ts";
import { rule as cloudflareUpstream } from "./cloudflare-upstream.ts";
import { rule as cloudflareUrl } from "./cloudflare-url.ts";
import { rule as droppedEnv } from "./dropped-env.ts";
import { rule as duplicateAlias } from "./duplicate-alias.ts";
import { rule as duplicateKey } from "./duplicate-key.ts";
import { rule as duplicateModelId } from "./duplicate-model-id.ts";
import { rule as emptyEnv } from "./empty-env.ts";
import { rule as foreignSecretSyntax } from "./foreign-secret-syntax.ts";
import { rule as futureKey } from "./future-key.ts";
import { rule as gatewayService } from "./gateway-service.ts";
import { rule as headerValue } from "./header-value.ts";
import { rule as ignoreComment } from "./ignore-comment.ts";
import { rule as ignoredVariable } from "./ignored-variable.ts";
import { rule as imageModelTextOnly } from "./image-model-text-only.ts";
import { rule as include } from "./include.ts";
import { rule as invalidValue } from "./invalid-value.ts";
import { rule as keyOfOtherVendor } from "./key-of-other-vendor.ts";
import { rule as keyToOtherHost } from "./key-to-other-host.ts";
import { rule as lateEnv } from "./late-env.ts";
import { rule as literalSecret } from "./literal-secret.ts";
import { rule as malformedReference } from "./malformed-reference.ts";
import { rule as memorySearchKey } from "./memory-search-key.ts";
import { rule as migratedKey } from "./migrated-key.ts";
import { rule as misplacedKey } from "./misplaced-key.ts";
import { rule as missingApi } from "./missing-api.ts";
import { rule as missingCredential } from "./missing-credential.ts";
import { rule as missingKey } from "./missing-key.ts";
import { rule as misspeltModel } from "./misspelt-model.ts";
import { rule as modelCost } from "./model-cost.ts";
import { rule as modelIdPrefix } from "./model-id-prefix.ts";
import { rule as modelLimits } from "./model-limits.ts";
import { rule as noDefaultModel } from "./no-default-model.ts";
import { rule as noRequest } from "./no-request.ts";
import { rule as notInService } from "./not-in-service.ts";
import { rule as olderCopy } from "./older-copy.ts";
import { rule as openrouterVendor } from "./openrouter-vendor.ts";
import { rule as outsideAllowlist } from "./outside-allowlist.ts";
import { rule as overriddenKey } from "./overridden-key.ts";
import { rule as ownSchema } from "./own-schema.ts";
import { rule as placeholderSecret } from "./placeholder-secret.ts";
import { rule as providerIdForm } from "./provider-id-form.ts";
import { rule as redactedSecret } from "./redacted-secret.ts";
import { rule as repeatedFallback } from "./repeated-fallback.ts";
import { rule as retiredKey } from "./retired-key.ts";
import { rule as retiredModel } from "./retired-model.ts";
import type { Rule } from "./rule.ts";
import { rule as secretInUrl } from "./secret-in-url.ts";
import { rule as secretMarker } from "./secret-marker.ts";
import { rule as secretReference } from "./secret-reference.ts";
import { rule as shadowedEnv } from "./shadowed-env.ts";
import { rule as storedLogin } from "./stored-login.ts";
import { rule as syntax } from "./syntax.ts";
import { rule as undeclaredModel } from "./undeclared-model.ts";
import { rule as unexpandedEnv } from "./unexpanded-env.ts";
import { rule as unfilledVariable } from "./unfilled-variable.ts";
import { rule as unknownKey } from "./unknown-key.ts";
import { rule as unknownProvider } from "./unknown-provider.ts";
import { rule as unservedUrl } from "./unserved-url.ts";
import { rule as unsetEnv } from "./unset-env.ts";
import { rule as unusedProvider } from "./unused-provider.ts";
import { rule as wrongType } from "./wrong-type.ts";

/** All rules, by id. */
export const rules: readonly Rule[] = [
  apiUrlMismatch,
  authOrderProfile,
  bareModelName,
  bareVariableName,
  baseUrlForm,
  baseUrlPath,
  blockedEnv,
  builtInIdReused,
  cloudflareAuthHeader,
  cloudflareModel,
  cloudflareTokenAsKey,
  cloudflareUpstream,
  cloudflareUrl,
  droppedEnv,
  duplicateAlias,
  duplicateKey,
  duplicateModelId,
  emptyEnv,
  foreignSecretSyntax,
  futureKey,
  gatewayService,
  headerValue,
  ignoreComment,
  ignoredVariable,
  imageModelTextOnly,
  include,
  invalidValue,
  keyOfOtherVendor,
  keyToOtherHost,
  lateEnv,
  literalSecret,
  malformedReference,
  memorySearchKey,
  migratedKey,
  misplacedKey,
  missingApi,
  missingCredential,
  missingKey,
  misspeltModel,
  modelCost,
  modelIdPrefix,
  modelLimits,
  noDefaultModel,
  noRequest,
  notInService,
  olderCopy,
  openrouterVendor,
  outsideAllowlist,
  overriddenKey,
  ownSchema,
  placeholderSecret,
  providerIdForm,
  redactedSecret,
  repeatedFallback,
  retiredKey,
  retiredModel,
  secretInUrl,
  secretMarker,
  secretReference,
  shadowedEnv,
  storedLogin,
  syntax,
  undeclaredModel,
  unexpandedEnv,
  unfilledVariable,
  unknownKey,
  unknownProvider,
  unservedUrl,
  unsetEnv,
  unusedProvider,
  wrongType,
];
