import { ownValue } from "../core/own-value.ts";
import type { RawCheckArguments } from "./check-arguments.ts";
import { argumentOf, CHECK_OPTIONS } from "./check-options.ts";
import { COMMANDS } from "./commands.ts";

/**
 * Reads `[check] [paths…] [options]` without loading yargs, which costs as much as starting Node. Undefined for what is
 * unusual: another command, an option that `check` has not, one that is repeated, empty, or lacks its value. The long
 * route reads that, or says what is wrong with it; both give the same for what this one reads, which a test holds.
 */
export function readShortRoute(args: readonly string[]): RawCheckArguments | undefined {
  const rest = args[0] === "check" ? args.slice(1) : args;
  const paths: string[] = [];
  const read: Record<string, unknown> = {};
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? "";
    if (word === "--") {
      paths.push(...rest.slice(index + 1));
      break;
    }
    if (word === "-" || !word.startsWith("-")) {
      // A command may stand behind options too.
      if (word === "" || (rest === args && paths.length === 0 && COMMANDS.includes(word))) return undefined;
      paths.push(word);
      continue;
    }
    const equals = word.indexOf("=");
    const written = equals < 0 ? word : word.slice(0, equals);
    const inline = equals < 0 ? undefined : word.slice(equals + 1);
    const isOff = written.startsWith("--no-");
    const name = written === "-f" ? "format" : written.slice(isOff ? 5 : 2);
    const option = ownValue(CHECK_OPTIONS, name);
    if (option === undefined || (name !== "format" && !written.startsWith("--"))) return undefined;
    const argument = argumentOf(name);
    if (argument in read && option.kind !== "list") return undefined;
    if (option.kind === "switch") {
      if (inline !== undefined) return undefined;
      read[argument] = !isOff;
      continue;
    }
    if (isOff) return undefined;
    // Alone it means the safe ones, and takes no word behind it.
    if (name === "fix" && inline === undefined) {
      read["fix"] = "";
      continue;
    }
    const value = inline ?? rest[index + 1];
    if (value === undefined || value === "" || value.startsWith("-")) return undefined;
    if (inline === undefined) index += 1;
    if (option.kind === "number") {
      if (!/^\d{1,9}$/u.test(value)) return undefined;
      read[argument] = Number(value);
    } else if (option.kind === "list") {
      const before = read[argument];
      read[argument] = [...(Array.isArray(before) ? before : []), value];
    } else read[argument] = value;
  }
  return { ...read, paths };
}
