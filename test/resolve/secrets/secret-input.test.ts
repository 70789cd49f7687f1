import { describe, expect, it } from "vitest";
import { bareNameMarkers } from "../../../src/resolve/environment/provider-variables.ts";
import { classifySecretInput } from "../../../src/resolve/secrets/secret-input.ts";

const context = { fieldIsCredential: true, bareNames: bareNameMarkers("2026.9.6", []) };
const ref = (source: string, id: string, provider: unknown = "default") => ({ source, provider, id });

describe("classifySecretInput", () => {
  it.each<[unknown, Record<string, unknown>]>([
    [undefined, { kind: "unset" }],
    [" ", { kind: "empty" }],
    [7, { kind: "wrong-type" }],
    ["sk-test-not-a-key", { kind: "literal" }],
    ["none", { kind: "literal" }],
    ["dummy", { kind: "literal" }],
    ["YOUR_API_KEY", { kind: "placeholder" }],
    ["your-api-key-here", { kind: "placeholder" }],
    ["<api-key>", { kind: "placeholder" }],
    ["sk-xxxxxxxx", { kind: "placeholder" }],
    ["changeme", { kind: "placeholder" }],
    ["__OPENCLAW_REDACTED__", { kind: "redacted" }],
    ["[REDACTED]", { kind: "redacted" }],
    [
      " ${BREAD_KEY} ",
      {
        kind: "reference",
        reference: { source: "env", id: "BREAD_KEY", provider: "default", form: "template" },
      },
    ],
    ["$BREAD_KEY", { kind: "reference", reference: { source: "env", id: "BREAD_KEY", form: "shorthand" } }],
    ["${_BREAD}", { kind: "template", variables: ["_BREAD"] }],
    ["Bearer ${A}${A}", { kind: "template", variables: ["A"] }],
    ["Bearer: ${A}", { kind: "template", variables: ["A"] }],
    ["${bread}", { kind: "never-filled" }],
    ["${BREAD:-x}", { kind: "never-filled" }],
    ["$${BREAD}", { kind: "never-filled" }],
    ["OPENAI_API_KEY", { kind: "bare-name", name: "OPENAI_API_KEY" }],
    ["NOVITA_API_KEY", { kind: "bare-name" }],
    ["CLOUDFLARE_AI_GATEWAY_API_KEY", { kind: "unknown-bare-name" }],
    ["MYPROV_API_KEY", { kind: "unknown-bare-name", name: "MYPROV_API_KEY" }],
    ["AWS_PROFILE", { kind: "aws-marker" }],
    ["ollama-local", { kind: "local-marker" }],
    ["oauth:chutes", { kind: "login-marker" }],
    ["gcp-vertex-credentials", { kind: "login-marker" }],
    ["secretref-managed", { kind: "managed-marker" }],
    ["secretref-env:BREAD_KEY", { kind: "retired-marker", name: "BREAD_KEY" }],
    ["__env__:sk-test-not-a-key", { kind: "retired-marker", name: "" }],
    [ref("env", "BREAD_KEY"), { kind: "reference", reference: { form: "object" } }],
    [ref("file", "/bread/key", "vault"), { kind: "reference", reference: { source: "file" } }],
    [ref("file", "value", "vault"), { kind: "reference", reference: { source: "file" } }],
    [ref("exec", "bread/key#1", "vault"), { kind: "reference", reference: { source: "exec" } }],
    [ref("store", "BREAD_KEY"), { kind: "reference", reference: { source: "store" } }],
    [
      { source: "env", id: "BREAD_KEY" },
      { kind: "malformed-reference", faults: ["missing-provider"] },
    ],
    [ref("env", "bread"), { kind: "malformed-reference", faults: ["bad-id"] }],
    [ref("file", "bread"), { kind: "malformed-reference", faults: ["bad-id"] }],
    [ref("file", "/a~2"), { kind: "malformed-reference", faults: ["bad-id"] }],
    [ref("exec", "a/../b"), { kind: "malformed-reference", faults: ["bad-id"] }],
    [ref("env", "A", "Vault"), { kind: "malformed-reference", faults: ["bad-provider"] }],
    [ref("keychain", "A"), { kind: "malformed-reference", faults: ["unknown-source"] }],
    [
      { ...ref("env", "A"), default: "x" },
      { kind: "malformed-reference", faults: ["extra-keys"] },
    ],
    [{}, { kind: "malformed-reference", faults: ["missing-source", "missing-provider", "missing-id"] }],
    [
      "env:bread_key",
      { kind: "foreign", foreign: { form: "env-colon", variable: "bread_key", instead: '"${BREAD_KEY}"' } },
    ],
    [
      "${env:BREAD_KEY}",
      { kind: "foreign", foreign: { form: "env-in-template", instead: '"${BREAD_KEY}"' } },
    ],
    ["{env:BREAD_KEY}", { kind: "foreign", foreign: { form: "env-in-braces" } }],
    ["process.env.BREAD_KEY", { kind: "foreign", foreign: { form: "process-env", variable: "BREAD_KEY" } }],
    ["%BREAD_KEY%", { kind: "foreign", foreign: { form: "percent" } }],
    ["{{ BREAD_KEY }}", { kind: "foreign", foreign: { form: "double-braces", variable: "BREAD_KEY" } }],
    ["${{ secrets.BREAD_KEY }}", { kind: "foreign", foreign: { form: "github" } }],
    ["file:/run/secrets/bread", { kind: "foreign", foreign: { form: "file-colon" } }],
    ["$(pass show bread)", { kind: "foreign", foreign: { form: "command" } }],
    ["op://bakery/bread/key", { kind: "foreign", foreign: { form: "one-password" } }],
    ["vault:secret/bread", { kind: "foreign", foreign: { form: "vault" } }],
  ])("%j", (value, expected) => expect(classifySecretInput(value, context)).toMatchObject(expected));

  it("knows no SecretRefs, no $NAME and no bare names in the early era", () => {
    const early = { fieldIsCredential: true, bareNames: bareNameMarkers("2026.2.9", []), early: true };
    expect(classifySecretInput("$BREAD_KEY", early).kind).toBe("never-filled");
    expect(classifySecretInput(ref("env", "A"), early)).toMatchObject({
      kind: "malformed-reference",
      faults: ["not-in-this-release"],
    });
    expect(classifySecretInput("OPENAI_API_KEY", early).kind).toBe("unknown-bare-name");
    expect(classifySecretInput("${BREAD_KEY}", early).kind).toBe("reference");
  });

  it("takes $NAME and bare names for text where no credential stands", () => {
    const text = { ...context, fieldIsCredential: false };
    expect(classifySecretInput("$BREAD", text).kind).toBe("literal");
    expect(classifySecretInput("${BREAD}", text).kind).toBe("reference");
  });

  it("takes a bare name for its variable once the plugin is there", () => {
    const bareNames = bareNameMarkers("2026.9.6", ["cloudflare-ai-gateway"]);
    expect(classifySecretInput("CLOUDFLARE_AI_GATEWAY_API_KEY", { ...context, bareNames }).kind).toBe(
      "bare-name",
    );
  });
});
