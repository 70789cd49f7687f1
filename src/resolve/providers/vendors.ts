import data from "../../data/vendors.json" with { type: "json" };

/** Who makes models, or serves those of others. What each field says stands in the data. */
export interface Vendor {
  readonly id: string;
  readonly name: string;
  readonly models?: string;
  readonly nicknames?: string;
  readonly hosted?: string;
  readonly alone?: boolean;
  readonly openrouter?: string;
  readonly upstream?: string;
  readonly also?: readonly string[];
  readonly calledUpstream?: readonly string[];
  readonly bareIds?: boolean;
  readonly anyName?: boolean;
  readonly variables?: readonly string[];
  readonly selfHosted?: boolean;
  readonly anywhere?: boolean;
  readonly passesKeysOn?: boolean;
}

const vendors: readonly Vendor[] = data.vendors;

/** A pattern for names that begin in one of these ways, the beginning a word of its own. */
const beginning = (ways: string): RegExp => new RegExp(`^(?:${ways})(?![a-z])`, "iu");

const makers = vendors.flatMap((vendor) =>
  vendor.models === undefined ? [] : [{ vendor, pattern: beginning(vendor.models) }],
);

/** The vendor that makes a model, by the model's name without a provider before it. */
export function makerOf(model: string): Vendor | undefined {
  return makers.find(({ pattern }) => pattern.test(model))?.vendor;
}

/** The maker of a model, where it is another than a vendor that serves its own models alone. */
export function otherMaker(vendor: Vendor, model: string): Vendor | undefined {
  const maker = vendor.alone === true ? makerOf(model) : undefined;
  return maker?.id === vendor.id ? undefined : maker;
}

const servers = vendors.flatMap((vendor) => {
  const ways = [vendor.hosted ?? vendor.models, vendor.nicknames].filter(Boolean);
  return ways.length === 0 ? [] : [{ vendor, pattern: beginning(ways.join("|")) }];
});

/** The vendor that alone serves models of such a name, nicknames included: open weights run anywhere. */
export function serverOf(model: string): Vendor | undefined {
  return servers.find(({ pattern }) => pattern.test(model))?.vendor;
}

/** The vendor behind a part of Cloudflare AI Gateway's URL, by the part's own name. */
export function vendorOfUpstream(upstream: string): Vendor | undefined {
  return vendors.find((vendor) => vendor.upstream === upstream);
}

/** The part of Cloudflare AI Gateway's URL that somebody means who writes a brand. */
export function upstreamCalled(name: string): string | undefined {
  const vendor = vendors.find(({ calledUpstream = [] }) => calledUpstream.includes(name));
  return vendor === undefined ? undefined : (vendor.upstream ?? vendor.id);
}

/** The vendor of this id. */
export function vendorNamed(id: string): Vendor | undefined {
  return vendors.find((vendor) => vendor.id === id);
}

/** A model id without its first part, where that only names the vendor, whose own ids have no such part. */
export function withoutVendor(vendor: Vendor, model: string): string | undefined {
  const { id, upstream, openrouter, also = [], calledUpstream = [], bareIds } = vendor;
  const slash = model.indexOf("/");
  const first = model.slice(0, Math.max(0, slash)).toLowerCase();
  if (bareIds !== true || first === "") return undefined;
  const isVendor = [id, upstream, openrouter, ...also, ...calledUpstream].includes(first);
  return isVendor ? model.slice(slash + 1) : undefined;
}

/** The provider that somebody means who writes a brand. */
export function providerCalled(name: string): string | undefined {
  return vendors.find(({ also = [] }) => also.includes(name))?.id;
}

/** The names for one vendor's key that people take for each other, where one of some names is among them. */
export function siblingVariables(names: readonly string[]): readonly string[] {
  return (
    vendors.find(({ variables = [] }) => variables.some((name) => names.includes(name)))?.variables ?? []
  );
}

/** The vendor that a provider stands for. */
export function vendorOf(provider: string): Vendor | undefined {
  return vendors.find(({ id }) => id === provider);
}

/** Vendors that OpenRouter alone has under such a part of its ids: no provider of OpenClaw's bears that name. */
export const onlyOnOpenrouter: ReadonlySet<string> = new Set(data.onlyOnOpenrouter);

/** Providers that people run themselves, without a key where they like. */
export const selfHosted: ReadonlySet<string> = new Set(
  vendors.flatMap((vendor) => (vendor.selfHosted === true ? [vendor.id] : [])),
);

/** True for an id that stands for a server of one's own: pointing it anywhere is its use. */
export function isAnywhere(provider: string): boolean {
  const vendor = vendorOf(provider);
  return vendor?.selfHosted === true || vendor?.anywhere === true;
}
