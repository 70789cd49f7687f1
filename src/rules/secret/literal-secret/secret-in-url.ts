import { looksSecret } from "../../../core/secrecy.ts";
import { decodedPart, parseUrl } from "../../../core/url.ts";
import { fillVariables } from "../../../core/variable-text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { isVendorKey } from "../../../resolve/environment/value-verdict.ts";
import { urlPlaces } from "../../../resolve/providers/configured-providers.ts";
import { isSecretName } from "../../../resolve/providers/endpoints.ts";

export const check = defineCheck({
  id: "secret-in-url",
  summary: "a password or key inside a URL",
  severity: "warning",
  messages: {
    password: {
      message: "This URL holds a user name and password, which end up in logs and error messages.",
      hint: "Send them as a header with ${NAME}.",
    },
    user: {
      message: "This URL holds a user name that looks like a key, which ends up in logs and error messages.",
      hint: "Send it as apiKey or as a header with ${NAME}.",
    },
    path: {
      message: "A part of this URL's path looks like a key, which ends up in logs and error messages.",
      hint: "Put the id in its place, and send the key as apiKey with ${NAME}.",
    },
    query: {
      message: 'This URL holds a key in its query ("{name}"), which ends up in logs and error messages.',
      hint: "Send it as apiKey or as a header with ${NAME}.",
    },
  },
  docs: () => ({
    trigger:
      "A baseUrl with user:password@ in it, with a query such as ?key=…, or with a key, told by its vendor's prefix, as a part of its path.",
    bad: bakery({ baseUrl: "https://baker:not-a-password@api.ovenai.example/v1" }),
    good: bakery({}),
    why: "URLs are written to logs, traces and error messages, secrets in them too. OpenClaw's audit looks only at key fields.",
    ignore: "When the value is no secret.",
  }),
  check({ providers, report }) {
    for (const place of providers.flatMap(urlPlaces)) {
      const text = place.block["baseUrl"];
      const at = [...place.path, "baseUrl"];
      const url = typeof text === "string" ? parseUrl(fillVariables(text.trim(), () => "")) : undefined;
      if (url === undefined) continue;
      if (url.password !== "") report({ messageId: "password", at: { path: at } });
      else if (url.username !== "" && looksSecret(url.username))
        report({ messageId: "user", at: { path: at } });
      if (url.pathname.split("/").some((part) => isVendorKey(decodedPart(part))))
        report({ messageId: "path", at: { path: at }, severity: "error" });
      for (const [name, value] of url.searchParams) {
        if (isSecretName(name) && value !== "")
          report({ messageId: "query", data: { name }, at: { path: at } });
      }
    }
  },
});
