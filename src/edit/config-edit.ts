import { type ConfigPath, isObject } from "../core/config-path.ts";
import { setOwn } from "../parse/to-value.ts";

/** One change of a config. Array indexes are numbers or digits; `move` takes a value away from `from` and puts it at `to`. */
export type ConfigEdit =
  | { readonly kind: "set"; readonly path: ConfigPath; readonly value: unknown }
  | { readonly kind: "remove"; readonly path: ConfigPath }
  | { readonly kind: "rename"; readonly path: ConfigPath; readonly name: string }
  | { readonly kind: "move"; readonly from: ConfigPath; readonly to: ConfigPath };

/** What an edit does to a plain value: the new value, or why it cannot be done. */
export type EditedValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: EditRefusal };

/** Why an edit is not made. */
export type EditRefusal =
  | "not-there" // nothing stands at the path
  | "taken" // something stands where the value should go
  | "no-object" // something above the path is neither object nor list
  | "broken-text" // the text has syntax errors
  | "duplicate-key" // the key stands twice, and which one is meant is not certain
  | "split"; // more than one file has a say in the value, or the file is included more than once

/** The reasons in words. */
export const refusalWords: Readonly<Record<EditRefusal, string>> = {
  "not-there": "there is nothing at that place",
  taken: "something else stands there already",
  "no-object": "a value above it is no object",
  "broken-text": "the file has syntax errors",
  "duplicate-key": "the key stands twice there",
  split: "more than one file has a say in it",
};

/** Applies an edit to a plain value, without changing the value given. This is what edits of a text must amount to. */
export function applyToValue(value: unknown, edit: ConfigEdit): EditedValue {
  switch (edit.kind) {
    case "set":
      return setAt(value, edit.path, edit.value);
    case "remove":
      return removeAt(value, edit.path);
    case "rename": {
      const parent = readPath(value, edit.path.slice(0, -1));
      const key = String(edit.path.at(-1));
      if (!isObject(parent) || !Object.hasOwn(parent, key)) return refuse("not-there");
      if (key === edit.name) return { ok: true, value };
      if (Object.hasOwn(parent, edit.name)) return refuse("taken");
      const renamed: Record<string, unknown> = {};
      for (const [name, one] of Object.entries(parent)) setOwn(renamed, name === key ? edit.name : name, one);
      return setAt(value, edit.path.slice(0, -1), renamed);
    }
    case "move": {
      const moved = readPath(value, edit.from);
      if (moved === undefined) return refuse("not-there");
      const there = readPath(value, edit.to);
      if (there !== undefined && !(isObject(there) && isObject(moved))) return refuse("taken");
      if (isObject(there) && isObject(moved) && Object.keys(moved).some((key) => Object.hasOwn(there, key)))
        return refuse("taken");
      if (startsWith(edit.to, edit.from) || startsWith(edit.from, edit.to)) return refuse("taken");
      const placed = setAt(
        value,
        edit.to,
        isObject(there) && isObject(moved) ? { ...there, ...moved } : moved,
      );
      return placed.ok ? removeAt(placed.value, edit.from) : placed;
    }
  }
}

/** The value at a path; array indexes may be digits. */
export function readPath(value: unknown, path: ConfigPath): unknown {
  let at = value;
  for (const segment of path) {
    if (Array.isArray(at)) at = at[Number(segment)];
    else if (isObject(at) && Object.hasOwn(at, segment)) at = at[String(segment)];
    else return undefined;
  }
  return at;
}

/** True when one path leads through another, or to it. */
export function startsWith(path: ConfigPath, head: ConfigPath): boolean {
  return head.every((segment, index) => String(segment) === String(path[index]) && index < path.length);
}

function setAt(value: unknown, path: ConfigPath, next: unknown): EditedValue {
  const [segment, ...rest] = path;
  if (segment === undefined) return { ok: true, value: next };
  if (value === undefined) {
    const inner = setAt(undefined, rest, next);
    return inner.ok ? { ok: true, value: withMember({}, String(segment), inner.value) } : inner;
  }
  if (Array.isArray(value)) {
    const index = Number(segment);
    if (!Number.isInteger(index) || index < 0 || index > value.length) return refuse("not-there");
    const inner = setAt(value[index], rest, next);
    if (!inner.ok) return inner;
    const copy = [...value];
    copy[index] = inner.value;
    return { ok: true, value: copy };
  }
  if (!isObject(value)) return refuse("no-object");
  const name = String(segment);
  const inner = setAt(Object.hasOwn(value, name) ? value[name] : undefined, rest, next);
  return inner.ok ? { ok: true, value: withMember(value, name, inner.value) } : inner;
}

function removeAt(value: unknown, path: ConfigPath): EditedValue {
  const segment = path.at(-1);
  const parent = readPath(value, path.slice(0, -1));
  if (segment === undefined) return refuse("not-there");
  if (Array.isArray(parent)) {
    const index = Number(segment);
    if (!Number.isInteger(index) || index < 0 || index >= parent.length) return refuse("not-there");
    return setAt(value, path.slice(0, -1), parent.toSpliced(index, 1));
  }
  if (!isObject(parent) || !Object.hasOwn(parent, segment)) return refuse("not-there");
  const left: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(parent)) if (name !== String(segment)) setOwn(left, name, one);
  return setAt(value, path.slice(0, -1), left);
}

function withMember(
  object: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(object)) setOwn(copy, key, one);
  setOwn(copy, name, value);
  return copy;
}

function refuse(reason: EditRefusal): EditedValue {
  return { ok: false, reason };
}
