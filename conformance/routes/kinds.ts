/** A provider that cases are made of: its usual URL, variable and models, some of them not its own. */
export interface Kind {
  readonly id: string;
  readonly url: string;
  readonly variable: string;
  readonly models: readonly string[];
}

/** Providers whose plugin comes with OpenClaw. */
export const BUNDLED: readonly Kind[] = [
  {
    id: "openai",
    url: "https://api.openai.com/v1",
    variable: "OPENAI_API_KEY",
    models: [
      "gpt-5.5",
      "gpt-5.4",
      "gpt-5.6",
      "gpt-6-luna",
      "gpt-4o",
      "rye-2",
      "GPT-5.5",
      "o3",
      "chat-latest",
    ],
  },
  {
    id: "anthropic",
    url: "https://api.anthropic.com",
    variable: "ANTHROPIC_API_KEY",
    models: [
      "claude-sonnet-5",
      "claude-opus-4-8",
      "claude-haiku-4-5",
      "claude-haiku-4-5-20251001",
      "claude-sonnet-4-6",
      "claude-opus-4.7",
      "claude-sonnet-4-5",
      "claude-opus-6",
      "opus",
      "sonnet",
      "haiku",
      "rye-2",
      "anthropic/claude-opus-5",
    ],
  },
  {
    id: "google",
    url: "https://generativelanguage.googleapis.com/v1beta",
    variable: "GEMINI_API_KEY",
    models: [
      "gemini-2.5-pro",
      "gemini-3-pro",
      "gemini-3.9-flash",
      "gemini-flash-latest",
      "models/gemini-2.5-flash",
      "gemma-3-27b",
      "gemini-2.5-flash-image",
      "rye-2",
    ],
  },
  {
    id: "xai",
    url: "https://api.x.ai/v1",
    variable: "XAI_API_KEY",
    models: [
      "grok-4.5",
      "grok-4",
      "grok-code-fast-1",
      "grok-4-multi-agent",
      "grok-4.5-latest",
      "rye-2",
      "Grok-3",
    ],
  },
  {
    id: "openrouter",
    url: "https://openrouter.ai/api/v1",
    variable: "OPENROUTER_API_KEY",
    models: [
      "auto",
      "anthropic/claude-sonnet-4.6",
      "Rye/Rye-2",
      "openrouter/auto",
      "rye-2",
      "moonshotai/kimi-k2.6:free",
    ],
  },
  {
    id: "together",
    url: "https://api.together.xyz/v1",
    variable: "TOGETHER_API_KEY",
    models: ["moonshotai/Kimi-K2.5", "zai-org/GLM-5.2", "rye/rye-2", "moonshotai/kimi-k2.6"],
  },
  {
    id: "nvidia",
    url: "https://integrate.api.nvidia.com/v1",
    variable: "NVIDIA_API_KEY",
    models: ["nemotron-3-super-120b-a12b", "nvidia/nemotron-3-super-120b-a12b", "z-ai/glm-5.2", "rye-2"],
  },
  {
    id: "huggingface",
    url: "https://router.huggingface.co/v1",
    variable: "HF_TOKEN",
    models: ["deepseek-ai/DeepSeek-R1", "huggingface/openai/gpt-oss-120b", "rye/rye-2"],
  },
  {
    id: "minimax",
    url: "https://api.minimax.io/anthropic",
    variable: "MINIMAX_API_KEY",
    models: ["MiniMax-M2.7", "MiniMax-M3", "minimax-m3", "rye-2"],
  },
  {
    id: "litellm",
    url: "http://localhost:4000",
    variable: "LITELLM_API_KEY",
    models: ["claude-opus-4-6", "rye-2"],
  },
  { id: "vllm", url: "http://127.0.0.1:8000/v1", variable: "VLLM_API_KEY", models: ["rye/rye-2", "rye-2"] },
  {
    id: "sglang",
    url: "http://127.0.0.1:30000/v1",
    variable: "SGLANG_API_KEY",
    models: ["rye/rye-2", "rye-2"],
  },
  {
    id: "lmstudio",
    url: "http://127.0.0.1:1234/v1",
    variable: "LM_API_TOKEN",
    models: ["rye-2", "lmstudio/rye-2"],
  },
  {
    id: "ollama",
    url: "http://127.0.0.1:11434",
    variable: "OLLAMA_API_KEY",
    models: ["rye:3b", "ollama/rye:3b"],
  },
  {
    id: "ollama-cloud",
    url: "https://ollama.com",
    variable: "OLLAMA_API_KEY",
    models: ["gpt-oss:120b", "kimi-k3", "rye-2"],
  },
  {
    id: "opencode-go",
    url: "https://opencode.ai/zen/go/v1",
    variable: "OPENCODE_API_KEY",
    models: ["kimi-k3", "gpt-5.6-luna", "Kimi-K2.6", "rye-2"],
  },
  {
    id: "microsoft-foundry",
    url: "https://rye.services.ai.azure.com/openai/v1",
    variable: "AZURE_OPENAI_API_KEY",
    models: ["gpt-5.5", "rye-2"],
  },
  {
    id: "azure-openai-responses",
    url: "https://rye.openai.azure.com/openai/v1",
    variable: "OPENAI_API_KEY",
    models: ["gpt-5.5", "rye-2"],
  },
  { id: "x-ai", url: "https://api.x.ai/v1", variable: "XAI_API_KEY", models: ["grok-4.5", "rye-2"] },
];

