import { ownValue } from "../../../core/own-value.ts";
import { cloudflare } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { cloudflareEndpoints, UPSTREAMS } from "../../../resolve/providers/cloudflare.ts";
import { makerOf, otherMaker, vendorOfUpstream, withoutVendor } from "../../../resolve/providers/vendors.ts";
import type { Routes } from "../../../resolve/route/routes-of.ts";

export const check = defineCheck({
  id: "cloudflare-model",
  summary: "a model that the gateway's upstream does not have",
  severity: "warning",
  wholeConfig: true,
  messages: {
    workersAi: {
      message: '"{model}" is a Workers AI model; the gateway\'s /{upstream} endpoint does not have it.',
      hint: "Make a provider of its own whose baseUrl ends in /workers-ai/v1, with api: openai-completions.",
    },
    vendorPart: {
      message: '"{model}" repeats the vendor; behind /{upstream} the model is only "{right}".',
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
    workersAiName: {
      message: 'Workers AI names its models @cf/maker/model; "{model}" is none of them.',
      hint: "Write the id as Cloudflare's list of Workers AI models has it.",
    },
    compatBare: {
      message: 'The gateway\'s /compat endpoint takes "vendor/model"; "{model}" names no vendor.',
      hint: 'Write the id as "{vendor}/{model}".',
    },
  },
  docs: () => ({
    trigger:
      "Behind the gateway, a model of another vendor than the endpoint's, a Workers AI model (@cf/…) elsewhere than behind /workers-ai, an id that repeats the endpoint's vendor, or a bare id behind /compat.",
    bad: cloudflare({
      models: '{ id: "@cf/moonshotai/kimi-k2.6", name: "Kimi" }',
      model: "cloudflare-ai-gateway/@cf/moonshotai/kimi-k2.6",
    }),
    good: cloudflare({}),
    why: "The gateway hands the model id to the upstream as it is, and the upstream does not know it.",
    ignore: "When a dynamic route of the gateway maps the name.",
  }),
  check({ providers, references, routes, report }) {
    const upstreams = new Map<string, string>();
    for (const { provider, upstream, isRow, api, models } of cloudflareEndpoints(providers)) {
      // An upstream that does not speak the api is told at the URL, and then no model is right.
      if (!isServed(upstream, api)) continue;
      if (!isRow) upstreams.set(provider.key, upstream.toLowerCase());
      for (const { id, path } of models) {
        const fault = faultOf(upstream.toLowerCase(), id);
        if (fault === undefined) continue;
        // Some of OpenClaw's own providers take the part off, and so does the api of Google.
        if (
          fault.messageId === "vendorPart" &&
          (api === "google-generative-ai" || sends(routes(), provider.key, fault.data.right))
        )
          continue;
        report({ ...fault, at: { path: [...path, "id"] } });
      }
    }
    for (const { target, text, path, on } of references.all) {
      if (target.state !== "open" && target.state !== "undeclared") continue;
      const upstream =
        upstreams.get(target.provider) ??
        (target.provider === "cloudflare-ai-gateway" ? "anthropic" : undefined);
      const at = { path, on };
      const fault = upstream === undefined ? undefined : faultOf(upstream, target.model);
      // What is not in the rows is told as such, but for the two forms that no list of models would have.
      const isForm = fault?.messageId === "vendorPart" || fault?.messageId === "workersAi";
      if (fault === undefined || (target.state === "undeclared" && !isForm)) continue;
      if (fault.messageId !== "vendorPart") report({ ...fault, at });
      else {
        const right = `${target.provider}/${fault.data.right}`;
        report({ messageId: "threeParts", data: { text, right }, at, severity: "error" });
      }
    }
  },
});

/** Whether a reference goes out with this model id. */
function sends(routes: Routes, provider: string, model: string): boolean {
  return routes.of(provider).some(({ request }) => request?.model === model);
}

/** What an upstream has against a model id; nothing for an id that it may know. */
function faultOf(upstream: string, id: string) {
  const vendor = vendorOfUpstream(upstream);
  if (/^@(?:cf|hf)\//u.test(id)) {
    if (upstream === "compat")
      return { messageId: "compatBare", data: { model: id, vendor: "workers-ai" } } as const;
    return vendor === undefined || upstream === "workers-ai"
      ? undefined
      : ({ messageId: "workersAi", data: { model: id, upstream } } as const);
  }
  if (upstream === "compat")
    return id.includes("/")
      ? undefined
      : ({
          messageId: "compatBare",
          data: { model: id, vendor: makerOf(id)?.upstream ?? "vendor" },
        } as const);
  if (vendor === undefined) return undefined;
  const right = withoutVendor(vendor, id);
  if (right !== undefined) return { messageId: "vendorPart", data: { model: id, upstream, right } } as const;
  const { name = "", upstream: home } = otherMaker(vendor, id) ?? {};
  if (home !== undefined && home !== upstream) {
    const data = { model: id, upstream, right: home, vendor: name };
    return { messageId: "otherUpstream", data } as const;
  }
  return upstream === "workers-ai" && !id.startsWith("@")
    ? ({ messageId: "workersAiName", data: { model: id } } as const)
    : undefined;
}

function isServed(upstream: string, api: unknown): boolean {
  return typeof api !== "string" || ownValue(UPSTREAMS, upstream.toLowerCase())?.includes(api) !== false;
}
