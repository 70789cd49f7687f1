import { expect, test } from "vitest";
import { defineMessages, type Problem, type Said, words } from "../../src/engine/rule.ts";

const messages = defineMessages({
  burnt: {
    message: "{loaf} is burnt after {minutes}.",
    hint: 'Write ${TIMER}, or "${{right}}" in { oven: {} }.',
  },
  plain: { message: "The oven is cold." },
});

const said = (one: Said<typeof messages>): string => one.messageId;

// `npm run types` fails where one of these compiles, and where one without the mark does not.
test("a wrong message, a missing and a surplus datum do not compile", () => {
  expect(said({ messageId: "burnt", data: { loaf: "rye", minutes: 40, right: words("TIMER") } })).toBe(
    "burnt",
  );
  expect(said({ messageId: "plain" })).toBe("plain");
  // @ts-expect-error no such message
  said({ messageId: "burned", data: { loaf: "rye", minutes: 40, right: "" } });
  // @ts-expect-error right, of the hint, is missing
  said({ messageId: "burnt", data: { loaf: "rye", minutes: 40 } });
  // @ts-expect-error all data are missing
  said({ messageId: "burnt" });
  // @ts-expect-error crust is named nowhere
  said({ messageId: "burnt", data: { loaf: "rye", minutes: 40, right: "", crust: "" } });
  // @ts-expect-error a place is needed
  const problem: Problem<typeof messages> = { messageId: "plain" };
  expect(problem).toBeDefined();
});
