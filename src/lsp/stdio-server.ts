import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { fileStamp } from "../host/file-stamp.ts";
import { createNodeWriter } from "../host/node-writer.ts";
import { stampedHost } from "../host/stamped-host.ts";
import { thisMachine, version } from "../index.ts";
import { faultWords } from "./fault-words.ts";
import { serve } from "./server.ts";

/**
 * `clawlint lsp --stdio`. stdout carries the protocol and nothing else. A fault of ours ends one answer, not the server:
 * where it happened is told on stderr, and nothing of what a config held.
 */
export async function startServer(): Promise<void> {
  const tell = (error: unknown): void => {
    process.stderr.write(`clawlint lsp ${version}: ${faultWords(error)}\n`);
  };
  const reader = new StreamMessageReader(process.stdin);
  const writer = new StreamMessageWriter(process.stdout);
  // What is no message has no id; JSON-RPC says what to answer then.
  reader.onError(() => {
    const refusal = { jsonrpc: "2.0", id: null, error: { code: -32700, message: "This is no JSON-RPC." } };
    writer.write(refusal).catch(tell);
  });
  const connection = createConnection(ProposedFeatures.all, reader, writer);
  process.on("uncaughtException", tell);
  process.on("unhandledRejection", tell);
  serve(connection, { host: stampedHost(await thisMachine(), fileStamp), writer: createNodeWriter });
  connection.listen();
}
