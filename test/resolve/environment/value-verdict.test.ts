import { describe, expect, it } from "vitest";
import { judgeValue } from "../../../src/resolve/environment/value-verdict.ts";

describe("judgeValue", () => {
  it.each([
    ["gsk_oven...[REDACTED]", "redacted"],
    ["sk-proj-...[REDACTED]", "redacted"],
    ["AIzaRye\u2026[REDACTED]", "redacted"],
    ["sk-***REDACTED***", "redacted"],
    ["***REDACTED***", "redacted"],
    ["sk-ant-REDACTED", "redacted"],
    ["xoxb-MASKED", "redacted"],
    ["sk-...oven", "redacted"],
    ["[REDACTED]", "redacted"],
    ["<REDACTED>", "placeholder"],
    ["[MASKED]", "placeholder"],
    ["sk-rye****", "placeholder"],
    ["AIzaRye...", "placeholder"],
    ["xoxb-***", "placeholder"],
    ["sk-or-v1-...", "placeholder"],
    ["sk-or-v1-xxxx", "placeholder"],
    ["AIzaXXXXXXXX", "placeholder"],
    ["xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "placeholder"],
    ["00000000-0000-0000-0000-000000000000", "placeholder"],
    ["@@OVENAI_API_KEY@@", "placeholder"],
    ["#OVENAI_API_KEY#", "placeholder"],
    ["OVENAI_API_KEY_PLACEHOLDER", "placeholder"],
    ["PLACEHOLDER_API_KEY", "placeholder"],
    ["placeholder-key", "placeholder"],
    ["EXAMPLE_KEY", "placeholder"],
    ["bakery-key-example", "placeholder"],
    ["CHANGE_ME_TO_A_RANDOM_TOKEN", "placeholder"],
    ["FILL_ME", "placeholder"],
    ["fill-in-before-use", "placeholder"],
    ["TO_BE_SET", "placeholder"],
    ["to-be-filled", "placeholder"],
    ["GENERATE_A_RANDOM_TOKEN", "placeholder"],
    ["create-a-long-secret-here", "placeholder"],
    ["123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11", "placeholder"],
    ["123456789:ABCdefGHIjklMNOpqrsTUVwxyz", "placeholder"],
    // What may be a key, and is left alone.
    ["2718281828:AArye-made-up-for-a-test-0a1b2c3d45", "set"],
    ["generate-bread", "set"],
    ["sk-test-not-a-real-key-0000", "set"],
    ["bakery-example", "set"],
    ["rye-placeholders-of-old", "set"],
    ["settled", "set"],
    ["changes", "set"],
    ["oven-xx", "set"],
    ["rye..", "set"],
    ["REDACTOR-7", "set"],
    ["#rye#", "set"],
    ["0000-rye-0000", "set"],
    ["fillet-of-rye", "set"],
    ["f1f1f1f1-0000-0000-0000-000000000000", "set"],
  ])("%s: %s", (text, verdict) => expect(judgeValue(text)).toBe(verdict));

  it("takes no longer for a long text", () => {
    for (const text of ["x-".repeat(200_000), "set-me-".repeat(100_000), "-placeholder".repeat(50_000)])
      expect(["set", "placeholder"]).toContain(judgeValue(text));
  });
});
