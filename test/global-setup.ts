import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Tests run the built command, so the build must be there and fresh. */
export default function setup(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, "..", "scripts", "bootstrap.mjs")], {
    stdio: "inherit",
  });
}
