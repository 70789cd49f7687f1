import { toDotted } from "../core/config-path.ts";
import type { ChangedFile } from "../core/file-writer.ts";
import type { Host } from "../core/host.ts";
import { changedFiles } from "../edit/changed-files.ts";
import { refusalWords } from "../edit/config-edit.ts";
import { setVariable } from "../edit/dotenv-edit.ts";
import { editInTurn } from "../edit/edit-config.ts";
import type { ExpandOptions } from "../expand/expand.ts";
import type { ExpandedConfig } from "../expand/expanded-config.ts";
import { tellPath } from "../locate/locate-configs.ts";
import type { ReleaseLine } from "../schema/releases.ts";
import type { FoundSecret } from "./find-secret.ts";
import type { Place } from "./place.ts";
import { planSetup } from "./plan-setup.ts";
import type { ProviderSetup } from "./provider-setup.ts";

/** The secrets of a setup. */
export interface Secrets {
  readonly key: FoundSecret | undefined;
  readonly token: FoundSecret | undefined;
  /** The key that the config has is kept: another way to it was chosen there. */
  readonly keepKey: boolean;
}

/** What onboarding comes to. */
export interface Change {
  /** The model that was set up. */
  readonly reference: string;
  readonly expanded: ExpandedConfig;
  readonly dotenv: string | undefined;
  readonly files: readonly ChangedFile[];
  /** What the config gets, for people. */
  readonly notes: readonly string[];
  /** Names that `.env` gets. */
  readonly names: readonly string[];
  /** Variables that are used and were there already, each with where it was found. */
  readonly taken: readonly { readonly name: string; readonly from: FoundSecret["from"] }[];
}

/** What the change is made with. */
export interface ChangeOptions {
  readonly line: ReleaseLine;
  readonly secretInputMode: "ref" | "plaintext";
  readonly setDefault: boolean;
  readonly keepOld: boolean;
  readonly setMode: boolean;
  readonly force: boolean;
  readonly expand: ExpandOptions;
}

/** Sets a provider up in memory: the config read back with it, and the `.env` text; or why it is not to be, in words. */
export function makeChange(
  host: Host,
  place: Place,
  setup: ProviderSetup,
  { key, token, keepKey }: Secrets,
  options: ChangeOptions,
): Change | string {
  const isPlain = options.secretInputMode === "plaintext";
  const written = (secret: FoundSecret, name: string) => (isPlain ? secret.value : `\${${name}}`);
  const header = setup.header;
  const plan = planSetup(place.config, setup, {
    line: options.line,
    apiKey: key === undefined || keepKey ? undefined : written(key, setup.variable),
    headers:
      token === undefined || header === undefined
        ? {}
        : { [header.name]: `Bearer ${written(token, header.variable)}` },
    kept: new Set([
      ...(key === undefined ? [] : [key.value]),
      ...(token === undefined ? [] : [`Bearer ${token.value}`]),
    ]),
    setDefault: options.setDefault,
    keepOld: options.keepOld,
    setMode: options.setMode || Object.keys(place.config).length === 0,
    force: options.force,
  });
  if (!plan.ok)
    return `${toDotted(plan.taken)} holds something else already; nothing was written. --force replaces it`;
  const edited = editInTurn(host, place.expanded, plan.edits, options.expand);
  if (!edited.ok)
    return `${toDotted(edited.edit.path)} cannot be written: ${refusalWords[edited.reason]}; nothing was written`;
  const { expanded } = edited;
  let { dotenv } = place;
  const names: string[] = [];
  const taken: { name: string; from: FoundSecret["from"] }[] = [];
  const wanted: readonly (readonly [string, FoundSecret | undefined])[] = isPlain
    ? []
    : [
        [setup.variable, key],
        [header?.variable ?? "", token],
      ];
  for (const [name, secret] of wanted) {
    if (secret !== undefined && secret.from !== "given") taken.push({ name, from: secret.from });
    if (secret === undefined || secret.from === "config") continue;
    const edited = setVariable(dotenv ?? "", name, secret.value, options.force);
    if (edited.kind === "taken")
      return `${name} has another value in ${tellPath(host, place.variables)}; nothing was written. --force replaces it`;
    if (edited.kind === "unwritable")
      return `a .env file cannot hold the value of ${name}; nothing was written`;
    if (edited.kind === "unclosed")
      return `${tellPath(host, place.variables)} has a quote that is never closed; nothing was written`;
    if (edited.kind !== "same") names.push(name);
    dotenv = edited.text;
  }
  const files = changedFiles(host, place.expanded, expanded, {
    path: place.variables,
    before: place.dotenv,
    after: dotenv,
    byteOrderMark: place.dotenvMark,
  }).map((one) => (one.path === place.path ? { ...one, before: place.before } : one));
  return {
    reference: `${setup.provider}/${setup.model.id}`,
    expanded,
    dotenv,
    files,
    notes: plan.notes,
    names,
    taken,
  };
}
