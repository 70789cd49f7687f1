import { readFile } from "node:fs/promises";

/** A rule's or check's page in its file. */
export const DOCS = /^ {2}docs: \(\) => \(\{\n[\s\S]*?^ {2}\}\),\n/gmu;

/** An esbuild plugin that leaves out the rules' pages and summaries: whoever builds with it has them from elsewhere. */
export function withoutRulePages() {
  return {
    name: "without-rule-pages",
    setup(builder) {
      let found = 0;
      builder.onLoad({ filter: /\/src\/rules\/.*\.ts$/ }, async ({ path }) => {
        const text = (await readFile(path, "utf8")).replace(
          /(?<=^ {2,4}|, )summary:\s+"(?:[^"\\]|\\.)*"(?=,?$| \})/gmu,
          'summary: ""',
        );
        const contents = text.replace(DOCS, () => {
          found += 1;
          return '  docs: () => ({ trigger: "", bad: { config: "" }, good: { config: "" }, why: "", ignore: "" }),\n';
        });
        return { contents, loader: "ts" };
      });
      builder.onEnd(() => {
        if (found < 40) throw new Error(`pages of ${found} rules were found; their files look different now`);
      });
    },
  };
}
