import { joinChecks } from "../../../engine/rule.ts";
import { check as cloudflareAuthHeader } from "./cloudflare-auth-header.ts";
import { check as cloudflareTokenAsKey } from "./cloudflare-token-as-key.ts";

export const rule = joinChecks(
  {
    id: "cloudflare-token",
    subject: "cloudflare",
    summary: "a Cloudflare AI Gateway token in the wrong form or at the wrong place",
  },
  [cloudflareAuthHeader, cloudflareTokenAsKey],
);
