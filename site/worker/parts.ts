import type { RuleWords } from "../protocol.ts";

/** Says that an answer needs the half of the code that the page loads when somebody begins to work. */
export class PartsMissing extends Error {}

interface Parts {
  readonly rules: readonly RuleWords[];
  readonly ownSchemas: Readonly<
    Record<
      string,
      ((config: unknown) => boolean) & {
        errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
      }
    >
  >;
}

/** What the second half brings beside the modules that `site/make/late-modules.ts` puts there. */
export function parts(): Parts {
  const found = (globalThis as { clawlintParts?: Parts }).clawlintParts;
  if (found === undefined) throw new PartsMissing();
  return found;
}
