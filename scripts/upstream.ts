import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installOpenClaw, unpackedOpenClaw } from "../conformance/openclaw/install.ts";
import { differences, render } from "./upstream/facts.ts";
import { migratedModels } from "./upstream/migrated-models.ts";
import { openclawFacts } from "./upstream/openclaw-facts.ts";
import { ownFacts } from "./upstream/own-facts.ts";
import { routeDataPath, routeFacts, routeFactsDiffer, writeRouteFacts } from "./upstream/route-facts.ts";
import { statusOfAll, takeAll } from "./upstream/whole/all.ts";
import { writeFates } from "./upstream/whole/fates.ts";
import { applyDifferences, DATA_PATHS, readDataFiles, writeDataFiles } from "./upstream/write-data.ts";

const HELP = `npm run upstream -- [options]

Compares an OpenClaw with our data and prints what is new, gone or changed. Exit code 1 where anything is.

  --openclaw V   the release or tag to install and ask (default latest)
  --dist DIR     an unpacked OpenClaw package instead, with its dependencies
  --all          takes the whole schema of every stable release that is not in yet into schema/generated; may be
                 stopped and started again, one package lies on the disk at a time
  --status       with --all: prints which releases are in and which are not
  --only A,B     with --all: only these releases
  --packages DIR with --all: a folder with packages as \`npm pack\` names them, so that they are not fetched
  --fates        with --dist: asks that OpenClaw's own migration what becomes of every key that left
  --write        brings the data files up to date, but for schema paths, api values and model aliases,
                 which need words or a release of their own; src/data/routes gets the file of the release
`;

const { values } = parseArgs({
  options: {
    openclaw: { type: "string" },
    dist: { type: "string" },
    write: { type: "boolean" },
    all: { type: "boolean" },
    fates: { type: "boolean" },
    status: { type: "boolean" },
    only: { type: "string" },
    packages: { type: "string" },
    help: { type: "boolean" },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);
const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (values.help === true) process.stdout.write(HELP);
else if (values.fates === true && values.dist !== undefined) {
  say(`${await writeFates(root, values.dist)} keys, values and types that OpenClaw mends`);
} else if (values.all === true && values.status === true) {
  const { taken, missing } = statusOfAll(root);
  say(`in (${taken.length}): ${taken.join(" ")}`);
  say(`not in (${missing.length}): ${missing.join(" ")}`);
} else if (values.all === true) {
  const failed = takeAll({ root, only: values.only?.split(","), packages: values.packages, say });
  process.exitCode = failed.length > 0 ? 1 : 0;
} else {
  const installation =
    values.dist === undefined ? installOpenClaw(values.openclaw ?? "latest") : unpackedOpenClaw(values.dist);
  const { facts: read, packages } = openclawFacts(installation);
  const files = readDataFiles(root);
  const own = ownFacts(files);
  // Every model that either side has heard of, with its provider and without.
  const heard = (["model", "retired model", "migrated model"] as const).flatMap((kind) => [
    ...read[kind].keys(),
    ...own.facts[kind].keys(),
  ]);
  const bare = heard
    .map((name) => name.slice(name.indexOf("/")))
    .filter((name) => name.lastIndexOf("/") === 0);
  const candidates = [...heard, ...bare];
  const facts = { ...read, "migrated model": await migratedModels(installation, candidates) };
  const found = differences(facts, own.facts, own.elsewhere);
  for (const difference of found) process.stdout.write(`${render(difference)}\n`);
  const routes = routeFacts(installation);
  const routesDiffer = routeFactsDiffer(root, routes);
  if (routesDiffer) process.stdout.write(`changed route facts: ${routeDataPath(routes.release)}\n`);
  if (values.write === true) {
    writeRouteFacts(root, routes);
    const stamp = { release: installation.version, taken: new Date().toISOString().slice(0, 10) };
    writeDataFiles(root, applyDifferences(files, found, packages, stamp));
    const paths = [DATA_PATHS.variables, DATA_PATHS.blocked];
    execFileSync("npx", ["biome", "format", "--write", ...paths], { cwd: root, stdio: ["ignore", 2, 2] });
  }
  process.exitCode = found.length > 0 || routesDiffer ? 1 : 0;
}
