// Written by `npm run generate` from the files of this folder.
import type { Rule } from "../engine/rule.ts";
import { rule as cloudflareToken } from "./cloudflare/cloudflare-token/rule.ts";
import { rule as cloudflareUrl } from "./cloudflare/cloudflare-url/rule.ts";
import { rule as gatewayService } from "./environment/gateway-service.ts";
import { rule as ignoredVariable } from "./environment/ignored-variable/rule.ts";
import { rule as lateEnv } from "./environment/late-env.ts";
import { rule as unsetEnv } from "./environment/unset-env/rule.ts";
import { rule as imageModelTextOnly } from "./model/image-model-text-only.ts";
import { rule as misspeltModel } from "./model/misspelt-model/rule.ts";
import { rule as modelIdPrefix } from "./model/model-id-prefix.ts";
import { rule as modelLimits } from "./model/model-limits/rule.ts";
import { rule as retiredModel } from "./model/retired-model.ts";
import { rule as baseUrlForm } from "./provider/base-url-form.ts";
import { rule as builtInIdReused } from "./provider/built-in-id-reused.ts";
import { rule as headerValue } from "./provider/header-value.ts";
import { rule as missingApi } from "./provider/missing-api.ts";
import { rule as providerIdForm } from "./provider/provider-id-form.ts";
import { rule as unservedUrl } from "./provider/unserved-url/rule.ts";
import { rule as duplicateEntry } from "./reference/duplicate-entry/rule.ts";
import { rule as malformedReference } from "./reference/malformed-reference/rule.ts";
import { rule as noRequest } from "./reference/no-request.ts";
import { rule as outsideAllowlist } from "./reference/outside-allowlist.ts";
import { rule as undeclaredModel } from "./reference/undeclared-model.ts";
import { rule as unknownProvider } from "./reference/unknown-provider.ts";
import { rule as unusedProvider } from "./reference/unused-provider/rule.ts";
import { rule as keyOfOtherVendor } from "./secret/key-of-other-vendor.ts";
import { rule as keyToOtherHost } from "./secret/key-to-other-host.ts";
import { rule as literalSecret } from "./secret/literal-secret/rule.ts";
import { rule as missingCredential } from "./secret/missing-credential/rule.ts";
import { rule as overriddenKey } from "./secret/overridden-key/rule.ts";
import { rule as placeholderSecret } from "./secret/placeholder-secret/rule.ts";
import { rule as secretMarker } from "./secret/secret-marker.ts";
import { rule as secretReference } from "./secret/secret-reference.ts";
import { rule as storedLogin } from "./secret/stored-login/rule.ts";
import { rule as unfilledVariable } from "./secret/unfilled-variable/rule.ts";
import { rule as duplicateKey } from "./structure/duplicate-key.ts";
import { rule as futureKey } from "./structure/future-key.ts";
import { rule as ignoreComment } from "./structure/ignore-comment.ts";
import { rule as impliedSetting } from "./structure/implied-setting/rule.ts";
import { rule as invalidValue } from "./structure/invalid-value/rule.ts";
import { rule as missingKey } from "./structure/missing-key.ts";
import { rule as ownSchema } from "./structure/own-schema.ts";
import { rule as retiredKey } from "./structure/retired-key/rule.ts";
import { rule as unknownKey } from "./structure/unknown-key/rule.ts";
import { rule as include } from "./syntax/include.ts";
import { rule as syntax } from "./syntax/syntax.ts";

/** All rules, by id. */
export const rules: readonly Rule[] = [
  baseUrlForm,
  builtInIdReused,
  cloudflareToken,
  cloudflareUrl,
  duplicateEntry,
  duplicateKey,
  futureKey,
  gatewayService,
  headerValue,
  ignoreComment,
  ignoredVariable,
  imageModelTextOnly,
  impliedSetting,
  include,
  invalidValue,
  keyOfOtherVendor,
  keyToOtherHost,
  lateEnv,
  literalSecret,
  malformedReference,
  missingApi,
  missingCredential,
  missingKey,
  misspeltModel,
  modelIdPrefix,
  modelLimits,
  noRequest,
  outsideAllowlist,
  overriddenKey,
  ownSchema,
  placeholderSecret,
  providerIdForm,
  retiredKey,
  retiredModel,
  secretMarker,
  secretReference,
  storedLogin,
  syntax,
  undeclaredModel,
  unfilledVariable,
  unknownKey,
  unknownProvider,
  unservedUrl,
  unsetEnv,
  unusedProvider,
];
