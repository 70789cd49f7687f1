import { createMemoryHost } from "../../src/host/memory-host.ts";
import { lintConfig } from "../../src/lint.ts";
import { displayName } from "../../src/locate/locate-configs.ts";
import type { LintReport } from "../../src/report/lint-report.ts";
import { targetReaders } from "../../src/resolve/environment/target-readers.ts";

const MODEL = '{ id: "rye-2", name: "Rye 2" }';
const provider = (extra: string) =>
  `{ baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}", models: [${MODEL}]${extra} }`;

/**
 * A report that holds all a format can meet: all severities, a fix, a related place, a document outside the working
 * directory, names with spaces, commas and letters beyond ASCII, a clean config, a file that could not be read.
 */
export async function bakeryReport(): Promise<LintReport> {
  const files = {
    // An error with a fix (a misspelt key), in a folder whose name no URI holds as it is.
    "/bakery/Bäckerei Süd, 50%/openclaw.json": `{
  models: { providers: { ovenai: ${provider("").replace("baseUrl", "baseURL")} } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}
`,
    // A warning (a key that stands twice), notes (providers that nothing uses) and an error in an included document.
    "/head-office/openclaw.json": `{
  models: { $include: "./providers.json5" },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}
`,
    "/head-office/providers.json5": `{
  providers: {
    ovenai: ${provider(', apiKey: "${OVENAI_API_KEY}"')},
    flourbank: ${provider(", api: 'nothing'")},
    spare: ${provider("")},
  },
}
`,
    "/bakery/clean/openclaw.json": `{
  models: { providers: { ovenai: ${provider("")} } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}
`,
  };
  const host = createMemoryHost({
    files,
    cwd: "/bakery",
    osHome: "/home/baker",
    env: { HOME: "/home/baker", OVENAI_API_KEY: "sk-test-not-a-key" },
  });
  const readers = await targetReaders("shell");
  const reports = [
    "/bakery/Bäckerei Süd, 50%/openclaw.json",
    "/head-office/openclaw.json",
    "/bakery/clean/openclaw.json",
  ].map((path) => {
    const result = lintConfig(host, { path, file: displayName(host, path) }, { gateway: "shell", readers });
    if (!result.ok) throw new Error(result.failure);
    return result.report;
  });
  return { files: reports, gateway: "shell", troubles: ["till.json: there is no such file"] };
}
