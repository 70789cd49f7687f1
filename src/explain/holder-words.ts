import { toDotted } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import type { Holder } from "../resolve/environment/environment.ts";
import { originWords } from "./origin-words.ts";

/** One holder of a variable, for people: where it stands, and its part. Of its value only whether it is the winner's. */
export function holderWords(host: Host, holder: Holder): string {
  const { part, why, differs, path } = holder;
  const place = path === undefined ? originWords(host, holder) : `${holder.name} (${toDotted(path)})`;
  return `${place}: ${PARTS[part](why)}${differs === undefined ? "" : differs ? "; it has another value" : "; the same value"}`;
}

const PARTS: Readonly<Record<Holder["part"], (why: string) => string>> = {
  wins: () => "wins",
  hidden: (why) => why,
  empty: () => "there, but empty",
  dropped: (why) => `not read from there (${why})`,
  "may-hold": (why) => `may have it (${why})`,
};
