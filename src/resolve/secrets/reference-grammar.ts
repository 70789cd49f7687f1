/** Where a SecretRef's value comes from. */
export type SecretSource = "env" | "file" | "exec" | "store";

/** The grammar of an alias in `secrets.providers` and of a reference's `provider`. */
export function isAlias(text: string): boolean {
  return /^[a-z][a-z0-9_-]{0,63}$/u.test(text);
}

/** The grammar of the `id` of a file reference: `value`, or a JSON Pointer (RFC 6901). */
export function isFileId(text: string): boolean {
  return text === "value" || /^\/(?:[^~]|~[01])*$/su.test(text);
}

/** The grammar of the `id` of an exec reference. */
export function isExecId(text: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,255}$/u.test(text) &&
    !text.split("/").some((segment) => segment === "." || segment === "..")
  );
}
