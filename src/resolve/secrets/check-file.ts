import { isAbsolute, join, resolve } from "pathe";
import { fromPointer, isObject } from "../../core/config-path.ts";
import { type FileStat, HostError } from "../../core/host.ts";
import { readText } from "../../read/read-text.ts";
import { seesFiles } from "../environment/environment.ts";
import { judgeValue } from "../environment/value-verdict.ts";
import type { ReferenceContext, ReferenceVerdict } from "./resolve-reference.ts";

/** Why OpenClaw will not take a secret from a file. */
export type FileFault =
  | "missing"
  | "not-regular"
  | "symlink"
  | "several-links"
  | "not-owned"
  | "readable-by-others"
  | "too-large"
  | "unreadable"
  | "not-json"
  | "not-an-object"
  | "no-such-value" // the JSON Pointer leads nowhere
  | "not-text" // it leads to something that is no text
  | "blank"
  | "redacted"
  | "id-must-be-value" // singleValue files have one id only
  | "id-must-be-pointer"; // json files take a JSON Pointer

const DEFAULT_LIMIT = 1024 * 1024; // maxBytes, as OpenClaw sets it

/** Checks a file secret as far as reading it is safe; the content is judged and let go of. */
export function checkFile(
  id: string,
  settings: Readonly<Record<string, unknown>>,
  context: ReferenceContext,
): ReferenceVerdict {
  const { host } = context;
  const written = settings["path"];
  if (typeof written !== "string" || written.trim() === "")
    return { kind: "undecidable", why: "the provider has no path" };
  const path = expand(written.trim(), context);
  const fault = (what: FileFault): ReferenceVerdict => ({ kind: "file-fault", path, fault: what });
  const single = settings["mode"] === "singleValue";
  if (single && id !== "value") return fault("id-must-be-value");
  if (!single && !id.startsWith("/")) return fault("id-must-be-pointer");
  if (!seesFiles(context.environment))
    return { kind: "undecidable", why: "the file lies where the gateway runs" };

  let stat: FileStat;
  try {
    stat = host.lstat(path);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return error.code === "ENOENT" || error.code === "ENOTDIR" ? fault("missing") : fault("unreadable");
  }
  if (stat.kind === "symlink") return fault("symlink");
  if (stat.kind !== "file") return fault("not-regular");
  if (stat.links > 1) return fault("several-links");
  if (host.platform === "linux" || host.platform === "darwin") {
    if (host.uid !== undefined && stat.uid !== host.uid) return fault("not-owned");
    if ((stat.mode & 0o077) !== 0) return fault("readable-by-others");
  }
  const limit = typeof settings["maxBytes"] === "number" ? settings["maxBytes"] : DEFAULT_LIMIT;
  if (stat.size > limit) return fault("too-large");
  if (!context.readableFolders.some((folder) => isInside(path, folder))) {
    return {
      kind: "undecidable",
      why: "the file is there; it lies outside the folders that are looked into",
    };
  }

  const read = readText(host, path, limit);
  if (!read.ok) return fault("unreadable");
  const found = single ? read.source.text.replace(/\r?\n$/u, "") : pointedAt(read.source.text, id);
  if (typeof found === "object") return fault(found.fault);
  const verdict = judgeValue(found);
  if (verdict === "empty") return fault("blank");
  if (verdict === "redacted") return fault("redacted");
  return { kind: "set", why: "the file holds it" };
}

function pointedAt(text: string, pointer: string): string | { readonly fault: FileFault } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: "not-json" };
  }
  if (!isObject(value)) return { fault: "not-an-object" };
  let at: unknown = value;
  for (const segment of fromPointer(pointer)) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, segment))
      return { fault: "no-such-value" };
    // An own key of an object or array; the check above makes the access safe.
    at = (at as Record<string, unknown>)[segment];
  }
  return typeof at === "string" ? at : { fault: "not-text" };
}

function expand(path: string, context: ReferenceContext): string {
  if (path === "~") return context.home;
  if (path.startsWith("~/")) return join(context.home, path.slice(2));
  return isAbsolute(path) ? resolve(path) : resolve(context.host.cwd, path);
}

function isInside(path: string, folder: string): boolean {
  const base = folder.endsWith("/") ? folder : `${folder}/`;
  return folder !== "" && path.startsWith(base);
}
