import type { Host } from "../core/host.ts";
import { observedHost } from "./observed-host.ts";

/** A host that can say which of the files it was asked about have changed since. */
export interface StampedHost extends Host {
  /** Paths whose stamp is another one now; they count as known from then on. */
  changed(): readonly string[];
}

/** More paths are not watched in this way. */
const MOST = 4000;

/**
 * A host that keeps a stamp of each path it is asked about, for owners that live long and are told of changes only where
 * their client watches files.
 */
export function stampedHost(host: Host, stampOf: (path: string) => string): StampedHost {
  const stamps = new Map<string, string>();
  const stamped = observedHost(host, (path) => {
    // Before it is asked, so that no change in between is lost.
    if (!stamps.has(path) && stamps.size < MOST) stamps.set(path, stampOf(path));
  });
  return {
    ...stamped,
    changed() {
      const found: string[] = [];
      for (const [path, old] of stamps) {
        const now = stampOf(path);
        if (now === old) continue;
        stamps.set(path, now);
        found.push(path);
      }
      return found;
    },
  };
}
