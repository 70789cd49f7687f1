import type { ExtensionContext } from "vscode";

// One file is both: VS Code loads it as the extension, and the extension starts it again, by itself, as the server.
const isServer = process.argv.includes("--clawlint-server");

if (isServer) void import("../../../src/lsp/bin.ts");

/** Starts the extension. */
export async function activate(context: ExtensionContext): Promise<void> {
  const extension = await import("./extension.ts");
  await extension.activate(context);
}

/** Ends it. */
export async function deactivate(): Promise<void> {
  const extension = await import("./extension.ts");
  await extension.deactivate();
}
