// Titles are printed as they are: what a config may hold is made fit to be shown here.
import type { ConfigPath } from "../core/config-path.ts";
import { show } from "../core/secrecy.ts";
import type { Reference } from "../resolve/references/references.ts";
import type { ProblemFix, Surroundings } from "./rule.ts";

type Safety = ProblemFix["safety"];

/** Puts another text where the fault is: as the value, or as the key. */
export function rewrite(text: string, safety: Safety, on: "key" | "value" = "value"): ProblemFix {
  return on === "key"
    ? { title: `rename it to ${show(text)}`, safety, change: { kind: "rename-key", name: text } }
    : { title: `write ${show(text)}`, safety, change: { kind: "set-text", text } };
}

/** Puts another model reference where one stands; the login that it names behind `@` stays. */
export function rewriteReference({ parsed, on }: Reference, right: string, safety: Safety): ProblemFix {
  const profile = "profile" in parsed && parsed.profile !== undefined ? `@${parsed.profile}` : "";
  return rewrite(right + profile, safety, on);
}

/** Sets the baseUrl that the fault is in. */
export function setBaseUrl(url: string, safety: Safety): ProblemFix {
  return { title: `set baseUrl to ${show(url)}`, safety, change: { kind: "set-text", text: url } };
}

/** Takes the key or list item out; what `also` names is written elsewhere in its place. */
export function takeOut(safety: Safety, around: Surroundings = {}): ProblemFix {
  const isWritten = around.also !== undefined || around.over !== undefined;
  const title = isWritten ? "write it as OpenClaw's own migration does" : "take it out";
  return { title, safety, change: { kind: "remove", ...around } };
}

/** Puts a value where nothing, or another value, stands. */
export function put(title: string, path: ConfigPath, value: unknown, safety: Safety): ProblemFix {
  return { title: show(title), safety, change: { kind: "set-value", path, value } };
}
