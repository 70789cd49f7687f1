// The main job from a fresh checkout: lints what the arguments name, else this machine's config, else the sample.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import "./bootstrap.mjs";

const root = join(import.meta.dirname, "..");
const cli = join(root, "dist", "cli.js");
const folder = process.env.INIT_CWD ?? process.cwd(); // npm starts scripts in the package's folder
const clawlint = (args, cwd) =>
  spawnSync(process.execPath, ["--", cli, ...args], { cwd, stdio: "inherit" }).status ?? 1;

const args = process.argv.slice(2);
if (args.length > 0) process.exitCode = clawlint(args, folder);
else {
  const seen = spawnSync(process.execPath, ["--", cli, "--format", "compact"], {
    cwd: folder,
    stdio: "ignore",
  });
  if (seen.status === 3) {
    console.error(
      "No OpenClaw config on this machine: linting the sample that ships with clawlint instead.\n",
    );
    // The sample's faults are the point, so they do not fail the command.
    clawlint(["sample/openclaw.json", "--fail-on", "never"], root);
  } else process.exitCode = clawlint([], folder);
}
