import { joinChecks } from "../../../engine/rule.ts";
import { check as cloudflareUpstream } from "./cloudflare-upstream.ts";
import { check as cloudflareUrl } from "./cloudflare-url.ts";

export const rule = joinChecks(
  {
    id: "cloudflare-url",
    subject: "cloudflare",
    summary: "a Cloudflare AI Gateway URL that leads to no gateway, or to an upstream that does not fit",
  },
  [cloudflareUrl, cloudflareUpstream],
);
