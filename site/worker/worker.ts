import type { Kind, Message, Reply } from "../protocol.ts";
import { answers } from "./answers.ts";
import { Machine } from "./machine.ts";
import { PartsMissing } from "./parts.ts";

// What a worker has of its global scope; the DOM's own types and a worker's cannot be had together.
const scope = globalThis as unknown as {
  onmessage: (event: { readonly data: Message }) => void;
  postMessage(reply: Reply): void;
};

const machine = new Machine();
/** A world that was told and could not be taken over: the next question tries again. */
let unheld: Message["world"];

scope.onmessage = ({ data: { id, world, kind, ask } }) => {
  try {
    unheld = world ?? unheld;
    if (unheld !== undefined) machine.take(unheld);
    unheld = undefined;
    scope.postMessage({ id, answer: answer(kind, ask) });
  } catch (error) {
    if (error instanceof PartsMissing) {
      // A cache may hold half of an answer; the page starts a whole worker and asks again.
      scope.postMessage({ id, parts: true });
    } else scope.postMessage({ id, fault: error instanceof Error ? error.message : String(error) });
  }
};

function answer(kind: Kind, ask: unknown): unknown {
  // Both sides are built from one `Questions`, so what is asked fits its kind.
  return (answers[kind] as (machine: Machine, ask: unknown) => unknown)(machine, ask);
}
