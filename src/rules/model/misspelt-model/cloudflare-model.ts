import { ownValue } from "../../../core/own-value.ts";
import { cloudflare } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { cloudflareEndpoints, UPSTREAMS } from "../../../resolve/providers/cloudflare.ts";
import { makerOf, vendorOfUpstream } from "../../../resolve/providers/vendors.ts";

export const check = defineCheck({
  id: "cloudflare-model",
  summary: "a model that the gateway's upstream does not have",
  severity: "warning",
  wholeConfig: true,
  messages: {
    workersAi: {
      message: "\"{model}\" is a Workers AI model; the gateway's /anthropic endpoint has only Anthropic's.",
      hint: "Make a provider of its own whose baseUrl ends in /workers-ai/v1, with api: openai-completions.",
    },
    vendorPart: {
      message: '"{model}" repeats the vendor; behind /anthropic the model is only "{right}".',
      hint: 'Write "{right}".',
    },
    threeParts: {
      message: 'A reference to this gateway has two parts; "{text}" has the vendor in it as well.',
      hint: 'Write "{right}".',
    },
    otherUpstream: {
      message: '"{model}" is a model of {vendor}; the gateway\'s /{upstream} endpoint does not have it.',
      hint: "Name one of its models, or make a provider of its own whose baseUrl ends in /{right}.",
    },
    compatBare: {
      message: 'The gateway\'s /compat endpoint takes "vendor/model"; "{model}" names no vendor.',
      hint: 'Write the id as "{vendor}/{model}".',
    },
  },
  docs: () => ({
    trigger:
      "A Workers AI model (@cf/…) or a vendor/model id behind the gateway's /anthropic endpoint, a three-part reference to it, or a bare model id behind /compat.",
    bad: cloudflare({
      models: '{ id: "@cf/moonshotai/kimi-k2.6", name: "Kimi" }',
      model: "cloudflare-ai-gateway/@cf/moonshotai/kimi-k2.6",
    }),
    good: cloudflare({}),
    why: "The gateway hands the model id to the upstream as it is, and the upstream does not know it.",
    ignore: "When a dynamic route of the gateway maps the name.",
  }),
  check({ providers, references, report }) {
    const upstreams = new Map<string, string>();
    for (const { provider, upstream, isRow, api, models } of cloudflareEndpoints(providers)) {
      // An upstream that does not speak the api is told at the URL, and then no model is right.
      if (!isRow && isServed(upstream, api)) upstreams.set(provider.key, upstream.toLowerCase());
      // An api that /compat does not speak is told at the URL, and then no model is right.
      const isCompat =
        upstream === "compat" && (typeof api !== "string" || UPSTREAMS["compat"]?.includes(api));
      for (const { id, path } of models) {
        const at = { path: [...path, "id"] };
        if (upstream === "anthropic" && id.startsWith("@cf/"))
          report({ messageId: "workersAi", data: { model: id }, at });
        else if (upstream === "anthropic" && /^anthropic\//u.test(id)) {
          report({ messageId: "vendorPart", data: { model: id, right: id.slice("anthropic/".length) }, at });
        } else if (isServed(upstream, api) && isOthers(upstream, id)) {
          report({ messageId: "otherUpstream", data: otherData(upstream, id), at });
        } else if (isCompat && !id.includes("/")) {
          report({ messageId: "compatBare", data: { model: id, vendor: endpointOf(id) ?? "vendor" }, at });
        }
      }
    }
    for (const { target, text, path, on } of references.all) {
      if (target.state !== "open" && target.state !== "undeclared") continue;
      const upstream =
        upstreams.get(target.provider) ??
        (target.provider === "cloudflare-ai-gateway" ? "anthropic" : undefined);
      const at = { path, on };
      if (upstream !== undefined && target.state === "open" && isOthers(upstream, target.model))
        report({ messageId: "otherUpstream", data: otherData(upstream, target.model), at });
      if (upstream !== "anthropic") continue;
      if (target.model.startsWith("anthropic/")) {
        const right = `${target.provider}/${target.model.slice("anthropic/".length)}`;
        report({ messageId: "threeParts", data: { text, right }, at, severity: "error" });
      } else if (target.model.startsWith("@cf/"))
        report({ messageId: "workersAi", data: { model: target.model }, at });
    }
  },
});

/** The endpoint of another vendor that a model by its name belongs to. */
function endpointOf(model: string): string | undefined {
  return makerOf(model)?.upstream;
}

function isServed(upstream: string, api: unknown): boolean {
  return typeof api !== "string" || ownValue(UPSTREAMS, upstream.toLowerCase())?.includes(api) !== false;
}

function isOthers(upstream: string, model: string): boolean {
  const home = endpointOf(model);
  return vendorOfUpstream(upstream)?.alone === true && home !== undefined && home !== upstream;
}

function otherData(upstream: string, model: string) {
  const right = endpointOf(model) ?? "";
  return { model, upstream, right, vendor: makerOf(model)?.name ?? right };
}
