import type { ConfigPath } from "../../core/config-path.ts";

/**
 * - sent: OpenClaw sends `request`
 * - not-sent: it sends nothing, for `reason`
 * - unknown: what the config, the environment and the release's own package hold does not decide; see `decidedBy`
 */
export type RouteVerdict = "sent" | "not-sent" | "unknown";

/** Why nothing is sent. */
export type NotSentReason =
  | "no-key"
  | "unknown-model"
  | "unknown-provider"
  | "no-base-url"
  | "wrong-adapter"
  | "window-too-small"
  | "invalid-url"
  | "empty-reference"
  | "retired-model"
  | "profile-missing";

/** What decides instead of what is known here. */
export type UnknownReason =
  | "live-catalogue" // the vendor's or the local server's own list of models
  | "plugin" // a package that is not part of OpenClaw
  | "store" // OpenClaw's own store of logins or secrets
  | "environment" // a variable that cannot be seen from here
  | "login" // another tool's or cloud's login
  | "runtime" // another program runs the model
  | "role" // a place whose requests were not measured
  | "release"; // a release whose requests were not measured

/** One decision on the way, with what decided it: a place in the config, a variable, or a fact about OpenClaw. */
export interface RouteStep {
  readonly step: string;
  readonly value: string;
  readonly path?: ConfigPath | undefined;
  readonly variable?: string | undefined;
  readonly fact?: string | undefined;
}

/** The header that carries the key, and where the key comes from. Never the key. */
export interface RouteKey {
  /** In small letters; undefined where no key goes out. */
  readonly header?: string | undefined;
  readonly from: "config" | "variable" | "secret-ref" | "profile" | "marker" | "header" | "none";
  readonly variable?: string | undefined;
  /** The layer of the environment that has the variable, with its file and line. */
  readonly layer?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  /** Where the config names the key. */
  readonly path?: ConfigPath | undefined;
}

/** A further header of the config that goes out; names only. */
export interface RouteHeader {
  /** In small letters. */
  readonly name: string;
  readonly path: ConfigPath;
}

/** The request as it leaves. */
export interface RouteRequest {
  readonly method: "POST";
  /** Holds no secret: user info and secret query values are masked. */
  readonly url: string;
  /** The model on the wire; undefined where the URL holds it. */
  readonly model?: string | undefined;
  readonly api: string;
  readonly baseUrl: string;
  readonly key: RouteKey;
  readonly headers: readonly RouteHeader[];
  /** Tokens of an answer as the request asks for them; undefined where it asks for none. */
  readonly maxTokens?: number | undefined;
  /** Context window in tokens, as OpenClaw reckons with it. */
  readonly contextWindow?: number | undefined;
}

/** Where a reference leads, without the place that it stands at. */
export interface ModelRoute {
  /** As OpenClaw reads them; undefined where the reference names none. */
  readonly provider?: string | undefined;
  readonly id?: string | undefined;
  readonly verdict: RouteVerdict;
  readonly reason?: NotSentReason | UnknownReason | undefined;
  /** With `not-sent`: what could yet make it go out. */
  readonly unless?: "live-catalogue" | "plugin" | undefined;
  /** With `unknown`: the host, the package or the store that decides. */
  readonly decidedBy?: string | undefined;
  readonly request?: RouteRequest | undefined;
  /** Every decision, in order. */
  readonly why: readonly RouteStep[];
}

/** What a model is for: an agent's turns (`primary`, then `fallback`), other turns of agents, or a task beside them. */
export type RouteRole =
  | "primary"
  | "fallback"
  | "heartbeat"
  | "subagents"
  | "channel"
  | "hook"
  | "utility"
  | "decision"
  | "compaction"
  | "failover"
  | "reviewer"
  | "media"
  | "summary"
  | "image"
  | "pdf"
  | "voice"
  | "generation";

/** The route of one model reference of a config. */
export interface Route extends ModelRoute {
  readonly path: ConfigPath;
  /** As written. */
  readonly reference: string;
  readonly role: RouteRole;
  /** Nothing is written at `path`: the model that OpenClaw takes by itself. */
  readonly implied?: true | undefined;
  /** Id of the agent whose entry holds the reference. */
  readonly agent?: string | undefined;
  /** Paths of what is tried next when this one fails, in order. */
  readonly fallbacks: readonly ConfigPath[];
}
