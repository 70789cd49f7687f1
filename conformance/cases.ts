import { createHash } from "node:crypto";
import JSON5 from "json5";
import type { ReleaseLine } from "../src/schema/releases.ts";
import type { SchemaNode } from "../src/schema/source.ts";
import { generateConfig } from "./generate.ts";
import { MUTATIONS, type MutationKind, mutate } from "./mutate.ts";
import { seeded } from "./random.ts";
import { settle } from "./settle.ts";
import type { BendKind } from "./whole.ts";

/** One config of a run. */
export interface Case {
  readonly index: number;
  /**
   * `valid`: clawlint takes it; a mutation: the valid one before it with one thing changed; `odd`: as generated, with
   * texts that OpenClaw may object to; `given`: out of a file.
   */
  readonly kind: "valid" | "odd" | "given" | "edge" | MutationKind | BendKind;
  readonly config: unknown;
}

/** Configs grow over so many cases, then start small again. */
const GROWTH = 60;
const LARGEST = 6;

/**
 * Case `index` of a seed. In turn: a valid config, three mutants of it, and every eighth an odd one. The same seed,
 * release and schema give the same case, whatever came before.
 */
export function caseAt(index: number, seed: string, release: ReleaseLine, schema: SchemaNode): Case {
  const family = Math.floor(index / 4);
  const size = 1 + Math.floor(((family % GROWTH) / GROWTH) * LARGEST);
  const random = seeded(`${seed} ${release} ${family}`);
  if (family % 2 === 1 && index % 4 === 3) {
    return { index, kind: "odd", config: generateConfig(schema, random, { size, odd: true }) };
  }
  const valid = settle(generateConfig(schema, random, { size, odd: false }), release);
  if (index % 4 === 0) return { index, kind: "valid", config: valid };
  const own = seeded(`${seed} ${release} ${family} ${index}`);
  // Not every config has a place for every mutation.
  for (let attempt = 0; attempt < 20; attempt++) {
    const mutant = mutate(valid, schema, own.pick(MUTATIONS), own);
    if (mutant !== undefined) return { index, kind: mutant.kind, config: mutant.config };
  }
  return { index, kind: "valid", config: valid };
}

/** A config as the JSON5 text that OpenClaw reads. */
export function textOf(config: unknown): string {
  return JSON5.stringify(config, null, 2);
}

/** Names a text in the record of verdicts. */
export function textId(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
