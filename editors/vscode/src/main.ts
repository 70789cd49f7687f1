import type { ExtensionContext } from "vscode";

// One file is all: VS Code loads it as the extension, and the extension starts it again, by itself, as the server. In a
// browser there is no process, and the service answers by itself.
const isWeb = globalThis.process?.versions?.node === undefined;

if (!isWeb && process.argv.includes("--clawlint-server"))
  void import("../../../src/lsp/stdio-server.ts").then(({ startServer }) => startServer());

/** Starts the extension. */
export async function activate(context: ExtensionContext): Promise<void> {
  if (isWeb) {
    const { activateWeb } = await import("./web.ts");
    activateWeb(context);
    return;
  }
  const extension = await import("./extension.ts");
  await extension.activate(context);
}

/** Ends it. */
export async function deactivate(): Promise<void> {
  if (isWeb) return;
  const extension = await import("./extension.ts");
  await extension.deactivate();
}
