import { memo } from "../../core/memo.ts";
import data from "../../data/endpoints.json" with { type: "json" };

/** A base URL taken apart. */
export interface Endpoint {
  readonly url: URL;
  readonly host: string;
  readonly port: string;
  /** Without trailing slashes; "" for none. */
  readonly path: string;
  readonly local: boolean;
  readonly known: KnownHost | undefined;
}

/** What a known host serves: under each path, which `api` values. */
export interface KnownHost {
  readonly host?: string;
  readonly port?: string;
  readonly vendor: string;
  /** Known by its port only: a mismatch is likely, not certain. */
  readonly soft?: boolean;
  readonly localOnly?: boolean;
  readonly forms: readonly { readonly path: string; readonly apis: readonly string[] }[];
}

// A test checks the file against this shape.
const hosts = data.hosts as readonly KnownHost[];

/** Reads a base URL; undefined when it is no URL, or holds a `${NAME}` that only the environment decides. */
export const readEndpoint = memo((baseUrl): Endpoint | undefined => {
  if (baseUrl.includes("${")) return undefined;
  const url = parseUrl(baseUrl.trim());
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) return undefined;
  const host = url.hostname.toLowerCase();
  const path = url.pathname.replace(/\/+$/u, "");
  const local = isLocalHost(host);
  const known = hosts.find((one) =>
    one.host === undefined ? one.port === url.port && (!one.localOnly || local) : one.host === host,
  );
  return { url, host, port: url.port, path, local, known };
});

/** A URL, or undefined; `URL.canParse` is newer than the oldest Node we run on. */
export const parseUrl = memo((text): URL | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
});

/**
 * True for hosts that OpenClaw treats as local: localhost, loopback, private IPv4 ranges, `*.local`, and the names
 * that containers use for their host; also for bare names, which only a private network can resolve.
 */
export function isLocalHost(host: string): boolean {
  if (host === "localhost" || host === "0.0.0.0" || host === "[::1]" || host.endsWith(".localhost"))
    return true;
  if (/\.(?:local|lan|internal|home\.arpa|svc|cluster\.local|ts\.net|test)$/u.test(host)) return true;
  if (!host.includes(".") && !host.startsWith("[")) return true;
  return (
    /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/u.test(
      host,
    ) || /^\[f[cd]/u.test(host)
  );
}

/** The vendor whose host a known host is. */
export function vendorOf(endpoint: Endpoint): string | undefined {
  return endpoint.known?.vendor;
}

/** True for a query parameter that carries a key. */
export function isSecretName(name: string): boolean {
  return /^(?:api[-_]?)?key$|token|secret|password/iu.test(name);
}
