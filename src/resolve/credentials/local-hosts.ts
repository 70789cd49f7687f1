import { parseUrl } from "../../core/url.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";

/**
 * True when OpenClaw takes a provider at this URL for a local one, which needs no key: localhost, `*.local`, loopback,
 * private IPv4 addresses, and the names by which containers call their host; in early releases loopback only.
 */
export function isLocalUrl(text: string, release: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  const bare = url.hostname.toLowerCase().replace(/^\[|\]$/gu, "");
  if (bare === "localhost" || bare === "127.0.0.1" || bare === "0.0.0.0" || bare === "::1") return true;
  if (bare === "::ffff:7f00:1" || bare === "::ffff:127.0.0.1") return true;
  if (!holdsIn("private-hosts-are-local", release)) return false;
  if (bare.endsWith(".local")) return true;
  if (/^(?:docker\.orb|host\.docker|host\.orb)\.internal$/u.test(bare))
    return holdsIn("container-host-names-are-local", release);
  if (/^::ffff:(?:127\.|7f)/u.test(bare)) return true;
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
