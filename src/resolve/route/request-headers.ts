import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import type { FoundModel } from "./find-model.ts";
import type { FoundKey } from "./request-key.ts";
import { isFoundryUrl } from "./request-url.ts";
import type { RouteHeader, RouteKey } from "./route.ts";

/** The header with the key, and the config's other headers that go out. */
export interface RequestHeaders {
  readonly key: RouteKey;
  readonly headers: readonly RouteHeader[];
}

/** Puts the headers of the block, the row and `request` over each other, and the key's own header below them. */
export function requestHeaders(
  model: FoundModel,
  found: Extract<FoundKey, { kind: "key" }>,
  release: string,
): RequestHeaders {
  const { block, row } = model;
  const written = new Map<string, ConfigPath>();
  const add = (headers: unknown, path: ConfigPath) => {
    if (!isObject(headers)) return;
    for (const [name, value] of Object.entries(headers)) {
      if (typeof value === "string" || isObject(value)) written.set(name.toLowerCase(), [...path, name]);
    }
  };
  if (block !== undefined) add(block.block["headers"], [...block.path, "headers"]);
  if (row !== undefined) add(row.row["headers"], [...row.path, "headers"]);
  const request = block?.block["request"];
  const bearer = addRequest(request, block?.path ?? [], written, add);
  const own = keyHeader(model.api, model.baseUrl, found.loginToken);
  const isOllama = model.api === "ollama";
  const spelling = bearer ? "Authorization" : nameOf(written.get("authorization"), request);
  // Ollama's client writes its own Authorization over one of this spelling, unless there is no key.
  if (isOllama && spelling === "Authorization" && found.marker === undefined) written.delete("authorization");
  const foundry = model.provider === "microsoft-foundry" && holdsIn("foundry-key-wins", release);
  // Microsoft's plugin puts the key over what `headers` say.
  const isRequests = written.get(own)?.includes("request") === true;
  if (foundry && !(isRequests && holdsIn("foundry-request-stays", release))) written.delete(own);
  // With `authHeader` the key goes out instead of any Authorization that is written: of the block, a row or `request`, in
  // each api (run in 2026.6.11, 2026.7.35 and 2026.9.6; of `request.auth` only where it is the key's own header).
  const authHeader = block?.block["authHeader"] === true;
  if (authHeader && (own === "authorization" || !bearer)) written.delete("authorization");
  const isOpen = found.marker === "custom-local" && model.api === "openai-completions";
  // To a local server without a key nothing goes out in this header, not even what is written.
  if (isOpen) written.delete("authorization");
  const withKey = (): RouteKey => {
    if (isOpen) return { ...found.key, from: "none" };
    return { ...found.key, header: own };
  };
  const beside = written.get(own);
  const addsUp =
    model.api === "anthropic-messages" &&
    beside !== undefined &&
    holdsIn("anthropic-headers-add-up", release) &&
    beside.at(-1) !== "x-api-key";
  const over = addsUp ? undefined : beside;
  const key: RouteKey = over === undefined ? withKey() : { header: own, from: "header", path: over };
  const isBefore = isOllama && over !== undefined && spelling !== "Authorization";
  const headers = [...written].flatMap(([name, path]) =>
    name === key.header && !addsUp ? [] : [{ name, path }],
  );
  const path = found.key.path ?? block?.path ?? [];
  // Beside a header of another spelling the key goes out behind it, in one header with a comma.
  if (isBefore) headers.push({ name: own, path });
  // `authHeader` sends the key a second time where the client has another header for it.
  if (authHeader && !bearer && own !== "authorization") headers.push({ name: "authorization", path });
  if (foundry && own === "authorization" && !written.has("api-key")) headers.push({ name: "api-key", path });
  return { key, headers };
}

/** The name of a header as it is written: at its place, or in `request.auth`. */
function nameOf(path: ConfigPath | undefined, request: unknown): unknown {
  return path?.at(-1) === "value" ? valueAt(request, ["auth", "headerName"]) : path?.at(-1);
}

/** True where `request.auth` is a bearer token. */
function addRequest(
  request: unknown,
  block: ConfigPath,
  written: Map<string, ConfigPath>,
  add: (headers: unknown, path: ConfigPath) => void,
): boolean {
  if (!isObject(request)) return false;
  const path = [...block, "request"];
  add(request["headers"], [...path, "headers"]);
  const { auth } = request;
  if (!isObject(auth)) return false;
  const { mode, token, headerName, value } = auth;
  if (mode === "authorization-bearer" && isThere(token)) {
    written.set("authorization", [...path, "auth", "token"]);
    return true;
  }
  if (mode === "header" && typeof headerName === "string" && headerName.trim() !== "" && isThere(value)) {
    written.delete("authorization");
    written.set(headerName.trim().toLowerCase(), [...path, "auth", "value"]);
  }
  return false;
}

function isThere(value: unknown): boolean {
  return isObject(value) || (typeof value === "string" && value.trim() !== "");
}

/**
 * The header in which an api's client sends the key, in small letters.
 * @param loginToken true where the key is the token of a login
 */
export function keyHeader(api: string | undefined, baseUrl: string | undefined, loginToken = false): string {
  switch (api) {
    case "anthropic-messages":
      return loginToken ? "authorization" : "x-api-key";
    case "google-generative-ai":
    case "google-vertex":
      return "x-goog-api-key";
    case "azure-openai-responses":
      return baseUrl !== undefined && isFoundryUrl(baseUrl.replace(/\/+$/u, ""))
        ? "authorization"
        : "api-key";
    default:
      return "authorization";
  }
}
