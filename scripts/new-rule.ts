// npm run new-rule ID SUBJECT: the files of a new rule, to be filled in. Its tests fail until they are.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { newRuleFiles } from "./rule-template.ts";

const root = join(import.meta.dirname, "..");
const [id = "", subject = ""] = process.argv.slice(2);
try {
  const files = newRuleFiles(id, subject);
  const there = [...files.keys()].find((path) => existsSync(join(root, path)));
  if (there !== undefined) throw new Error(`${there} is there already`);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(path);
  }
  console.log("Fill them in, then run: npm run generate && npm test");
} catch (error) {
  console.error(`new-rule: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
