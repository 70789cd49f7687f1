import type { OpenClawInstallation } from "../../conformance/openclaw/install.ts";
import { startOpenClaw } from "../../conformance/openclaw/openclaw-process.ts";
import { valueAt } from "../../src/core/config-path.ts";

/** So many references are asked about in one config. */
const AT_ONCE = 300;

/**
 * The model that OpenClaw's own migration writes in place of each reference, without its provider; those that it leaves
 * as they are are left out.
 *
 * @param candidates references as `provider/model`; `/model` is a name without a provider
 */
export async function migratedModels(
  installation: OpenClawInstallation,
  candidates: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const openclaw = await startOpenClaw(installation);
  try {
    const open = [...new Set(candidates)].sort();
    while (open.length > 0) {
      const some = open.splice(0, AT_ONCE);
      const entries = Object.fromEntries(
        some.map((model, index) => [`till-${index}`, { model: written(model) }]),
      );
      const migrated = await openclaw.migrate({ agents: { ownership: "explicit", entries } });
      for (const [index, model] of some.entries()) {
        const next = valueAt(migrated, ["agents", "entries", `till-${index}`, "model"]);
        const provider = written(model.slice(0, model.indexOf("/") + 1));
        // Another provider is another matter: the id alone stands in the data.
        if (typeof next === "string" && next !== written(model) && next.startsWith(provider))
          found.set(model, next.slice(provider.length));
      }
    }
  } finally {
    openclaw.close();
  }
  return found;
}

/** A reference as a config has it: a name without a provider has no slash before it. */
function written(candidate: string): string {
  return candidate.startsWith("/") ? candidate.slice(1) : candidate;
}
