/** The names that OpenClaw itself looks for in its state folder, in its order. */
export const LOADED_NAMES: readonly string[] = ["openclaw.json", "clawdbot.json"];

/** File names that are an OpenClaw config by their name alone, as people use them in repositories too. */
export const CONFIG_NAMES: readonly string[] = [
  "openclaw.json",
  "openclaw.json5",
  "clawdbot.json",
  "clawdbot.json5",
];
