import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { registryText, ruleIds } from "./generate-registry.ts";

// Writes everything that is made from something else. `.ci/run` runs it and then asks git whether anything changed.
const root = join(import.meta.dirname, "..");
const write = (path: string, text: string) => writeFileSync(join(root, path), text);

write("src/rules/registry.ts", registryText(ruleIds(join(root, "src/rules"))));
