import { memo } from "../../core/memo.ts";

/** The first release line with SecretRefs, blocked names and a filtered working folder's `.env`. */
const FIRST_LATER_LINE = [2026, 3, 13] as const;

/**
 * True for releases of the first era (up to 2026.2.x): a variable that is not there stops OpenClaw, there are no
 * SecretRefs and no `$NAME`, no name is blocked, `.env` of the working folder is read unfiltered. Measured at 2026.2.9
 * and 2026.9.6; releases between are judged as the later era from the first one that has SecretRefs.
 */
export const isEarlyRelease = memo((release): boolean => {
  const parts = release.split(/[.-]/u).map(Number);
  for (const [index, wanted] of FIRST_LATER_LINE.entries()) {
    const part = parts[index] ?? 0;
    if (Number.isNaN(part) || part > wanted) return false;
    if (part < wanted) return true;
  }
  return false;
});
