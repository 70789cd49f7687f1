import { join } from "pathe";
import { isObject } from "../../core/config-path.ts";
import { type Host, HostError } from "../../core/host.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import { entriesOf } from "../environment/entries-of.ts";
import { findProvider } from "../providers/catalogue.ts";
import { readAuthProfiles, type StoredLogin, type StoredLoginFault } from "./auth-profiles-file.ts";

/** What can be known of OpenClaw's own store of logins. */
export interface Profiles {
  /** Why a profile may serve the provider, or undefined when none does. Without `stores`, by the config alone. */
  mayServe(providerId: string, stores: boolean): string | undefined;
  /** True when the config or a readable store has a profile of this id. */
  has(profileId: string): boolean;
  /**
   * True where OpenClaw's store has a login of the provider, or may have one without being seen from here. A profile of
   * the config alone is none: its secret lies in the store.
   */
  mayHaveLogin(providerId: string): boolean;
  /** True where the store has this profile, or may have it without being seen from here. */
  mayHaveProfile(profileId: string): boolean;
  /** The ids in `auth.order` for the provider; undefined where none is written. */
  order(providerId: string): readonly string[] | undefined;
  /** True when `auth.profiles` gives the provider a profile of mode `aws-sdk`. */
  usesAws(providerId: string): boolean;
  /** What is wrong with OpenClaw's stores of logins, where they can be read. */
  storeFaults(): readonly StoreFault[];
}

/** A store of logins that OpenClaw reads otherwise than its owner means. */
export type StoreFault =
  | { readonly file: string; readonly kind: "not-json" }
  | { readonly file: string; readonly kind: "other-form"; readonly names: readonly string[] }
  | {
      readonly file: string;
      readonly kind: "login";
      readonly login: StoredLogin;
      readonly fault: StoredLoginFault;
    };

const STORE_LIMIT = 64 * 1024 * 1024; // larger than any store seen, by far

/**
 * Tells from `auth.profiles` of the config, and from OpenClaw's own stores, whether a login may exist. A store's secrets
 * are not looked at, only whether the provider's name occurs.
 */
export function createProfiles(auth: unknown, stores: LoginStores, visible = true): Profiles {
  const section = isObject(auth) ? auth : {};
  const written = isObject(section["profiles"]) ? section["profiles"] : {};
  const orders = isObject(section["order"]) ? section["order"] : {};
  const inConfig = (providerId: string): readonly string[] => {
    const names = new Set(spellings(providerId));
    return Object.entries(written).flatMap(([id, profile]) => {
      const provider = isObject(profile) ? profile["provider"] : undefined;
      return typeof provider === "string" && names.has(provider.trim().toLowerCase()) ? [id] : [];
    });
  };

  return {
    mayServe(providerId, withStores) {
      const order = orders[providerId];
      // An explicit empty order says: no profile.
      if (Array.isArray(order) && order.length === 0) return undefined;
      const [profile] = inConfig(providerId);
      if (profile !== undefined) return `auth.profiles has ${profile}`;
      if (!withStores) return undefined;
      const store = stores().find((candidate) =>
        spellings(providerId).some((name) => candidate.mentions(name)),
      );
      return store === undefined ? undefined : `OpenClaw's store of logins ${store.why}`;
    },
    mayHaveLogin(providerId) {
      if (!visible) return inConfig(providerId).length > 0;
      return stores().some((store) => spellings(providerId).some((name) => store.mentions(name)));
    },
    mayHaveProfile: (profileId) => !visible || stores().some((store) => store.mentionsProfile(profileId)),
    order(providerId) {
      const names = new Set(spellings(providerId));
      const [, order] = Object.entries(orders).find(([id]) => names.has(id.trim().toLowerCase())) ?? [];
      return Array.isArray(order) ? order.map(String) : undefined;
    },
    has: (profileId) =>
      Object.hasOwn(written, profileId) || stores().some((store) => store.mentionsProfile(profileId)),
    usesAws: (providerId) =>
      inConfig(providerId).some((id) => {
        const profile = written[id];
        return isObject(profile) && profile["mode"] === "aws-sdk";
      }),
    storeFaults: () => stores().flatMap(({ faults }) => faults),
  };
}

