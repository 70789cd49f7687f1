import { toPointer } from "../../src/core/config-path.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { Route } from "../../src/resolve/route/route.ts";
import type { TurnAnswer } from "./messages.ts";

/** Rules that say that nothing leaves. */
const NOTHING_LEAVES: ReadonlySet<string> = new Set(["no-request", "missing-credential"]);

/**
 * How findings fail a turn: `silent` where nothing was sent, nothing else could yet make it go out, and no error or
 * warning says a word; `false alarm` where the request of the agent's model went out and one says that it does not.
 *
 * @param routes the agent's own model first, then its fallbacks
 */
export function judgeFindings(
  routes: readonly Route[],
  findings: readonly Finding[],
  turn: Omit<TurnAnswer, "id">,
): "silent" | "false alarm" | undefined {
  if (/Invalid config|config is invalid|DNS lookup/iu.test(turn.error ?? "")) return undefined;
  const [first] = routes;
  const isSent = turn.sent.some(({ url }) => !/\/embeddings|\/api\/show/u.test(url));
  const loud = findings.filter(({ severity }) => severity !== "info");
  if (!isSent) {
    const isSure = first?.verdict === "not-sent" && first.unless === undefined;
    return isSure && loud.length === 0 ? "silent" : undefined;
  }
  if (first?.verdict !== "sent") return undefined;
  const places = [toPointer(first.path), toPointer(["models", "providers", first.provider ?? ""])];
  const wrong = loud.some(
    ({ rule, path }) =>
      NOTHING_LEAVES.has(rule) && places.some((place) => path === place || path.startsWith(`${place}/`)),
  );
  return wrong ? "false alarm" : undefined;
}
