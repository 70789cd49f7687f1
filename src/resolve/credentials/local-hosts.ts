import { parseUrl } from "../providers/endpoints.ts";

/**
 * True when OpenClaw takes a provider at this URL for a local one, which needs no key: localhost, `*.local`, loopback,
 * private IPv4 addresses, and the names by which containers call their host.
 */
export function isLocalUrl(text: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  const bare = url.hostname.toLowerCase().replace(/^\[|\]$/gu, "");
  if (bare === "localhost" || bare === "0.0.0.0" || bare.endsWith(".local")) return true;
  if (bare === "docker.orb.internal" || bare === "host.docker.internal" || bare === "host.orb.internal")
    return true;
  if (bare === "::1" || /^::ffff:(?:127\.|7f)/u.test(bare)) return true;
  const parts = /^(\d+)\.(\d+)\.\d+\.\d+$/u.exec(bare);
  if (parts === null) return false;
  const [first, second] = [Number(parts[1]), Number(parts[2])];
  return (
    first === 127 ||
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168)
  );
}
