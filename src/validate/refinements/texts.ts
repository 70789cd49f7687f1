import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { isMovedOnRead } from "../../schema/read-moves.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Texts of which the schema says only that they are some text: programs, folders, a width. */
export const texts: Refinement = (config, _release, _agents, exact) => {
  const problems: SchemaProblem[] = [];
  const check = (path: ConfigPath, rule: string, reason: string, fits: (text: string) => boolean) => {
    const text = valueAt(config, path);
    if (typeof text === "string" && !holdsVariable(text) && !fits(text))
      problems.push(refusal(path, rule, reason));
  };
  const speech: ConfigPath = ["audio", "transcription", "command"];
  const command = valueAt(config, speech);
  if (Array.isArray(command) && !isMovedOnRead(speech.slice(0, 2), command, exact)) {
    if (command.length === 0) problems.push(refusal(speech, "program", PROGRAM));
    else check([...speech, 0], "program", PROGRAM, isProgram);
  }
  check(["gateway", "controlUi", "chatMessageMaxWidth"], "width", "it must be a width of CSS", isWidth);
  if (!does("core-judges-channels", exact)) return problems;
  for (const channel of ["imessage", "signal"]) {
    const at: ConfigPath = ["channels", channel];
    const accounts = valueAt(config, [...at, "accounts"]);
    const ids = isObject(accounts) ? Object.keys(accounts) : [];
    for (const holder of [at, ...ids.map((id): ConfigPath => [...at, "accounts", id])]) {
      check([...holder, "cliPath"], "program", PROGRAM, isProgram);
      if (channel !== "imessage") continue;
      for (const key of ["attachmentRoots", "remoteAttachmentRoots"]) {
        const roots = valueAt(config, [...holder, key]);
        for (const index of Array.isArray(roots) ? roots.keys() : [])
          check([...holder, key, index], "folder", "it must be a whole path", isRoot);
      }
    }
  }
  return problems;
};

/** `messages.tts.enabled`, which these releases take as a sign of an older config. */
export const speechSwitch: Refinement = (config) =>
  valueAt(config, ["messages", "tts", "enabled"]) !== undefined
    ? [refusal(["messages", "tts", "enabled"], "speech", "messages.tts.auto has its place", "key")]
    : [];

const PROGRAM = "it must be the name or path of a program, without marks of a shell";

function isProgram(text: string): boolean {
  const name = text.trim();
  if (name === "" || /[\0\r\n;&|`$<>"']/u.test(name)) return false;
  return /^[.~]|[/\\]/u.test(name) || /^[A-Za-z0-9._+][A-Za-z0-9._+-]*$/u.test(name);
}

/** A path from the root on; a star stands for a whole part of it. */
function isRoot(text: string): boolean {
  const path = text.trim().replaceAll("\\", "/");
  if (!/^(?:[A-Za-z]:)?\//u.test(path) || path.includes("\0")) return false;
  const parts = path.replace(/^[A-Za-z]:/u, "").split("/");
  const kept: string[] = [];
  for (const part of parts) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  return kept.length > 0 && kept.every((part) => part === "*" || !part.includes("*"));
}

/** Words that a width may hold; the last row are functions, and one of them may stand around the rest. */
const UNITS: ReadonlySet<string> = new Set(["px", "rem", "em", "ch", "vw", "vh", "vmin", "vmax"]);
const KEYWORDS: ReadonlySet<string> = new Set(["none", "max-content", "min-content"]);
const FUNCTIONS: ReadonlySet<string> = new Set(["calc", "clamp", "fit-content", "max", "min"]);

function isWidth(text: string): boolean {
  const width = text.trim().replace(/\s+/gu, " ").toLowerCase();
  if (width === "" || width.length > 96) return false;
  if (KEYWORDS.has(width) || /^(?:\d+(?:\.\d+)?|\.\d+)(?:px|rem|em|ch|vw|vh|vmin|vmax|%)$/u.test(width))
    return true;
  if (!/^(?:calc|clamp|fit-content|max|min)\(.+\)$/u.test(width)) return false;
  if (!/^[0-9a-z.%+\-*/(), ]+$/u.test(width)) return false;
  let depth = 0;
  for (const mark of width) {
    depth += mark === "(" ? 1 : mark === ")" ? -1 : 0;
    if (depth < 0) return false;
  }
  const words = width.match(/[a-z][a-z0-9-]*/gu) ?? [];
  return depth === 0 && words.every((one) => UNITS.has(one) || KEYWORDS.has(one) || FUNCTIONS.has(one));
}
