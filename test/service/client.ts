import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Message {
  readonly id?: number | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The built server with a client of few words. */
export class Client {
  readonly process: ChildProcessWithoutNullStreams;
  readonly received: Message[] = [];
  /** All that the server said, as it said it. */
  said = "";
  errors = "";
  #buffer = Buffer.alloc(0);
  #id = 0;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #watchers = new Set<() => void>();
  readonly answers = new Map<string, (params: unknown) => unknown>();

  constructor(folder: string, env: Readonly<Record<string, string>> = {}) {
    this.process = spawn(
      process.execPath,
      [join(import.meta.dirname, "../../dist/cli.js"), "lsp", "--stdio"],
      {
        cwd: folder,
        env: { PATH: process.env["PATH"], HOME: folder, ...env },
      },
    );
    this.process.stderr.on("data", (data: Buffer) => {
      this.errors += data.toString();
    });
    this.process.stdout.on("data", (data: Buffer) => this.#take(data));
  }

  #take(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/iu.exec(this.#buffer.subarray(0, head).toString())?.[1]);
      if (this.#buffer.length < head + 4 + length) return;
      const text = this.#buffer.subarray(head + 4, head + 4 + length).toString();
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      this.said += text;
      const message = JSON.parse(text) as Message;
      this.received.push(message);
      if (message.method === undefined && typeof message.id === "number")
        this.#waiting.get(message.id)?.(message);
      else if (message.method !== undefined && message.id !== undefined)
        this.#send({
          jsonrpc: "2.0",
          id: message.id,
          result: this.answers.get(message.method)?.(message.params) ?? null,
        });
      for (const watcher of this.#watchers) watcher();
    }
  }

  #send(message: object): void {
    this.raw(JSON.stringify({ jsonrpc: "2.0", ...message }));
  }

  /** Sends any text as the body of a message. */
  raw(text: string): void {
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** The whole answer, an error too. */
  ask(method: string, params: unknown): Promise<Message> {
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  /** Sends a request, takes it back at once, and gives the answer. */
  askAndCancel(method: string, params: unknown): Promise<Message> {
    const answer = this.ask(method, params);
    this.notify("$/cancelRequest", { id: this.#id });
    return answer;
  }

  async start(
    folder: string,
    capabilities: object = {},
    initializationOptions: object = {},
  ): Promise<Message> {
    const uri = pathToFileURL(folder).href;
    const answer = await this.ask("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "bakery" }],
      capabilities,
      initializationOptions,
    });
    this.notify("initialized", {});
    return answer;
  }

  open(uri: string, text: string, version = 1): void {
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "json5", version, text } });
  }

  /** Waits until a message was received that a test accepts; such that came already count. */
  async until(accept: (message: Message) => boolean, what: string): Promise<Message> {
    const found = (): Message | undefined => this.received.findLast(accept);
    const now = found();
    if (now !== undefined) return now;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#watchers.delete(watcher);
        reject(new Error(`waited for ${what}\n${this.errors}`));
      }, 20_000);
      const watcher = (): void => {
        const one = found();
        if (one === undefined) return;
        clearTimeout(late);
        this.#watchers.delete(watcher);
        resolve(one);
      };
      this.#watchers.add(watcher);
    });
  }

  /** The diagnostics last pushed for a URI, once a test accepts them. */
  async diagnostics(
    uri: string,
    accept: (codes: readonly string[]) => boolean,
  ): Promise<readonly { code: string }[]> {
    const of = ({ params }: Message): readonly { code: string }[] =>
      (params as { diagnostics: readonly { code: string }[] }).diagnostics;
    const message = await this.until(
      (one) =>
        one.method === "textDocument/publishDiagnostics" &&
        (one.params as { uri: string }).uri === uri &&
        accept(of(one).map(({ code }) => code)),
      `diagnostics of ${uri}`,
    );
    return of(message);
  }

  /** Shuts the server down; gives its exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.once("exit", resolve));
    await this.ask("shutdown", null);
    this.notify("exit", null);
    return ended;
  }
}
