import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isPlaceholder,
  WORDED_FORMS,
  WRITTEN_FORMS,
} from "../../../src/resolve/environment/placeholder-text.ts";

describe("example texts", () => {
  it.each([...WRITTEN_FORMS, ...WORDED_FORMS].map((one) => [String(one.form), one] as const))(
    "%s is found by its signs",
    (_, { form }) => {
      fc.assert(
        fc.property(
          fc.stringMatching(form).filter((text) => text.trim() === text),
          (text) => isPlaceholder(text),
        ),
      );
    },
  );

  it.each(["ollama", "lm-studio", "sk-or-test-not-a-key", "Mythos-7", "top-oven", "settle-rye-7", "x0-oven"])(
    "%s is none",
    (text) => {
      expect(isPlaceholder(text)).toBe(false);
    },
  );
});
