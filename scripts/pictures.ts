import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../src/cli/main.ts";
import { createMemoryHost } from "../src/host/memory-host.ts";
import { between, type GeneratedText } from "./generate-docs.ts";
import { terminalPicture } from "./terminal-picture.ts";

const HOME = "/home/baker";
const KEYS = { OVENAI_API_KEY: "test-not-a-key-51c2" };

/** A bakery with two agents and three providers, as it runs. */
const BAKERY = `{
  models: { providers: {
    "cloudflare-ai-gateway": {
      baseUrl: "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/anthropic",
      api: "anthropic-messages",
      apiKey: "\${CLOUDFLARE_AI_GATEWAY_API_KEY}",
      models: [{ id: "claude-sonnet-4-6", name: "Claude Sonnet 4.6" }],
    },
    ovenai: {
      baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
      models: [{ id: "rye-2", name: "Rye 2" }],
    },
    cellar: {
      baseUrl: "http://127.0.0.1:8000/v1", api: "openai-completions", apiKey: "none",
      models: [{ id: "sourdough", name: "Sourdough" }],
    },
  } },
  agents: {
    defaults: { model: { primary: "cloudflare-ai-gateway/claude-sonnet-4-6", fallbacks: ["ovenai/rye-2"] } },
    entries: { baker: { default: true }, till: { model: "cellar/sourdough" } },
    ownership: "explicit",
  },
  gateway: { mode: "local" },
}
`;

/** The same as an older release wrote it. */
const OLDER = BAKERY.replace("{\n", '{\n  meta: { lastTouchedVersion: "2026.4.15" },\n')
  .replace(
    "gateway: {",
    'commands: { ownerDisplay: "hash" },\n  channels: { discord: { enabled: true, token: "${BAKERY_DISCORD}" } },\n  gateway: {',
  )
  .replace(
    'entries: { baker: { default: true }, till: { model: "cellar/sourdough" } },\n    ownership: "explicit",',
    'list: [{ id: "baker", default: true }, { id: "till", model: "cellar/sourdough" }],',
  );

/** One that shows every sign of a route: one agent's key is missing, and another's model is a plugin's affair. */
const THREE_SIGNS = `{
  models: { providers: { ovenai: {
    baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2" }],
  } } },
  agents: {
    defaults: { model: { primary: "ovenai/rye-2", fallbacks: ["anthropic/claude-sonnet-5"] } },
    entries: { baker: { default: true }, till: { model: "cloudflare-ai-gateway/claude-sonnet-5" } },
    ownership: "explicit",
  },
}
`;

/** A run that pages show. */
interface Scene {
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Picture extends Scene {
  readonly name: string;
  readonly title: string;
}

function pictures(root: string): readonly Picture[] {
  const sample = readFileSync(join(root, "sample/openclaw.json"), "utf8");
  const at = `${HOME}/.openclaw/openclaw.json`;
  const dotenv = { [`${HOME}/.openclaw/.env`]: "CLOUDFLARE_AI_GATEWAY_API_KEY=sk-ant-test-not-a-key\n" };
  return [
    {
      name: "check",
      title: "clawlint finds six faults in the sample config",
      args: [
        "sample/openclaw.json",
        "--env-names",
        "CLOUDFLARE_AI_GATEWAY_API_KEY,CLOUDFLARE_AI_GATEWAY_TOKEN",
      ],
      files: { "/bakery/sample/openclaw.json": sample },
    },
    {
      name: "route",
      title: "clawlint route: the request behind every model reference",
      args: ["route"],
      files: { [at]: BAKERY, ...dotenv },
      env: KEYS,
    },
    {
      name: "env",
      title: "clawlint env: every variable for the shell and for the service",
      args: ["env", "--gateway", "shell", "--gateway", "systemd"],
      files: {
        [at]: BAKERY,
        ...dotenv,
        [`${HOME}/.config/systemd/user/openclaw-gateway.service`]:
          "[Service]\nExecStart=/usr/bin/openclaw gateway\n",
      },
      env: KEYS,
    },
    {
      name: "onboard",
      title: "clawlint onboard adds a provider to a config and keeps the old default as a fallback",
      args: ["onboard", "--dry-run", "--auth-choice", "anthropic-api-key"],
      files: { [at]: BAKERY, ...dotenv },
      env: { ...KEYS, ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
    },
    {
      name: "upgrade",
      title: "clawlint upgrade: what becomes of the config in another release",
      args: ["upgrade", "--to", "2026.9.6"],
      files: { [at]: OLDER, ...dotenv },
      env: KEYS,
    },
  ];
}

/** What five commands print at a terminal of 100 columns, as pictures for the pages. */
export async function commandPictures(root: string): Promise<readonly GeneratedText[]> {
  const made: GeneratedText[] = [];
  for (const { name, title, ...scene } of pictures(root)) {
    const screen = await screenOf(scene, { colors: true, columns: 100 });
    made.push({ path: `docs/pictures/${name}.svg`, text: terminalPicture(screen, title) });
  }
  return made;
}

/** The pages that show a run as text, with that run between their marks. */
export async function pagesWithRuns(root: string): Promise<readonly GeneratedText[]> {
  const at = "/bakery/openclaw.json";
  const scenes: Readonly<Record<string, Scene>> = {
    "docs/route.md": {
      args: ["route"],
      files: { [at]: THREE_SIGNS, [`${HOME}/.openclaw/.env`]: `OVENAI_API_KEY=${KEYS.OVENAI_API_KEY}\n` },
    },
    "docs/upgrade.md": { args: ["upgrade", "--to", "2026.9.6"], files: { [at]: OLDER }, env: KEYS },
  };
  return Promise.all(
    Object.entries(scenes).map(async ([path, scene]) => {
      const screen = await screenOf(scene, { colors: false });
      const page = readFileSync(join(root, path), "utf8");
      return { path, text: between(page, "run", `\n\`\`\`console\n${screen}\`\`\`\n\n`) };
    }),
  );
}

/** A command line and all that it prints, on a machine in memory. */
async function screenOf(
  { args, files, env = {} }: Scene,
  terminal: { readonly colors: boolean; readonly columns?: number },
): Promise<string> {
  const words = args.map((arg) => (arg.includes(" ") ? `'${arg}'` : arg)).join(" ");
  let screen = `$ clawlint ${words}\n`;
  const take = (text: string): void => {
    screen += text;
  };
  const isHere = Object.keys(files).some((path) => path.startsWith("/bakery/"));
  const host = createMemoryHost({
    files: Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, { content, mode: 0o600 }]),
    ),
    env: { HOME, ...env },
    cwd: isHere ? "/bakery" : HOME,
    osHome: HOME,
  });
  const readStdin = async () => new Uint8Array();
  await main(args, { out: take, error: take, commands: take, ...terminal, readStdin }, host);
  return screen;
}
