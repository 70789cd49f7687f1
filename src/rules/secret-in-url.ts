import { urlPlaces } from "../resolve/providers/configured-providers.ts";
import { isSecretName, parseUrl } from "../resolve/providers/endpoints.ts";
import { bakery } from "./example-config.ts";
import { defineRule } from "./rule.ts";

export const rule = defineRule({
  id: "secret-in-url",
  subject: "secret",
  summary: "a password or key inside a URL",
  severity: "warning",
  messages: {
    password: {
      message: "This URL holds a user name and password, which end up in logs and error messages.",
      hint: "Send them as a header with ${NAME}.",
    },
    query: {
      message: 'This URL holds a key in its query ("{name}"), which ends up in logs and error messages.',
      hint: "Send it as apiKey or as a header with ${NAME}.",
    },
  },
  docs: () => ({
    trigger: "A baseUrl with user:password@ in it, or with a query such as ?key=….",
    bad: bakery({ baseUrl: "https://baker:not-a-password@api.ovenai.example/v1" }),
    good: bakery({}),
    why: "URLs are written to logs, traces and error messages, secrets in them too. OpenClaw's audit looks only at key fields.",
    ignore: "When the value is no secret.",
  }),
  check({ providers, report }) {
    for (const place of providers.flatMap(urlPlaces)) {
      const text = place.block["baseUrl"];
      const at = [...place.path, "baseUrl"];
      const url =
        typeof text === "string" ? parseUrl(text.trim().replace(/\$\{[A-Z_][A-Z0-9_]*\}/gu, "")) : undefined;
      if (url === undefined) continue;
      if (url.password !== "") report({ messageId: "password", at: { path: at } });
      if (url.search === "") continue;
      for (const [name, value] of url.searchParams) {
        if (isSecretName(name) && value !== "")
          report({ messageId: "query", data: { name }, at: { path: at } });
      }
    }
  },
});
