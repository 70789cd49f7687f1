import { readFileSync } from "node:fs";
import JSON5 from "json5";
import type { SchemaSource } from "../src/schema/source.ts";
import { assemble } from "./assemble.ts";

const SECTIONS = ["shared", "models", "agents", "env", "secrets", "auth", "root"];

/** Reads schema/source and joins its sections. */
export function readSchemaSource(): SchemaSource {
  const read = (name: string) =>
    JSON5.parse(readFileSync(new URL(`../schema/source/${name}.json5`, import.meta.url), "utf8"));
  return assemble(SECTIONS.map(read), read("provider-ids"), read("words"));
}
