import { isObject } from "../../src/core/config-path.ts";
import { GATEWAY_TARGETS } from "../../src/resolve/environment/environment.ts";
import type { Gateway, PageFile, World } from "../protocol.ts";

/** What a link or an example opens. */
export interface Opened {
  readonly files: readonly PageFile[];
  readonly names?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly gateway?: Gateway;
  readonly release?: string;
  readonly upgradeFrom?: string;
  readonly schemaOf?: string;
}

/** A link that holds more, unpacked, is not opened. In characters. */
const MOST = 1_000_000;

/** Packs what a link opens into its fragment: JSON, deflated, in the base64 of addresses. */
export async function packLink(opened: Opened): Promise<string> {
  const packed = await through(
    new CompressionStream("deflate-raw"),
    new TextEncoder().encode(JSON.stringify(opened)),
  );
  let text = "";
  for (const byte of packed) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Opens a fragment; undefined for one that is none, too large, or holds what no page of ours wrote. */
export async function openLink(fragment: string): Promise<Opened | undefined> {
  if (!/^[\w-]{8,}$/u.test(fragment)) return undefined;
  try {
    const text = atob(fragment.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(
      new DecompressionStream("deflate-raw"),
      Uint8Array.from(text, (char) => char.charCodeAt(0)),
    );
    return readOpened(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > MOST) throw new RangeError("the link holds too much");
    parts.push(read.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** A link is made by anybody: each part is looked at, and what does not fit is left out. */
function readOpened(given: unknown): Opened | undefined {
  if (!isObject(given) || !Array.isArray(given["files"])) return undefined;
  const files = given["files"].slice(0, 20).flatMap((file: unknown): readonly PageFile[] => {
    if (!isObject(file)) return [];
    const { name, text } = file;
    return typeof name === "string" && isFileName(name) && typeof text === "string" ? [{ name, text }] : [];
  });
  if (files.length === 0) return undefined;
  const text = (name: string): string | undefined => {
    const value = given[name];
    return typeof value === "string" && /^[\w.-]{1,40}$/u.test(value) ? value : undefined;
  };
  const { names, env } = given;
  const gateway = text("gateway");
  return {
    files,
    names: Array.isArray(names) ? names.filter((name) => typeof name === "string" && isName(name)) : [],
    env: isObject(env)
      ? Object.fromEntries(
          Object.entries(env).flatMap(([name, value]) =>
            isName(name) && typeof value === "string" ? [[name, value]] : [],
          ),
        )
      : {},
    ...optional(
      "gateway",
      GATEWAY_TARGETS.find((one) => one === gateway),
    ),
    ...optional("release", text("release")),
    ...optional("upgradeFrom", text("upgradeFrom")),
    ...optional("schemaOf", text("schemaOf")),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V });
}

/** A name of a file that the page takes: in the config's folder, below it, or in the home folder. */
export function isFileName(name: string): boolean {
  return /^(?:~\/)?[\w.@-][\w./@ -]{0,99}$/u.test(name) && !name.split("/").includes("..");
}

function isName(name: string): boolean {
  return /^[A-Za-z_]\w{0,127}$/u.test(name);
}

/** What a link of the page as it is holds: names, and no example's values. */
export function shared({ names, env, gateway, release }: World, files: readonly PageFile[]): Opened {
  return { files, names: [...new Set([...names, ...Object.keys(env)])], gateway, release };
}
