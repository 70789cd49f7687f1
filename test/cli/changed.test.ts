import { afterAll, expect, test } from "vitest";
import { BAD, GOOD, runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder({
  "package.json": "{ nonsense",
  "good/openclaw.json": GOOD,
  "split/openclaw.json": '{ $include: ["./conf/base.json5", "./conf/models and more.json"] }',
  "split/conf/base.json5": "{ gateway: { port: 18789 } }",
  "split/conf/models and more.json": BAD,
  "split/conf/other.json": "{ nonsense",
});
afterAll(folder.remove);

const changed = (...files: readonly string[]) =>
  runCli(["check", "--changed", "--gateway", "none", "--format", "compact", ...files], { cwd: folder.path });

test("a file that belongs to no config is passed over, and said so", async () => {
  const run = await changed("package.json", "split/conf/other.json");
  expect(run).toMatchObject({ code: 0, stdout: "" });
  expect(run.stderr).toContain("none of the changed files");
});

test("a changed config is linted", async () => {
  expect(await changed("package.json", "good/openclaw.json")).toMatchObject({ code: 0, stderr: "" });
  expect((await changed("split/openclaw.json")).code).toBe(1);
});

test("a changed include brings up the config that includes it, whole and once", async () => {
  const run = await changed("split/conf/base.json5", "split/conf/models and more.json");
  expect(run.code).toBe(1);
  expect(run.stdout.match(/\[invalid-value\]/gu)).toHaveLength(1);
  expect(run.stdout).toContain("split/conf/models and more.json:3:");
});

test("without --changed a file is linted for itself", async () => {
  const run = await runCli(["check", "split/conf/other.json", "--format", "compact"], { cwd: folder.path });
  expect(run.code).toBe(1);
});
