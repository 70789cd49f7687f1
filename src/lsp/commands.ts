import { ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { encode } from "../core/encode.ts";
import { editsOf, fixAll, repairOf, routeText, rules, type View } from "../index.ts";
import type { Publisher } from "./publisher.ts";
import { LARGE, type Session } from "./session.ts";

/** The commands that `workspace/executeCommand` takes. */
export const COMMANDS = [
  "clawlint.fixAll",
  "clawlint.toVariable",
  "clawlint.explain",
  "clawlint.route",
  "clawlint.status",
] as const;

/** Runs the commands that actions, lenses and clients name. */
export function runCommands(session: Session, publisher: Publisher): void {
  session.connection.onExecuteCommand(({ command, arguments: args = [] }) =>
    execute(session, publisher, command, args),
  );
}

async function execute(
  session: Session,
  publisher: Publisher,
  command: string,
  args: readonly unknown[],
): Promise<unknown> {
  if (session.isShutDown) throw new ResponseError(ErrorCodes.InvalidRequest, "The server is shut down.");
  switch (command) {
    case "clawlint.explain": {
      const rule = rules.find(({ id }) => id === args[0]);
      if (rule === undefined) throw new ResponseError(ErrorCodes.InvalidParams, "There is no such rule.");
      if (session.capabilities.window?.showDocument?.support !== true) return rule.url;
      await session.connection.window.showDocument({ uri: rule.url, external: true });
      return null;
    }
    case "clawlint.fixAll":
      return inProgress(session, args[0], "clawlint: repairs", async () => {
        const view = session.needView(args[0]);
        const fixed = fixAll(view, args[1] === true);
        if (!fixed.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, fixed.problem);
        if (fixed.edits.length > 0)
          await session.connection.workspace.applyEdit(session.toWorkspaceEdit(fixed.edits));
        return fixed.edits.length;
      });
    case "clawlint.toVariable":
      return toVariable(session, publisher, session.needView(args[0]), String(args[1]));
    case "clawlint.route":
      return routeText(session.service.host, session.needView(args[0]));
    case "clawlint.status":
      return session.statusOf(session.needView(args[0]).root) ?? null;
    default:
      throw new ResponseError(ErrorCodes.InvalidParams, "There is no such command.");
  }
}

/** Shows progress for work on a large text. */
async function inProgress<T>(
  session: Session,
  uri: unknown,
  title: string,
  work: () => Promise<T>,
): Promise<T> {
  const path = typeof uri === "string" ? session.uris.path(uri) : undefined;
  const size = path === undefined ? 0 : (session.service.texts.get(path)?.text.length ?? 0);
  if (size <= LARGE || session.capabilities.window?.workDoneProgress !== true) return work();
  const progress = await session.connection.window.createWorkDoneProgress();
  progress.begin(title);
  try {
    return await work();
  } finally {
    progress.done();
  }
}

/** Writes a key into `.env` and puts its variable where it stood. The key crosses no wire and no undo history. */
async function toVariable(session: Session, publisher: Publisher, view: View, sign: string): Promise<null> {
  const fail = (words: string): never => {
    throw new ResponseError(LSPErrorCodes.RequestFailed, words);
  };
  const repair = repairOf(view, sign);
  const { writer } = session.machine;
  if (!session.trusted) fail("In an untrusted folder nothing is written.");
  if (repair === undefined || writer === undefined)
    return fail("The config has changed; this repair is not there any more.");
  const applied = view.linter.apply(view.root, [repair]);
  const [left] = applied?.left ?? [];
  if (applied === undefined || left !== undefined)
    return fail(`It cannot be done: ${left?.reason ?? "the config cannot be read"}.`);
  for (const { path, before, after, byteOrderMark, secret } of applied.files) {
    if (!secret) continue;
    const written = writer().write({
      path,
      bytes: encode(after, byteOrderMark),
      expected: before === undefined ? undefined : encode(before, byteOrderMark),
    });
    if (!written.ok) fail(`The file of variables was not written (${written.reason}).`);
    session.service.fileChanged(path);
  }
  const edits = editsOf(applied.files.filter(({ secret }) => !secret));
  await session.connection.workspace.applyEdit(session.toWorkspaceEdit(edits));
  publisher.schedule();
  return null;
}
