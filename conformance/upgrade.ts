import JSON5 from "json5";
import { isObject } from "../src/core/config-path.ts";
import { createMemoryHost } from "../src/host/memory-host.ts";
import { planUpgrade } from "../src/repair/plan-upgrade.ts";
import { pickRelease } from "../src/schema/releases.ts";
import { migratedText } from "./fix.ts";
import { installOpenClaw } from "./openclaw/install.ts";
import type { OpenClawVerdict } from "./openclaw/messages.ts";
import { type OpenClawProcess, startOpenClaw } from "./openclaw/openclaw-process.ts";

/** A config with what `clawlint upgrade` says of it, and what both releases of OpenClaw do. */
interface UpgradeOutcome {
  readonly name: string;
  readonly from: string;
  /** What differs between the two, in words; none where they agree. */
  readonly differences: readonly string[];
}

/** The release that a config's text says it was written by; undefined without one. */
function stampOf(text: string): string | undefined {
  try {
    const config: unknown = JSON5.parse(text);
    const meta = isObject(config) ? config["meta"] : undefined;
    const stamp = isObject(meta) ? meta["lastTouchedVersion"] : undefined;
    return typeof stamp === "string" && pickRelease(stamp).kind === "known" ? stamp : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Holds `clawlint upgrade` against both releases of OpenClaw, for each config that says which release wrote it: whether
 * the newer takes it as it is, whether it does after its own migration, and whether the older takes it.
 */
export async function runUpgrades(
  configs: readonly { readonly name: string; readonly text: string }[],
  to: string,
  newer: OpenClawProcess,
  say: (line: string) => void,
): Promise<readonly UpgradeOutcome[]> {
  const outcomes: UpgradeOutcome[] = [];
  const byStamp = new Map<string, { readonly name: string; readonly text: string }[]>();
  for (const one of configs) {
    const stamp = stampOf(one.text);
    if (stamp !== undefined) byStamp.set(stamp, [...(byStamp.get(stamp) ?? []), one]);
  }
  for (const [from, stamped] of byStamp) {
    say(`${stamped.length} of ${from}`);
    let older: OpenClawProcess | undefined;
    try {
      older = await startOpenClaw(installOpenClaw(from));
    } catch (error) {
      say(`${from} cannot be asked: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`);
    }
    for (const { name, text } of stamped) {
      const own = await newer.migrate(JSON5.parse(text)).then(migratedText, () => undefined);
      const asIs = await newer.judge(text);
      const outcome = differencesOf(text, from, to, {
        before: await older?.judge(text),
        asIs,
        mended: own === undefined ? asIs : await newer.judge(own),
      });
      outcomes.push({ name, from, differences: outcome });
    }
    older?.close();
  }
  return outcomes;
}

function differencesOf(
  text: string,
  from: string,
  to: string,
  theirs: {
    readonly before: OpenClawVerdict | undefined;
    readonly asIs: OpenClawVerdict;
    readonly mended: OpenClawVerdict;
  },
): readonly string[] {
  const path = "/bakery/openclaw.json";
  const host = createMemoryHost({
    files: { [path]: { content: text, mode: 0o600 } },
    env: { HOME: "/home/baker" },
    cwd: "/bakery",
    osHome: "/home/baker",
  });
  const plan = planUpgrade(
    host,
    { path, file: "openclaw.json" },
    { gateway: "none" },
    { from, to },
    "/home/baker/.openclaw/.env",
  );
  if (typeof plan === "string") return theirs.asIs.valid ? [`cannot be planned: ${plan}`] : [];
  const words = (verdict: OpenClawVerdict) =>
    verdict.issues.map(({ path: at, message }) => `${at}: ${message}`).join("; ");
  const ours = plan.refusals.map(({ finding, by }) => `${finding.path} (${by})`).join(", ");
  const differences: string[] = [];
  if ((plan.starts === "as-is") !== theirs.asIs.valid)
    differences.push(`as it is: OpenClaw ${words(theirs.asIs) || "accepts"}; clawlint ${ours || "accepts"}`);
  else if (plan.refusals.every(({ by }) => by !== "hand") !== theirs.mended.valid)
    differences.push(
      `after its own migration: OpenClaw ${words(theirs.mended) || "accepts"}; clawlint ${ours || "accepts"}`,
    );
  // What the newer refuses and the older does not; where the older refuses nothing, all of it is new.
  const old = plan.refusals.filter(({ isNew }) => !isNew);
  if (theirs.before?.valid === true && old.length > 0)
    differences.push(
      `the older: accepts; clawlint says ${old.map(({ finding }) => finding.path).join(", ")}`,
    );
  return differences;
}

/** The table of a run. */
export function upgradeReport(outcomes: readonly UpgradeOutcome[]): string {
  const agreed = outcomes.filter(({ differences }) => differences.length === 0);
  return [
    `${agreed.length} of ${outcomes.length} configs agree`,
    ...outcomes.flatMap(({ name, from, differences }) =>
      differences.map((one) => `  ${name} (${from}): ${one}`),
    ),
  ].join("\n");
}
