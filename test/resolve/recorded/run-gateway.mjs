import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";

/** The gateway's command, as it is recorded. */
export const GATEWAY = ["gateway", "run"];

const TOKEN = "till-token";
/** Hosts that OpenClaw asks for other things than a model. */
const OTHER_HOSTS = /(?:openclaw\.ai|registry\.npmjs\.org|github\.com|githubusercontent\.com):443$/u;
const KEY_HEADERS = ["authorization", "x-api-key", "api-key", "x-goog-api-key"];

/**
 * What a config needs besides for `gateway run`: a port of its own on loopback, and the endpoint by which one question
 * is put to it.
 */
export async function gatewaySection() {
  return {
    mode: "local",
    bind: "loopback",
    port: await freePort(),
    auth: { mode: "token", token: TOKEN },
    http: { endpoints: { chatCompletions: { enabled: true } } },
  };
}

/**
 * A provider that refuses every question with 401 and keeps the headers that carried a key. It is a proxy too, so that
 * a config keeps the host of its provider: a loopback address would change which credential OpenClaw chooses.
 */
export async function startProvider() {
  const sent = [];
  const tunnels = new Set();
  const server = createServer((request, response) => {
    if (request.method === "POST")
      sent.push(
        KEY_HEADERS.flatMap((name) =>
          request.headers[name] === undefined ? [] : [`${name}: ${request.headers[name]}`],
        ),
      );
    request.resume();
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: "refused by the bakery" } }));
  });
  server.on("connect", (request, socket, head) => {
    socket.on("error", () => undefined);
    if (request.url.endsWith(":443")) {
      // What goes through a tunnel cannot be read; that it was asked for tells that there was a key to send.
      if (!OTHER_HOSTS.test(request.url)) tunnels.add(request.url);
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    server.emit("connection", socket);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    port,
    sent,
    tunnels,
    env: {
      HTTP_PROXY: `http://127.0.0.1:${port}`,
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      NO_PROXY: "127.0.0.1,localhost",
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * Starts the gateway, waits until it is ready or gone, asks it one question and stops it. Returns how the start went,
 * the codes about secrets in its log, the status of its answer.
 */
export async function runGateway(node, openclaw, { cwd, env, port }) {
  const child = spawn(node, [openclaw, ...GATEWAY], { cwd, env, detached: true });
  let log = "";
  const gone = new Promise((resolve) => child.on("close", () => resolve("failed")));
  const ready = new Promise((resolve) => {
    const read = (chunk) => {
      log += chunk;
      if (log.includes("[gateway] ready")) resolve("ready");
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
  });
  const start = await Promise.race([ready, gone, pause(120_000, "neither")]);
  const answer = start === "ready" ? await ask(port) : undefined;
  if (start !== "failed") {
    signal(child.pid, "SIGTERM");
    if ((await Promise.race([gone, pause(20_000, "hangs")])) === "hangs") signal(child.pid, "SIGKILL");
    await gone;
  }
  const codes = [...new Set(log.match(/\bSECRETS?_[A-Z_]+\b/gu) ?? [])].sort();
  return { start, codes, ...(answer === undefined ? {} : { answer }), log };
}

async function ask(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: "openclaw/default",
        messages: [{ role: "user", content: "rye or spelt?" }],
      }),
      signal: AbortSignal.timeout(120_000),
    });
    await response.text();
    return response.status;
  } catch {
    return "none";
  }
}

function signal(pid, name) {
  try {
    process.kill(-pid, name);
  } catch {
    // It ended by itself meanwhile.
  }
}

function pause(milliseconds, result) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, result).unref());
}

function freePort() {
  return new Promise((resolve) => {
    const server = createTcpServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
