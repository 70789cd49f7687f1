import { type CodeAction, CodeActionKind, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { isObject } from "../core/config-path.ts";
import { type EditorAction, editorActions, fixAll, ignoreEdit, resolveRepair, type View } from "../index.ts";
import type { Session } from "./session.ts";
import { FIX_ALL } from "./to-wire.ts";

/** Offers repairs and what else can be done about a finding; their edits are made when one is chosen. */
export function offerCodeActions(session: Session): void {
  const { connection } = session;
  connection.onCodeAction((params, token) =>
    session.answer(params, token, [], (view, positions) => {
      const { only } = params.context;
      const wants = (kind: string): boolean =>
        only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
      const start = positions.offset(params.range.start);
      const end = positions.offset(params.range.end);
      const found = wants(CodeActionKind.QuickFix)
        ? editorActions(view, start, end).map((one) =>
            toCodeAction(session, view, one, params.context.diagnostics),
          )
        : [];
      if (wants(FIX_ALL) && view.linted.repairs.some(({ fix }) => fix.safety === "safe"))
        found.push(fixAllAction(session, view, params.textDocument.uri, only !== undefined));
      return found;
    }),
  );
  connection.onCodeActionResolve((action) => resolve(session, action));
}

function toCodeAction(
  session: Session,
  view: View,
  action: EditorAction,
  diagnostics: readonly { code?: unknown; data?: unknown }[],
): CodeAction {
  const { finding, title } = action;
  const own = diagnostics.filter(
    ({ code, data }) => code === finding.rule && (!isObject(data) || data["path"] === finding.path),
  ) as CodeAction["diagnostics"];
  const base = { title, kind: CodeActionKind.QuickFix, ...(own?.length ? { diagnostics: own } : {}) };
  const uri = session.uris.uri(view.document.path);
  switch (action.kind) {
    case "repair":
      return { ...base, isPreferred: action.isSafe, data: { uri, repair: action.sign } };
    case "to-variable":
      return { ...base, command: { title, command: "clawlint.toVariable", arguments: [uri, action.sign] } };
    case "ignore": {
      if (session.given["ignore"] === true)
        return {
          ...base,
          command: {
            title,
            command: "clawlint.ignore",
            arguments: [uri, finding.rule, finding.range.start.line - 1],
          },
        };
      return {
        ...base,
        edit: session.toSnippetEdit((isSnippet) => ignoreEdit(view, finding, undefined, isSnippet)),
      };
    }
    case "explain":
      return { ...base, command: { title, command: "clawlint.explain", arguments: [finding.rule] } };
  }
}

/** Clients that run it at each save do not resolve: where it was asked for, the edits are there at once. */
function fixAllAction(session: Session, view: View, uri: string, now: boolean): CodeAction {
  const action = { title: "Make all safe repairs", kind: FIX_ALL };
  if (!now) return { ...action, data: { uri, fixAll: true } };
  const fixed = fixAll(view, false);
  return fixed.ok ? { ...action, edit: session.toWorkspaceEdit(fixed.edits) } : action;
}

function resolve(session: Session, action: CodeAction): CodeAction {
  const data: unknown = action.data;
  if (!isObject(data) || typeof data["uri"] !== "string") return action;
  const view = session.viewOf(data["uri"]);
  if (view === undefined)
    throw new ResponseError(LSPErrorCodes.ContentModified, "The config is not open any more.");
  const edits = data["fixAll"] === true ? fixAll(view, false) : resolveRepair(view, String(data["repair"]));
  if (!edits.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, edits.problem);
  return { ...action, edit: session.toWorkspaceEdit(edits.edits) };
}
