/** A source of chance that gives the same choices for the same seed. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  /** True in one of `of` cases. */
  once(of: number): boolean;
  /** One of the items; throws where there is none. */
  pick<T>(items: readonly T[]): T;
  /** `count` different items (all of them where there are fewer), in their order. */
  some<T>(items: readonly T[], count: number): T[];
}

/** Chance from a text: mulberry32, started with the text's FNV-1a hash. */
export function seeded(seed: string): Random {
  let state = 0x811c9dc5;
  for (let index = 0; index < seed.length; index++) {
    state = Math.imul(state ^ seed.charCodeAt(index), 0x01000193);
  }
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(unit() * limit);
  return {
    below,
    once: (of) => below(of) === 0,
    pick: (items) => {
      const index = below(items.length);
      if (items.length === 0) throw new Error("nothing to pick from");
      // The index is below the length.
      return items[index] as (typeof items)[number];
    },
    some: (items, count) => {
      const left = items.map((_, index) => index);
      const taken = new Set<number>();
      while (taken.size < count && left.length > 0)
        taken.add(left.splice(below(left.length), 1)[0] as number);
      return items.filter((_, index) => taken.has(index));
    },
  };
}
