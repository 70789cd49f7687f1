import { join } from "node:path";

/**
 * What every bundle of ours has in common.
 *
 * In: the top of the repository. Out: options of esbuild.
 */
export function bundleOptions(root) {
  return {
    absWorkingDir: root,
    // Their main files find their parts in a way that no bundler follows.
    alias: {
      "@vscode/l10n": join(root, "node_modules/@vscode/l10n/dist/browser.js"),
      "jsonc-parser": join(root, "node_modules/jsonc-parser/lib/esm/main.js"),
      "vscode-json-languageservice": join(
        root,
        "node_modules/vscode-json-languageservice/lib/esm/jsonLanguageService.js",
      ),
    },
    bundle: true,
    platform: "node",
    target: "node20.19",
    minify: true,
    // A crash in a file of one line would print all of it; shorter lines make the package larger.
    lineLimit: 2000,
    legalComments: "none",
    logLevel: "warning",
  };
}
