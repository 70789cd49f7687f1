import { joinChecks } from "../../../engine/rule.ts";
import { check as apiUrlMismatch } from "./api-url-mismatch.ts";
import { check as baseUrlPath } from "./base-url-path.ts";
import { check as unservedUrl } from "./unserved-url.ts";

export const rule = joinChecks(
  {
    id: "unserved-url",
    subject: "provider",
    summary: "a URL whose server does not answer the requests of the api beside it",
  },
  [unservedUrl, apiUrlMismatch, baseUrlPath],
);
