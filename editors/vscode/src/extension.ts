import { join } from "node:path";
import * as vscode from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type Location,
  type Position,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";

/** What the server says of one config. */
interface Status {
  readonly uri: string;
  readonly text: string;
  readonly release: string;
  readonly why: string;
  readonly keys: string;
  readonly gateway: string;
  readonly problem: string | null;
}

const GATEWAYS = ["auto", "shell", "systemd", "launchd", "container", "none"] as const;

/** Where a document may lie. */
const SCHEMES: readonly string[] = ["file", "untitled", "vscode-vfs"];

let client: LanguageClient | undefined;

/** Starts the server and registers what VS Code shows of it. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = join(context.extensionPath, "dist", "main.js");
  const server: ServerOptions = { module, transport: TransportKind.stdio, args: ["--clawlint-server"] };
  const options: LanguageClientOptions = {
    // By name, not by language: another extension may take the document to a language of its own.
    documentSelector: ["json", "json5", "jsonc"].flatMap((end) =>
      SCHEMES.map((scheme) => ({ scheme, pattern: `**/*.${end}` })),
    ),
    diagnosticPullOptions: {
      onChange: true,
      // The same for a tab whose text is not loaded yet. The client's own way leaves out what lies in ~/.openclaw: to
      // its globs a folder with a dot is hidden.
      match: (_, { scheme, path }) => SCHEMES.includes(scheme) && /\.json[5c]?$/u.test(path),
    },
    initializationOptions: {
      trusted: vscode.workspace.isTrusted,
      status: true,
      showReferences: true,
      ignore: true,
    },
    synchronize: { configurationSection: "clawlint" },
    outputChannelName: "clawlint",
  };
  client = new LanguageClient("clawlint", "clawlint", server, options);
  const status = createStatus(context);
  client.onNotification("clawlint/status", status);
  registerCommands(context, client);
  context.subscriptions.push(
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      void client?.sendNotification("clawlint/trust", { trusted: true });
    }),
  );
  await client.start();
  warnOfOthers();
}

/** Stops the server. */
export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}

/** The status item: which release judges, and whose keys count. */
function createStatus(context: vscode.ExtensionContext): (status: Status) => void {
  const item = vscode.window.createStatusBarItem("clawlint.status", vscode.StatusBarAlignment.Right, 10);
  item.name = "clawlint";
  item.command = "clawlint.chooseGateway";
  const known = new Map<string, Status>();
  let last: Status | undefined;
  const show = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined || !/\.json[5c]?$/u.test(uri.path) || last === undefined) {
      item.hide();
      return;
    }
    // An included file has the status of its config.
    const status = known.get(uri.toString()) ?? last;
    item.text = `$(${status.problem === null ? "check" : "warning"}) ${status.text}`;
    item.tooltip = `clawlint: OpenClaw ${status.release} (${status.why}); keys are looked for in: ${status.keys}${status.problem === null ? "" : `. Settings: ${status.problem}`}`;
    item.show();
  };
  context.subscriptions.push(item, vscode.window.onDidChangeActiveTextEditor(show));
  return (status) => {
    known.set(vscode.Uri.parse(status.uri).toString(), status);
    last = status;
    show();
  };
}

function registerCommands(context: vscode.ExtensionContext, server: LanguageClient): void {
  const active = (): string | undefined => vscode.window.activeTextEditor?.document.uri.toString();
  const run = (command: string, args: readonly unknown[]): Promise<unknown> =>
    server.sendRequest("workspace/executeCommand", { command, arguments: args });
  const register = (name: string, act: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(name, act));
  };
  register("clawlint.mend", async () => {
    const made = await run("clawlint.fixAll", [active()]);
    void vscode.window.setStatusBarMessage(
      made === 0 ? "clawlint: nothing to repair" : "clawlint: repaired",
      4000,
    );
  });
  register("clawlint.chooseGateway", async () => {
    const picked = await vscode.window.showQuickPick([...GATEWAYS], {
      placeHolder: "Whose environment must hold the keys?",
    });
    if (picked !== undefined) await set("gateway", picked);
  });
  register("clawlint.chooseRelease", async () => {
    const current = vscode.workspace.getConfiguration("clawlint").get<string>("openclawVersion");
    const picked = await vscode.window.showInputBox({
      prompt: "OpenClaw release, a range A..B, or nothing for the one that the config names",
      value: current ?? "",
      validateInput: (text) =>
        /^(?:v?\d{4}\.\d{1,2}\.\d{1,3}(?:\.\.v?\d{4}\.\d{1,2}\.\d{1,3})?)?$/u.test(text)
          ? undefined
          : "Such as 2026.9.6",
    });
    if (picked !== undefined) await set("openclawVersion", picked);
  });
  register("clawlint.showRoutes", async () => {
    const text = await run("clawlint.route", [active()]);
    const document = await vscode.workspace.openTextDocument({
      content: String(text),
      language: "plaintext",
    });
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  });
  register("clawlint.openRulePage", async () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const told =
      uri === undefined
        ? []
        : vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "clawlint");
    const ids = [...new Set(told.map(({ code }) => String(typeof code === "object" ? code.value : code)))];
    const picked = await vscode.window.showQuickPick(ids, { placeHolder: "Rules that speak of this file" });
    if (picked !== undefined) await run("clawlint.explain", [picked]);
  });
  register("clawlint.restart", () => server.restart());
  register("clawlint.ignore", async (uri: string, rule: string, line: number) => {
    const reason = await vscode.window.showInputBox({
      prompt: `Why is ${rule} no fault here?`,
      validateInput: (text) => (text.trim() === "" ? "A reason is required" : undefined),
    });
    if (reason === undefined) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const indent = /^\s*/u.exec(document.lineAt(line).text)?.[0] ?? "";
    const edit = new vscode.WorkspaceEdit();
    edit.insert(
      document.uri,
      new vscode.Position(line, 0),
      `${indent}// clawlint-ignore ${rule} -- ${reason.replace(/[\r\n]+/gu, " ")}\n`,
    );
    await vscode.workspace.applyEdit(edit);
  });
  register("clawlint.showReferences", (uri: string, position: Position, places: readonly Location[]) =>
    vscode.commands.executeCommand(
      "editor.action.showReferences",
      vscode.Uri.parse(uri),
      server.protocol2CodeConverter.asPosition(position),
      places.map((one) => server.protocol2CodeConverter.asLocation(one)),
    ),
  );
}

async function set(name: string, value: string): Promise<void> {
  const target =
    vscode.workspace.workspaceFolders === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration("clawlint").update(name, value, target);
}

/** Another extension for this file takes it to a language in which correct JSON5 shows errors; said once. */
function warnOfOthers(): void {
  const other = vscode.extensions.all.find(({ id }) => /openclaw/iu.test(id) && !/clawlint/iu.test(id));
  if (other === undefined) return;
  void vscode.window.showInformationMessage(
    `${other.id} also checks openclaw.json. If it shows errors on comments or bare keys, those are not OpenClaw's.`,
  );
}