interface Store {
  readonly why: string;
  readonly faults: readonly StoreFault[];
  mentions(providerName: string): boolean;
  mentionsProfile(profileId: string): boolean;
}

/** OpenClaw's own stores of logins, read when first asked for and then kept: they may be large. */
export type LoginStores = () => readonly Store[];

/** The stores below a state folder (older JSON files, SQLite); none without one. */
export function loginStores(host: Host, stateDir: string | undefined, release: string): LoginStores {
  let known: readonly Store[] | undefined;
  return () => {
    known ??= stateDir === undefined ? [] : readStores(host, stateDir, release);
    return known;
  };
}

/** All names a provider goes by. */
function spellings(providerId: string): readonly string[] {
  const id = providerId.trim().toLowerCase();
  const provider = findProvider(id);
  const owner = provider?.aliasOf === undefined ? undefined : findProvider(provider.aliasOf);
  return [
    ...new Set([
      id,
      ...(provider?.aliases ?? []),
      ...(provider === undefined ? [] : [provider.id]),
      ...(owner === undefined ? [] : [owner.id, ...(owner.aliases ?? [])]),
    ]),
  ];
}

function readStores(host: Host, stateDir: string, release: string): readonly Store[] {
  const agents = entriesOf(host, join(stateDir, "agents")).flatMap((agent) => {
    const folder = join(stateDir, "agents", agent, "agent");
    return ["openclaw-agent.sqlite", "openclaw-agent.sqlite-wal", "auth-profiles.json", "auth.json"].map(
      (name) => join(folder, name),
    );
  });
  const paths = [
    join(stateDir, "state/openclaw.sqlite"),
    join(stateDir, "state/openclaw.sqlite-wal"),
    ...agents,
    join(stateDir, "credentials/oauth.json"),
  ];
  return paths.flatMap((path) => {
    try {
      const bytes = host.readFile(path, STORE_LIMIT);
      return path.endsWith("/auth-profiles.json") && holdsIn("logins-are-json", release)
        ? [jsonStore(path, new TextDecoder().decode(bytes))]
        : [storeOf(new TextDecoder("latin1").decode(bytes))];
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
      const why = "cannot be read";
      return [{ why, faults: [], mentions: () => true, mentionsProfile: () => false }];
    }
  });
}

/** The JSON store of earlier releases: a login counts where OpenClaw finds its secret. */
function jsonStore(file: string, text: string): Store {
  const read = readAuthProfiles(text);
  if (read.kind !== "logins") {
    const fault: StoreFault =
      read.kind === "not-json" ? { file, kind: "not-json" } : { file, kind: "other-form", names: read.names };
    return { why: "holds none", faults: [fault], mentions: () => false, mentionsProfile: () => false };
  }
  const usable = read.logins.filter(({ fault }) => fault === undefined);
  return {
    why: "has one",
    faults: read.logins.flatMap((login) =>
      login.fault === undefined ? [] : [{ file, kind: "login" as const, login, fault: login.fault }],
    ),
    mentions: (name) =>
      usable.some(
        ({ provider, id }) => provider === name || (provider === undefined && id.startsWith(`${name}:`)),
      ),
    mentionsProfile: (id) => read.logins.some((login) => login.id === id),
  };
}

/** Profile ids begin with the provider's name, and each profile names its provider; either is enough. */
function storeOf(text: string): Store {
  return {
    why: "mentions it",
    faults: [],
    mentions: (name) =>
      text.includes(`"${name}:`) ||
      text.includes(`"provider":"${name}"`) ||
      text.includes(`"provider": "${name}"`) ||
      text.includes(`"${name}":`),
    mentionsProfile: (id) => text.includes(`"${id}"`),
  };
}
