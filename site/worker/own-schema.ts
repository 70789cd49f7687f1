import { fromPointer } from "../../src/core/config-path.ts";
import type { OwnSchema } from "../../src/validate/own-schema.ts";
import { parts } from "./parts.ts";

/** The schema of a rule's example, compiled when the page was built: a page without `eval` cannot compile one. */
export function ownSchemaOf(rule: string): OwnSchema | undefined {
  const validate = Object.hasOwn(parts().ownSchemas, rule) ? parts().ownSchemas[rule] : undefined;
  if (validate === undefined) return undefined;
  return (config) =>
    validate(config)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message = "it does not fit" }) => ({
          path: fromPointer(instancePath),
          on: "value",
          words: message,
        }));
}
