import { toPointer } from "../../../core/config-path.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { findProvider } from "../../../resolve/providers/catalogue.ts";
import type { ConfiguredProvider } from "../../../resolve/providers/configured-providers.ts";
import { readEndpoint } from "../../../resolve/providers/endpoints.ts";
import { otherMaker, type Vendor, vendorNamed, withoutVendor } from "../../../resolve/providers/vendors.ts";
import type { Reference } from "../../../resolve/references/references.ts";
import type { Route, RouteStep } from "../../../resolve/route/route.ts";

export const check = defineCheck({
  id: "vendor-model",
  summary: "a model that the vendor at the base URL does not have",
  severity: "warning",
  wholeConfig: true,
  messages: {
    repeats: {
      message: '"{model}" repeats the vendor; at {host} the model is only "{right}".',
      hint: 'Write "{right}".',
    },
    others: {
      message: '"{model}" is a model of {vendor}; {host} does not have it.',
      hint: "Name one of its models, or make a provider of its own with the URL of {vendor}.",
    },
  },
  docs: () => ({
    trigger:
      "At a vendor's own host, a model id that begins with the vendor's name and a slash, or, where the vendor serves nothing but its own models, one of another maker.",
    bad: vendorUrl("openai/gpt-5.4"),
    good: vendorUrl("gpt-5.4"),
    why: "OpenClaw sends the id of a row as it is written, and the vendor answers that there is no such model.",
    ignore: "When the vendor has a model of that name after all.",
  }),
  check({ providers, references, routes, report }) {
    if (!isLikely(providers, references.all)) return;
    const told = new Set<string>();
    for (const route of routes().all()) {
      const { request, why, path } = route;
      const model = sentModel(route);
      const url = request?.baseUrl ?? stepValue(why, "base-url");
      if (model === undefined || url === undefined) continue;
      const at = vendorAt(url);
      const fault = at === undefined ? undefined : faultOf(at.vendor, at.host, model);
      if (fault === undefined) continue;
      const row = why.findLast(({ step }) => step === "model")?.path;
      const place = row === undefined ? path : [...row, "id"];
      if (!told.has(toPointer(place))) report({ ...fault, at: { path: place } });
      told.add(toPointer(place));
    }
  },
});

/** Whether some id may be meant: following every reference is dear, and few configs have such an id. */
function isLikely(providers: readonly ConfiguredProvider[], references: readonly Reference[]): boolean {
  const asked = new Map<string, string[]>();
  for (const { target } of references) {
    if (!("model" in target)) continue;
    const models = asked.get(target.provider);
    if (models === undefined) asked.set(target.provider, [target.model]);
    else models.push(target.model);
  }
  return providers.some(({ key, block, models, known }) =>
    [...models, ...(asked.get(key) ?? []).map((id) => ({ id, row: block }))].some(({ id, row }) => {
      const at = vendorAt(row["baseUrl"] ?? block["baseUrl"] ?? known?.baseUrl);
      return at !== undefined && faultOf(at.vendor, at.host, id) !== undefined;
    }),
  );
}

/** The vendor whose own host a URL names. */
function vendorAt(url: unknown): { readonly vendor: Vendor; readonly host: string } | undefined {
  const { known, host = "" } = (typeof url === "string" ? readEndpoint(url) : undefined) ?? {};
  const vendor = known?.host === undefined ? undefined : vendorNamed(known.vendor);
  return vendor === undefined ? undefined : { vendor, host };
}

/** The model on the wire; undefined where the URL holds it, and where only the environment would say what is sent. */
function sentModel({ request, reason, provider = "", id, why }: Route): string | undefined {
  if (request !== undefined) return request.model;
  // OpenClaw's own providers may write an id anew as it goes out, and so does the api of Google.
  const isRewritten =
    findProvider(provider) !== undefined || stepValue(why, "api") === "google-generative-ai";
  return reason === "environment" && !isRewritten ? id : undefined;
}

function stepValue(why: Route["why"], name: RouteStep["step"]): string | undefined {
  return why.findLast(({ step }) => step === name)?.value;
}

/** What a vendor has against a model id; nothing for an id that it may know. */
function faultOf(vendor: Vendor, host: string, model: string) {
  const right = withoutVendor(vendor, model);
  if (right !== undefined) return { messageId: "repeats", data: { model, host, right } } as const;
  const other = vendor.anyName === true ? undefined : otherMaker(vendor, model);
  return other && ({ messageId: "others", data: { model, host, vendor: other.name } } as const);
}

function vendorUrl(id: string) {
  const models = `{ id: "${id}", name: "GPT" }`;
  return bakery({ baseUrl: "https://api.openai.com/v1", models, model: `ovenai/${id}` });
}
