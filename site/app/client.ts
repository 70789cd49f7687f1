import type { Kind, Message, Questions, Reply, World } from "../protocol.ts";

interface Waiting {
  readonly kind: Kind;
  readonly ask: unknown;
  readonly resolve: (answer: never) => void;
}

interface Code {
  readonly worker?: () => void;
  readonly parts?: () => void;
}

/**
 * The worker, started from the text of the page's own scripts: a worker with an address of its own would not have the
 * page's policy, and would be refused to a page that is opened as a file. The second half of its code comes when
 * somebody begins to work, or when a config needs it; then a whole worker takes over.
 */
// A class because it has a lifetime: one worker after another, and what they were asked.
export class Client {
  #worker: Worker | undefined;
  #world: World | undefined;
  #isTold = false;
  #id = 0;
  #loading = false;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onFault: (words: string) => void;

  constructor(onFault: (words: string) => void) {
    this.#onFault = onFault;
    this.#start();
  }

  /** What answers hang on from now on. */
  set world(world: World) {
    this.#world = world;
    this.#isTold = false;
  }

  ask<K extends Kind>(kind: K, ask: Questions[K]["ask"]): Promise<Questions[K]["answer"]> {
    return new Promise((resolve) => {
      this.#id += 1;
      this.#waiting.set(this.#id, { kind, ask, resolve: resolve as Waiting["resolve"] });
      this.#send(this.#id);
    });
  }

  /** Fetches the second half from the page's folder; once. */
  loadParts(): void {
    if (this.#loading) return;
    this.#loading = true;
    const script = document.createElement("script");
    script.src = "parts.js";
    script.onload = () => this.#start();
    script.onerror = () => this.#onFault("parts.js is not there, so completion and repairs are missing.");
    document.head.append(script);
  }

  #start(): void {
    const { worker, parts } = (globalThis as { clawlintCode?: Code }).clawlintCode ?? {};
    if (worker === undefined) {
      this.#onFault("worker.js is not there, so nothing can be checked.");
      return;
    }
    const code = [worker, parts].filter((one) => one !== undefined).map((one) => `(${one})();\n`);
    const address = URL.createObjectURL(new Blob(code, { type: "text/javascript" }));
    this.#worker?.terminate();
    try {
      this.#worker = new Worker(address);
    } catch {
      this.#onFault("This browser starts no worker here; put the folder on a web server.");
      return;
    }
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#receive(data);
    this.#worker.onerror = (event) => this.#onFault(`The worker stopped: ${event.message}`);
    this.#isTold = false;
    for (const id of this.#waiting.keys()) this.#send(id);
  }

  #send(id: number): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    const { kind, ask } = waiting;
    const message: Message = { id, kind, ask, world: this.#isTold ? undefined : this.#world };
    this.#isTold = true;
    this.#worker?.postMessage(message);
  }

  #receive(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    // It stays asked; the whole worker answers it.
    if ("parts" in reply) {
      this.loadParts();
      return;
    }
    this.#waiting.delete(reply.id);
    if ("fault" in reply) this.#onFault(`A bug in clawlint: ${reply.fault}`);
    else waiting?.resolve(reply.answer as never);
  }
}
