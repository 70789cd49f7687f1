import type { Host } from "../../../core/host.ts";

/** The label of the gateway's agent: set by hand, or of the profile, or the usual one. */
export function launchdLabel(host: Host, profile: string | undefined): string {
  const own = host.env["OPENCLAW_LAUNCHD_LABEL"]?.trim();
  if (own !== undefined && /^[A-Za-z0-9._-]+$/u.test(own)) return own;
  return profile === undefined ? "ai.openclaw.gateway" : `ai.openclaw.${profile}`;
}
