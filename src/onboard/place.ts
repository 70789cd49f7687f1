import { resolve } from "pathe";
import { type Host, isFile } from "../core/host.ts";
import type { ExpandOptions } from "../expand/expand.ts";
import type { ExpandedConfig } from "../expand/expanded-config.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { openclawLocations } from "../locate/openclaw-locations.ts";
import { ROOT_LIMIT, readFailureWords, readText } from "../read/read-text.ts";
import { openConfig } from "./open-config.ts";

/** The files that onboarding is about. */
export interface Place {
  readonly path: string;
  readonly file: string;
  readonly expanded: ExpandedConfig;
  readonly config: Readonly<Record<string, unknown>>;
  /** What the config file holds; undefined where there is none. */
  readonly before: string | undefined;
  readonly stateDir: string;
  readonly stateDirIsDefault: boolean;
  readonly variables: string;
  readonly dotenv: string | undefined;
  readonly dotenvMark: boolean;
}

/**
 * Finds and opens the config that is to be written, by OpenClaw's own search order unless one is named, and the `.env`
 * of the state folder. Gives the reason in words where one of them cannot be used.
 */
export function findPlace(
  host: Host,
  args: { readonly config: string | undefined; readonly stateDir: string | undefined },
  expandOptions: ExpandOptions,
): Place | string {
  const { stateDir, stateDirIsDefault, configCandidates } = openclawLocations(host, {
    stateDir: args.stateDir,
  });
  const path =
    args.config === undefined
      ? (configCandidates.find((candidate) => isFile(host, candidate)) ?? configCandidates[0] ?? "")
      : resolve(host.cwd, args.config);
  const file = tellPath(host, path);
  const opened = openConfig(host, path, expandOptions);
  if (!opened.ok)
    return opened.failure === "broken"
      ? `${file} has faults that must be repaired first; clawlint check ${file} tells them`
      : `${file}: ${readFailureWords[opened.failure]}`;
  const variables = `${stateDir}/.env`;
  const read = readText(host, variables, ROOT_LIMIT);
  if (!read.ok && read.failure !== "missing")
    return `${tellPath(host, variables)}: ${readFailureWords[read.failure]}`;
  const dotenv = read.ok ? read.source.text : undefined;
  const dotenvMark = read.ok && read.source.byteOrderMark;
  return { ...opened, path, file, stateDir, stateDirIsDefault, variables, dotenv, dotenvMark };
}
