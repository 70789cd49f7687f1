import { dirname, join } from "pathe";
import { type Host, isFile } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { nearest, nearestTyped, orList } from "../core/text.ts";
import { createDocument, type Document } from "../parse/document.ts";
import { findMember, type SyntaxNode } from "../parse/syntax-tree.ts";
import { toValue } from "../parse/to-value.ts";
import { readText } from "../read/read-text.ts";
import { GATEWAY_TARGETS } from "../resolve/environment/environment.ts";
import { syntaxFault } from "../rules/syntax/syntax.ts";
import { FAIL_LEVELS, LEVELS, SETTINGS_NAMES, type Settings } from "./settings.ts";

/** A settings file that was found: its settings, or what is wrong with it in words. */
export type FoundSettings =
  | { readonly ok: true; readonly path: string; readonly folder: string; readonly settings: Settings }
  | { readonly ok: false; readonly path: string; readonly problem: string };

const LIMIT = 1024 * 1024;

/** The settings file of a folder: in it or in the nearest folder above; undefined when there is none. */
export function findSettings(
  host: Host,
  folder: string,
  ruleIds: ReadonlySet<string>,
): FoundSettings | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const name = SETTINGS_NAMES.find((one) => isFile(host, join(at, one)));
    if (name !== undefined) return readSettings(host, join(at, name), ruleIds);
    if (dirname(at) === at) return undefined;
  }
}

/** Reads and checks a settings file. The first fault is told, with its line. */
function readSettings(host: Host, path: string, ruleIds: ReadonlySet<string>): FoundSettings {
  const result = readText(host, path, LIMIT);
  if (!result.ok) return { ok: false, path, problem: "it cannot be read" };
  const document = createDocument(result.source, path);
  const { root } = document.tree;
  const at = (node: { start: number } | undefined, words: string): FoundSettings => {
    const { line, column } = document.lines.position(node?.start ?? 0);
    return { ok: false, path, problem: `line ${line}, column ${column}: ${words}` };
  };
  const error = syntaxFault(document);
  if (error !== undefined || root === undefined)
    return at(error, [error?.message, error?.hint].filter((words) => words !== undefined).join(" "));
  const fault = new Checker(document, ruleIds).settings(root);
  if (fault !== undefined) return at(fault.node, fault.words);
  // Checked key by key just above.
  return { ok: true, path, folder: dirname(path), settings: toValue(root) as Settings };
}

interface Fault {
  readonly node: SyntaxNode | { readonly start: number };
  readonly words: string;
}

type Check = (node: SyntaxNode, name: string) => Fault | undefined;

class Checker {
  readonly document: Document;
  readonly ruleIds: ReadonlySet<string>;

  constructor(document: Document, ruleIds: ReadonlySet<string>) {
    this.document = document;
    this.ruleIds = ruleIds;
  }

  settings(root: SyntaxNode): Fault | undefined {
    return this.object(root, "the settings", {
      $schema: text,
      rules: (node) => this.rules(node),
      overrides: list((node) =>
        this.object(
          node,
          "an override",
          { files: list(text), paths: list(text), rules: (inner) => this.rules(inner) },
          ["rules"],
        ),
      ),
      gateway: oneOf(GATEWAY_TARGETS),
      serviceFile: text,
      service: text,
      envFiles: list(text),
      envNames: list(text),
      openclawVersion: text,
      readOnly: flag,
      failOn: oneOf(FAIL_LEVELS),
      failOnUnknown: flag,
      baseline: text,
    });
  }

  rules(node: SyntaxNode): Fault | undefined {
    if (node.type !== "object") return { node, words: "rules takes an object of rule: level" };
    const level = oneOf(LEVELS);
    for (const { key, value } of node.members) {
      if (!this.ruleIds.has(key.name))
        return { node: key, words: unknown("rule", key.name, [...this.ruleIds]) };
      const fault = value === undefined ? undefined : level(value, key.name);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  object(
    node: SyntaxNode,
    what: string,
    checks: Readonly<Record<string, Check>>,
    required: readonly string[] = [],
  ): Fault | undefined {
    if (node.type !== "object") return { node, words: `${what} must be an object` };
    for (const { key, value } of node.members) {
      const check = Object.hasOwn(checks, key.name) ? checks[key.name] : undefined;
      if (check === undefined) return { node: key, words: unknown("setting", key.name, Object.keys(checks)) };
      const fault = value === undefined ? undefined : check(value, key.name);
      if (fault !== undefined) return fault;
    }
    const missing = required.find((name) => findMember(node, name) === undefined);
    return missing === undefined ? undefined : { node, words: `${what} needs "${missing}"` };
  }
}

function text(node: SyntaxNode, name: string): Fault | undefined {
  if (node.type === "string" && node.value !== "") return undefined;
  return { node, words: `${name} takes text in quotes` };
}

function flag(node: SyntaxNode, name: string): Fault | undefined {
  if (node.type === "literal" && typeof node.value === "boolean") return undefined;
  return { node, words: `${name} takes true or false` };
}

function list(check: Check): Check {
  return (node, name) => {
    if (node.type !== "array") return { node, words: `${name} takes a list in brackets` };
    for (const item of node.items) {
      const fault = check(item, `an entry of ${name}`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
}

function oneOf(allowed: readonly string[]): Check {
  return (node, name) => {
    if (node.type === "string" && allowed.includes(node.value)) return undefined;
    const guess = node.type === "string" ? nearestTyped(node.value, allowed) : undefined;
    return {
      node,
      words: `${name} takes ${orList(allowed)}${guess === undefined ? "" : `; did you mean ${guess}?`}`,
    };
  };
}

function unknown(kind: string, name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  const help =
    guess === undefined
      ? known.length > 15
        ? ""
        : `; there are ${orList(known)}`
      : `; did you mean ${guess}?`;
  return `there is no ${kind} "${show(name)}"${help}`;
}
