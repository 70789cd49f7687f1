// Written by `npm run generate` from the files of this folder.
import type { Rule } from "../engine/rule.ts";
import { rule as cloudflareAuthHeader } from "./cloudflare/cloudflare-auth-header.ts";
import { rule as cloudflareModel } from "./cloudflare/cloudflare-model.ts";
import { rule as cloudflareTokenAsKey } from "./cloudflare/cloudflare-token-as-key.ts";
import { rule as cloudflareUpstream } from "./cloudflare/cloudflare-upstream.ts";
import { rule as cloudflareUrl } from "./cloudflare/cloudflare-url.ts";
import { rule as blockedEnv } from "./environment/blocked-env.ts";
import { rule as droppedEnv } from "./environment/dropped-env.ts";
import { rule as emptyEnv } from "./environment/empty-env.ts";
import { rule as gatewayService } from "./environment/gateway-service.ts";
import { rule as ignoredVariable } from "./environment/ignored-variable.ts";
import { rule as lateEnv } from "./environment/late-env.ts";
import { rule as notInService } from "./environment/not-in-service.ts";
import { rule as olderCopy } from "./environment/older-copy.ts";
import { rule as shadowedEnv } from "./environment/shadowed-env.ts";
import { rule as unexpandedEnv } from "./environment/unexpanded-env.ts";
import { rule as unfilledVariable } from "./environment/unfilled-variable.ts";
import { rule as unsetEnv } from "./environment/unset-env.ts";
import { rule as duplicateModelId } from "./model/duplicate-model-id.ts";
import { rule as imageModelTextOnly } from "./model/image-model-text-only.ts";
import { rule as misspeltModel } from "./model/misspelt-model.ts";
import { rule as modelCost } from "./model/model-cost.ts";
import { rule as modelIdPrefix } from "./model/model-id-prefix.ts";
import { rule as modelLimits } from "./model/model-limits.ts";
import { rule as retiredModel } from "./model/retired-model.ts";
import { rule as apiUrlMismatch } from "./provider/api-url-mismatch.ts";
import { rule as baseUrlForm } from "./provider/base-url-form.ts";
import { rule as baseUrlPath } from "./provider/base-url-path.ts";
import { rule as builtInIdReused } from "./provider/built-in-id-reused.ts";
import { rule as headerValue } from "./provider/header-value.ts";
import { rule as missingApi } from "./provider/missing-api.ts";
import { rule as providerIdForm } from "./provider/provider-id-form.ts";
import { rule as unservedUrl } from "./provider/unserved-url.ts";
import { rule as bareModelName } from "./reference/bare-model-name.ts";
import { rule as duplicateAlias } from "./reference/duplicate-alias.ts";
import { rule as malformedReference } from "./reference/malformed-reference.ts";
import { rule as noDefaultModel } from "./reference/no-default-model.ts";
import { rule as noRequest } from "./reference/no-request.ts";
import { rule as openrouterVendor } from "./reference/openrouter-vendor.ts";
import { rule as outsideAllowlist } from "./reference/outside-allowlist.ts";
import { rule as repeatedFallback } from "./reference/repeated-fallback.ts";
import { rule as undeclaredModel } from "./reference/undeclared-model.ts";
import { rule as unknownProvider } from "./reference/unknown-provider.ts";
import { rule as unusedProvider } from "./reference/unused-provider.ts";
import { rule as authOrderProfile } from "./secret/auth-order-profile.ts";
import { rule as bareVariableName } from "./secret/bare-variable-name.ts";
import { rule as foreignSecretSyntax } from "./secret/foreign-secret-syntax.ts";
import { rule as keyOfOtherVendor } from "./secret/key-of-other-vendor.ts";
import { rule as keyToOtherHost } from "./secret/key-to-other-host.ts";
import { rule as literalSecret } from "./secret/literal-secret.ts";
import { rule as memorySearchKey } from "./secret/memory-search-key.ts";
import { rule as missingCredential } from "./secret/missing-credential.ts";
import { rule as overriddenKey } from "./secret/overridden-key.ts";
import { rule as placeholderSecret } from "./secret/placeholder-secret.ts";
import { rule as redactedSecret } from "./secret/redacted-secret.ts";
import { rule as secretInUrl } from "./secret/secret-in-url.ts";
import { rule as secretMarker } from "./secret/secret-marker.ts";
import { rule as secretReference } from "./secret/secret-reference.ts";
import { rule as storedLogin } from "./secret/stored-login.ts";
import { rule as duplicateKey } from "./structure/duplicate-key.ts";
import { rule as futureKey } from "./structure/future-key.ts";
import { rule as ignoreComment } from "./structure/ignore-comment.ts";
import { rule as invalidValue } from "./structure/invalid-value.ts";
import { rule as migratedKey } from "./structure/migrated-key.ts";
import { rule as misplacedKey } from "./structure/misplaced-key.ts";
import { rule as missingKey } from "./structure/missing-key.ts";
import { rule as ownSchema } from "./structure/own-schema.ts";
import { rule as retiredKey } from "./structure/retired-key.ts";
import { rule as unknownKey } from "./structure/unknown-key.ts";
import { rule as wrongType } from "./structure/wrong-type.ts";
import { rule as include } from "./syntax/include.ts";
import { rule as syntax } from "./syntax/syntax.ts";

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
