import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { killWriter, noStrace } from "./kill-writer.ts";

/** More with CLAWLINT_KILLS=500. */
const KILLS = Number(process.env["CLAWLINT_KILLS"] ?? "24");

test(`${KILLS} kills in the middle of a write tear no file`, { timeout: 900_000 }, ({ skip }) => {
  const reason = noStrace();
  if (reason !== undefined) {
    console.warn(`skipped: ${reason}`);
    skip(reason);
  }
  const folder = mkdtempSync(join(tmpdir(), "clawlint-kill-"));
  try {
    const found = killWriter(folder, KILLS);
    expect(found).toMatchObject({ kills: KILLS, torn: 0, leftovers: 0 });
    expect(found.old).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
