/** One `Key=value` of a unit file, continuation lines joined. */
export interface UnitSetting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** 1-based line on which the setting begins. */
  readonly line: number;
}

/**
 * Reads a unit file by the rules of `systemd.syntax`: `#` and `;` begin comments (also between the lines of a
 * continued setting), a backslash at the end of a line continues it with a space in its place.
 */
export function readUnitFile(text: string): readonly UnitSetting[] {
  const settings: UnitSetting[] = [];
  let section = "";
  let held = "";
  let heldLine = 0;
  const finish = (full: string, line: number): void => {
    const trimmed = full.trim();
    if (trimmed === "") return;
    if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
      section = trimmed.slice(1, -1);
      return;
    }
    const equals = trimmed.indexOf("=");
    if (equals <= 0) return;
    const key = trimmed.slice(0, equals).trim();
    settings.push({ section, key, value: trimmed.slice(equals + 1).trim(), line });
  };

  for (const [index, raw] of text.split(/\r?\n/u).entries()) {
    const begin = raw.trimStart();
    if (begin.startsWith("#") || begin.startsWith(";")) continue;
    if (heldLine === 0) heldLine = index + 1;
    if (endsWithOddBackslashes(raw)) {
      held += `${raw.slice(0, -1)} `;
      continue;
    }
    finish(held + raw, heldLine);
    held = "";
    heldLine = 0;
  }
  if (held !== "") finish(held, heldLine);
  return settings;
}

/** `\\` at the end is an escaped backslash, not a continuation. */
function endsWithOddBackslashes(line: string): boolean {
  const run = /\\+$/u.exec(line)?.[0].length ?? 0;
  return run % 2 === 1;
}
