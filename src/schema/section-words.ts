/** Sentences for places of generated sections, by dotted path; `*` stands for any name, `[]` for the items of a list. */
export type SectionWords = Readonly<Record<string, string>>;

/** The words below one place. */
export interface WordsBelow {
  readonly here: string | undefined;
  readonly below: ReadonlyMap<string, WordsBelow>;
}

/** The words as a tree. */
export function wordsTree(words: SectionWords): WordsBelow {
  const root: Growing = { here: undefined, below: new Map() };
  for (const [path, sentence] of Object.entries(words)) {
    let at = root;
    for (const name of path.replaceAll("[]", ".[]").split(".")) {
      const next: Growing = at.below.get(name) ?? { here: undefined, below: new Map() };
      at.below.set(name, next);
      at = next;
    }
    at.here = sentence;
  }
  // An account has the settings of its channel.
  const channel = root.below.get("channels")?.below.get("*");
  const account = channel?.below.get("accounts");
  if (channel !== undefined && account !== undefined) {
    const below = new Map(
      [...channel.below].filter(([key]) => key !== "accounts" && key !== "defaultAccount"),
    );
    account.below.set("*", { here: undefined, below });
  }
  return root;
}

interface Growing {
  here: string | undefined;
  readonly below: Map<string, Growing>;
}

/** The words below a key: its own before those of `*`. */
export function wordsAt(words: WordsBelow | undefined, name: string): WordsBelow | undefined {
  const own = words?.below.get(name);
  const any = name === "*" || name === "[]" ? undefined : words?.below.get("*");
  if (own === undefined || any === undefined) return own ?? any;
  const below = new Map(any.below);
  for (const [key, inner] of own.below) below.set(key, inner);
  return { here: own.here ?? any.here, below };
}

/** Parts of keys that are written otherwise in a text. */
const SHORT: Readonly<Record<string, string>> = {
  acp: "ACP",
  api: "API",
  cdp: "CDP",
  cidr: "CIDR",
  cli: "CLI",
  cpu: "CPU",
  cwd: "working folder",
  dm: "DM",
  dns: "DNS",
  http: "HTTP",
  https: "HTTPS",
  id: "id",
  ids: "ids",
  ip: "IP",
  json: "JSON",
  llm: "LLM",
  mb: "MB",
  mcp: "MCP",
  mdns: "mDNS",
  ms: "(ms)",
  oauth: "OAuth",
  otel: "OpenTelemetry",
  pdf: "PDF",
  qr: "QR",
  rtc: "RTC",
  sms: "SMS",
  sqlite: "SQLite",
  ssh: "SSH",
  ssrf: "SSRF",
  stt: "STT",
  tls: "TLS",
  tts: "TTS",
  ttl: "TTL",
  ui: "UI",
  uri: "URI",
  url: "URL",
  urls: "URLs",
  vad: "VAD",
  ws: "WebSocket",
};

/** A title made from a key: `dmPolicy` is "DM policy". */
export function titleOf(key: string): string {
  const parts = key
    .replace(/([a-z0-9])([A-Z])/gu, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/gu, "$1 $2")
    .split(/[\s_-]+/u)
    .filter((part) => part !== "");
  const words = parts.map((part) => {
    const small = part.toLowerCase();
    return Object.hasOwn(SHORT, small) ? (SHORT[small] ?? small) : small;
  });
  const title = words.join(" ");
  return title.charAt(0).toUpperCase() + title.slice(1);
}
