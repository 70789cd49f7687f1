import { defineConfig } from "vitest/config";

// Real pre-commit, lefthook, husky, package managers and other Nodes. Slower than the tests, and one file at a time.
export default defineConfig({
  test: {
    include: ["test/**/*.integration.ts"],
    globalSetup: ["test/global-setup.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
