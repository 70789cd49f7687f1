import type { ConfigPath } from "../../core/config-path.ts";
import type { ValueVerdict } from "./verdict.ts";

/** Who supplies or withholds a variable, in the order of no particular target. */
export type LayerId =
  | "dotenv-option" // --dotenv
  | "env-names" // --env-names
  | "process"
  | "user-manager" // environment.d of the systemd user manager
  | "systemd-unit"
  | "systemd-env-file"
  | "launchd-plist"
  | "launchd-env-file"
  | "compose-environment"
  | "compose-env-file"
  | "docker-env-file"
  | "kubernetes"
  | "unknown" // an environment that cannot be seen from here
  | "working-folder-env"
  | "state-env"
  | "gateway-env"
  | "config-env"
  | "login-shell";

/**
 * How a layer takes part:
 * - process: what the gateway is started with; present even when empty
 * - dotenv: fills names that are not present above
 * - config: fills names that are absent or blank
 * - login-shell: fills names that are not present at all
 */
export type LayerRole = "process" | "dotenv" | "config" | "login-shell";

/** Where something stands: a line of a file, or a path of the config. */
export interface Place {
  readonly file?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
  readonly path?: ConfigPath | undefined;
}

/** A layer's answer for one name. `why` is words for people and never holds a value. */
export type LayerAnswer =
  /** With a place: named there, for a value that whoever reads the file does not have. */
  | { readonly kind: "unset"; readonly why?: string; readonly place?: Place }
  | { readonly kind: "set"; readonly verdict: ValueVerdict; readonly place: Place; readonly why?: string }
  | { readonly kind: "empty"; readonly place: Place; readonly why?: string }
  /** Written there, and dropped by OpenClaw, or by what reads the file. */
  | { readonly kind: "blocked"; readonly place: Place; readonly reason: BlockReason; readonly why: string }
  /** `env.vars` value that still holds a `${...}` which cannot be filled; OpenClaw skips it. */
  | {
      readonly kind: "unexpanded";
      readonly place: Place;
      readonly needs: readonly string[];
      readonly why: string;
    }
  | { readonly kind: "undecidable"; readonly place: Place; readonly why: string };

/** Why an entry is dropped without a word. */
export type BlockReason =
  | "host-name" // a name that could bend the host: LD_*, AWS keys, GH_TOKEN, HOME, ...
  | "provider-credential" // working folder's .env: a provider's variable
  | "fixed-name"
  | "prefix"
  | "suffix"
  | "word-sequence"
  | "invalid-name" // not a portable variable name
  | "export-keyword" // `export NAME=...` in a file whose reader takes no `export`
  | "syntax"
  | "not-in-store" // a Secret or ConfigMap of the same file lacks the key
  | "file-ignored"; // the whole file is skipped: too large, not regular, unreadable

/** One source of variables. Its values are out of reach: only `layer-values.ts` touches them. */
export interface Layer {
  readonly id: LayerId;
  readonly role: LayerRole;
  /** For people: "the process environment", "~/.openclaw/.env". */
  readonly name: string;
  readonly file?: string | undefined;
  /** Names for which it goes before the process's layers, though it stands below them. */
  readonly overrides?: ReadonlySet<string> | undefined;
  /** What the layer says of a name, by itself, without regard to other layers. */
  answer(name: string): LayerAnswer;
  /** The names it holds or drops, sorted. */
  names(): readonly string[];
}
