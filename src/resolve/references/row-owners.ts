import { onceFor } from "../../core/once-for.ts";
import type { ConfiguredProvider } from "../providers/configured-providers.ts";

/**
 * The one provider that has a row with the whole text of a reference as its id: `z-ai/glm-5` of a provider `nvidia`, whose
 * models bear their makers' names. Undefined where none has, several have, or the id is no such name.
 */
export function rowOwner(
  providers: readonly ConfiguredProvider[],
  text: string,
): ConfiguredProvider | undefined {
  const id = text.trim().toLowerCase();
  return id.includes("/") ? (ownersById(providers).get(id) ?? undefined) : undefined;
}

const ownersById = onceFor((providers: readonly ConfiguredProvider[]) => {
  const owners = new Map<string, ConfiguredProvider | null>();
  for (const provider of providers)
    for (const { id } of provider.models) {
      const key = id.toLowerCase();
      const earlier = owners.get(key);
      owners.set(key, earlier === undefined || earlier === provider ? provider : null);
    }
  return owners;
});
