import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rules } from "../src/rules/registry.ts";
import { gallery, onboardPage, readme, ruleList, rulePages } from "./generate-docs.ts";
import { registryText, ruleFiles } from "./generate-registry.ts";
import { generateSchema } from "./generate-schema.ts";
import { commandPictures, pagesWithRuns } from "./pictures.ts";
import { problemMatcherText } from "./problem-matcher.ts";
import { settingsSchema } from "./settings-schema.ts";
import { withStageGraph } from "./stage-graph.ts";

// Writes everything that is made from something else and committed. The README's sample is a run of the built command,
// so `npm run generate` builds first. `.ci/run` runs it and then asks git whether anything changed.
const root = join(import.meta.dirname, "..");
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

write("src/rules/registry.ts", registryText(ruleFiles(join(root, "src/rules"))));
for (const { path, text } of generateSchema()) write(path, text);
write("schema/settings.schema.json", `${JSON.stringify(settingsSchema(rules), undefined, 2)}\n`);
const pages = [...rulePages(), await gallery()];
const names = new Set(pages.map(({ path }) => path.slice(path.lastIndexOf("/") + 1)));
for (const name of readdirSync(join(root, "docs/rules"))) {
  if (!names.has(name)) rmSync(join(root, "docs/rules", name)); // the page of a rule that is gone
}
for (const { path, text } of [
  ...pages,
  ...(await commandPictures(root)),
  ...(await pagesWithRuns(root)),
  readme(),
  ruleList(),
  onboardPage(),
])
  write(path, text);
write("problem-matcher.json", problemMatcherText());
write("src/README.md", withStageGraph(readFileSync(join(root, "src/README.md"), "utf8"), join(root, "src")));