/** Providers whose plugin is installed on its own. */
export const EXTERNAL: readonly Kind[] = [
  {
    id: "groq",
    url: "https://api.groq.com/openai/v1",
    variable: "GROQ_API_KEY",
    models: ["rye-2", "openai/gpt-oss-120b"],
  },
  {
    id: "mistral",
    url: "https://api.mistral.ai/v1",
    variable: "MISTRAL_API_KEY",
    models: ["mistral-large-latest", "rye-2"],
  },
  {
    id: "deepseek",
    url: "https://api.deepseek.com",
    variable: "DEEPSEEK_API_KEY",
    models: ["deepseek-chat"],
  },
  {
    id: "moonshot",
    url: "https://api.moonshot.ai/v1",
    variable: "MOONSHOT_API_KEY",
    models: ["kimi-k2.6", "rye-2"],
  },
  { id: "zai", url: "https://api.z.ai/api/paas/v4", variable: "ZAI_API_KEY", models: ["glm-5.2", "rye-2"] },
  {
    id: "cloudflare-ai-gateway",
    url: "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/anthropic",
    variable: "CLOUDFLARE_AI_GATEWAY_API_KEY",
    models: ["claude-sonnet-5", "rye-2"],
  },
  {
    id: "vercel-ai-gateway",
    url: "https://ai-gateway.vercel.sh/v1",
    variable: "AI_GATEWAY_API_KEY",
    models: ["sonnet", "anthropic/claude-opus-4.6", "rye-2"],
  },
  { id: "cerebras", url: "https://api.cerebras.ai/v1", variable: "CEREBRAS_API_KEY", models: ["rye-2"] },
];

/** Providers of the config's own. */
export const CUSTOM: readonly Kind[] = [
  {
    id: "ovenai",
    url: "https://api.ovenai.example/v1",
    variable: "OVENAI_API_KEY",
    models: ["rye-2", "wheat/spelt-1", "ovenai/rye-2", "Rye-2", "claude-sonnet-5", "gemini-3-pro"],
  },
  { id: "crumbworks", url: "https://llm.crumb.example", variable: "CRUMB_KEY", models: ["rye-2", "malt"] },
  { id: "hearth", url: "http://192.168.7.20:8080/v1", variable: "HEARTH_TOKEN", models: ["rye-2", "malt"] },
];

/** Apis, the usual ones more often. */
export const APIS: readonly string[] = [
  "openai-completions",
  "openai-completions",
  "openai-completions",
  "openai-responses",
  "openai-responses",
  "anthropic-messages",
  "anthropic-messages",
  "google-generative-ai",
  "azure-openai-responses",
  "ollama",
  "google-vertex",
  "openai-chatgpt-responses",
  "bedrock-converse-stream",
  "pi-messages",
];

/** Base URLs, right ones and odd ones. */
export const URLS: readonly string[] = [
  "https://api.ovenai.example",
  "https://api.ovenai.example/v1/",
  "https://api.ovenai.example/v1beta",
  "https://api.ovenai.example/v1/chat/completions",
  "https://api.ovenai.example/v1?tray=3",
  "https://Api.OvenAI.example:443/V1//",
  "  https://api.ovenai.example/v1 ",
  "api.ovenai.example/v1",
  "http://127.0.0.1:11434/v1",
  "http://localhost:1234",
  "http://[::1]:8080/v1",
  "http://oven.local:8080/v1",
  "http://oven.internal/v1",
  "http://host.docker.internal:8000/v1",
  "https://api.openai.com/v1",
  "https://api.openai.com",
  "https://api.openai.com/v1/responses",
  "https://api.anthropic.com/v1",
  "https://openrouter.ai/v1",
  "https://openrouter.ai/api/v1",
  "https://generativelanguage.googleapis.com",
  "https://generativelanguage.googleapis.com/v1beta/openai",
  "https://rye.openai.azure.com/openai/deployments/rye",
  "https://rye.openai.azure.com/openai/v1?api-version=2025-03-01",
  "https://rye.services.ai.azure.com/openai/v1/",
  "https://api.x.ai/v1",
  "https://api.deepseek.com/anthropic",
  "https://api.groq.com/openai/v1",
  "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/openai",
  "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/compat",
];
