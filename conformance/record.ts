import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { OpenClawVerdict } from "./openclaw/messages.ts";

/** OpenClaw's verdicts so far, by config. A run that was stopped goes on from it, and a second run asks nothing twice. */
export interface VerdictRecord {
  get(id: string): OpenClawVerdict | undefined;
  add(id: string, verdict: OpenClawVerdict): void;
  readonly size: number;
}

/** Opens the record in a file, one JSON line a verdict; a line cut short by a crash is left out. */
export function openRecord(file: string): VerdictRecord {
  const known = new Map<string, OpenClawVerdict>();
  if (existsSync(file)) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const entry = parseLine(line);
      if (entry !== undefined) known.set(entry.id, entry.verdict);
    }
  }
  mkdirSync(dirname(file), { recursive: true });
  return {
    get: (id) => known.get(id),
    add: (id, verdict) => {
      known.set(id, verdict);
      appendFileSync(file, `${JSON.stringify({ id, verdict })}\n`);
    },
    get size() {
      return known.size;
    },
  };
}

function parseLine(line: string): { id: string; verdict: OpenClawVerdict } | undefined {
  if (line === "") return undefined;
  try {
    // Lines are written by `add` only.
    return JSON.parse(line) as { id: string; verdict: OpenClawVerdict };
  } catch {
    return undefined;
  }
}
