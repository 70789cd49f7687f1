import agents from "../examples/agents.json5";
import authentication from "../examples/authentication.json5";
import broken from "../examples/broken.json5";
import daemon from "../examples/daemon.json5";
import defaultModel from "../examples/default-model.json5";
import agentsModels from "../examples/models.json5";
import older from "../examples/older.json5";
import daemonUnit from "../examples/openclaw-gateway.service";
import type { Opened } from "./link.ts";

/** One example, by the id that `#example=` names. */
export interface PageExample extends Opened {
  readonly id: string;
  readonly title: string;
}

const config = (text: string) => ({ name: "openclaw.json", text });

/** What teaches: the Cloudflare guide's configs, and what goes wrong most. The first is shown when nothing else is. */
export const EXAMPLES: readonly PageExample[] = [
  {
    id: "broken",
    title: "Broken in six ways",
    files: [config(broken)],
    gateway: "shell",
    names: ["CLOUDFLARE_AI_GATEWAY_API_KEY", "CLOUDFLARE_AI_GATEWAY_TOKEN"],
  },
  {
    id: "cloudflare",
    title: "Cloudflare: default model",
    files: [config(defaultModel)],
    gateway: "shell",
    names: ["CLOUDFLARE_AI_GATEWAY_API_KEY"],
  },
  {
    id: "authentication",
    title: "Cloudflare: authenticated gateway",
    files: [config(authentication)],
    gateway: "shell",
    names: ["CLOUDFLARE_AI_GATEWAY_API_KEY", "CLOUDFLARE_AI_GATEWAY_TOKEN"],
  },
  {
    id: "daemon",
    title: "Cloudflare: a daemon without its key",
    files: [config(daemon), { name: "~/.config/systemd/user/openclaw-gateway.service", text: daemonUnit }],
    gateway: "systemd",
  },
  {
    id: "upgrade",
    title: "Upgrade from 2026.2.9",
    files: [config(older)],
    upgradeFrom: "2026.2.9",
  },
  {
    id: "agents",
    title: "Two agents with fallbacks",
    files: [config(agents), { name: "models.json5", text: agentsModels }],
    gateway: "shell",
    names: ["OVENAI_API_KEY", "ANTHROPIC_API_KEY"],
  },
];
