import type { Host } from "../../core/host.ts";
import type { GatewayTarget } from "./environment.ts";
import type { EnvironmentOptions, TargetEnvironment } from "./target-options.ts";

/** Readers that are loaded only when their target is asked for. */
export interface TargetReaders {
  readonly container?: (host: Host, options: EnvironmentOptions) => TargetEnvironment;
}

/** Loads what the targets need besides. A YAML parser costs as much as starting Node, so only `container` pays for it. */
export async function targetReaders(targets: readonly GatewayTarget[]): Promise<TargetReaders> {
  if (!targets.includes("container")) return {};
  const { readContainer } = await import("./container/read-container.ts");
  return { container: readContainer };
}
