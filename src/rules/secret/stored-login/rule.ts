import { joinChecks } from "../../../engine/rule.ts";
import { check as authOrderProfile } from "./auth-order-profile.ts";
import { check as storedLogin } from "./stored-login.ts";

export const rule = joinChecks(
  {
    id: "stored-login",
    subject: "secret",
    summary: "a login, or an order of logins, that OpenClaw cannot use",
  },
  [storedLogin, authOrderProfile],
);
