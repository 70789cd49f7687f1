import { describe, expect, it } from "vitest";
import { configuredProviders } from "../../../src/resolve/providers/configured-providers.ts";
import { findProviderUses } from "../../../src/resolve/references/provider-uses.ts";
import { findReferenceSites } from "../../../src/resolve/references/reference-sites.ts";
import { resolveReferences } from "../../../src/resolve/references/references.ts";
import { NEWEST_RELEASE, releasePlace } from "../../../src/schema/releases.ts";
import {
  formsBelow,
  formsOf,
  isIn,
  type SectionForm,
  type SectionTable,
} from "../../../src/schema/section-table.ts";
import { allTables } from "../../../src/validate/sections/section-tables.ts";

const now = releasePlace(NEWEST_RELEASE);

/**
 * Places of 2026.9.6 that name a model, and what its code does with them: `collected` ones its own list of references
 * has, so that a retired model there refuses the config; the others are read where the turn runs.
 */
const REFERENCES: readonly (readonly [place: string, kind: string, collected: boolean])[] = [
  ["agents.defaults.model", "selector", true],
  ["agents.defaults.imageModel", "selector", true],
  ["agents.defaults.pdfModel", "selector", true],
  ["agents.defaults.voiceModel", "literal", true],
  ["agents.defaults.utilityModel", "selector", true],
  ["agents.defaults.decisionModel", "literal", false],
  ["agents.defaults.heartbeat.model", "selector", true],
  ["agents.defaults.subagents.model", "selector", true],
  ["agents.defaults.compaction.model", "selector", true],
  ["agents.defaults.compaction.memoryFlush.model", "selector", true],
  ["agents.defaults.embeddedAgent.cyberFailover.model", "selector", false],
  ["agents.defaults.mediaModels.image", "literal", true],
  ["agents.defaults.mediaModels.video", "literal", true],
  ["agents.defaults.mediaModels.music", "literal", true],
  ["agents.entries.baker.model", "selector", true],
  ["agents.entries.baker.utilityModel", "selector", true],
  ["agents.entries.baker.decisionModel", "literal", false],
  ["agents.entries.baker.heartbeat.model", "selector", true],
  ["agents.entries.baker.subagents.model", "selector", true],
  ["agents.entries.baker.tools.exec.reviewer.model", "selector", true],
  ["agents.entries.baker.tts.summaryModel", "selector", true],
  ["tools.exec.reviewer.model", "selector", true],
  ["tools.media.image.preferredModel", "literal", true],
  ["tools.media.audio.preferredModel", "literal", true],
  ["tools.media.video.preferredModel", "literal", true],
  ["tts.summaryModel", "selector", true],
  ["hooks.gmail.model", "selector", true],
  ["channels.modelByChannel.slack.shop", "selector", true],
  ["channels.discord.voice.model", "selector", true],
  ["channels.discord.voice.tts.summaryModel", "selector", true],
  ["channels.discord.accounts.shop.voice.model", "selector", true],
  ["channels.discord.accounts.shop.voice.tts.summaryModel", "selector", true],
  ["channels.clickclack.model", "selector", false],
  ["channels.clickclack.accounts.shop.model", "selector", false],
  ["channels.feishu.tts.summaryModel", "selector", false],
  ["channels.feishu.accounts.shop.tts.summaryModel", "selector", false],
  ["plugins.entries.active-memory.config.model", "selector", false],
  ["plugins.entries.active-memory.config.modelFallback", "selector", false],
  ["plugins.entries.imap.config.accounts.shop.model", "selector", false],
  ["plugins.entries.logbook.config.visionModel", "literal", false],
  ["plugins.entries.memory-core.config.dreaming.model", "selector", false],
  ["plugins.entries.memory-core.config.dreaming.execution.defaults.model", "selector", false],
  ["plugins.entries.memory-core.config.dreaming.phases.light.execution.model", "selector", false],
];

/** Places that name a provider alone, and what for. */
const PROVIDERS: readonly (readonly [place: string, kind: string])[] = [
  ["tools.web.search.provider", "web"],
  ["tools.web.fetch.provider", "web"],
  ["memory.search.provider", "memory"],
  ["agents.entries.baker.memory.search.provider", "memory"],
  ["tts.provider", "speech"],
  ["tts.personas.ada.provider", "speech"],
  ["agents.entries.baker.tts.provider", "speech"],
  ["talk.provider", "speech"],
  ["talk.realtime.provider", "speech"],
  ["channels.discord.voice.tts.provider", "speech"],
  ["channels.discord.accounts.shop.voice.tts.provider", "speech"],
  ["channels.discord.voice.realtime.provider", "speech"],
  ["channels.discord.accounts.shop.voice.realtime.provider", "speech"],
  ["channels.feishu.tts.provider", "speech"],
  ["channels.feishu.accounts.shop.tts.provider", "speech"],
  ["plugins.entries.llm-task.config.defaultProvider", "task"],
];

/** Text places whose key speaks of a model or provider and that name none of those meant here, with the reason. */
const OTHERS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^(?:models|auth|secrets)\./u, "the model part itself"],
  [
    /(?:^|\.)\w*(?:[kK]ey|[sS]ecret|[tT]oken|[pP]assword|[dD]ata|\*|ca|cert|passphrase|value)\.provider$/u,
    "a SecretRef",
  ],
  [/modelSelectionScope$|meta\.migrations\./u, "a setting, or a note of OpenClaw's"],
  [/local\.modelPath$/u, "a file"],
  [/memory\.search\.model$/u, "an embedder's model, given to the provider beside it"],
  [
    /realtime\.model$|voice\.realtime\.model$/u,
    "a model of a speech provider, given to the provider beside it",
  ],
  [/compaction\.provider$/u, "a plugin"],
  [
    /cloudWorkers\..*provider$|transcripts\..*providerId$|trustedProxy.*providerId$/u,
    "another kind of provider",
  ],
  [/embedSandbox$/u, "web pages"],
  [/tools\.media\.models\[\]\.(?:model|provider)$/u, "a pair: the provider counts, the model is its own"],
  [/(?:authTag|serviceAccount)\.provider$/u, "a SecretRef"],
  [/reef\.guard\.pinnedModel$/u, "a model of the guard's own provider"],
  [/(?:webSearch|xSearch|codeExecution)\.model$/u, "a model of the plugin's own service"],
  [/crabbox\.config\.sandbox\.provider$/u, "another kind of provider"],
  [/modelFallbackPolicy$/u, "deprecated, without effect"],
  [/llm-task\.config\.defaultModel$/u, "read with the provider beside it, or that of the default model"],
];

/** Text places of a table whose key speaks of a model or provider; names of a map are `*`. */
function* placesOf(table: SectionTable, section: string): Generator<string> {
  const live = (forms: readonly SectionForm[]) => forms.filter(({ span }) => isIn(span, now));
  const seen = new Set<string>();
  const walk = function* (forms: readonly SectionForm[], path: string, depth: number): Generator<string> {
    if (depth > 11) return;
    const keys = new Set(forms.flatMap(({ node }) => Object.keys(node.properties ?? {})));
    for (const key of keys) {
      const below = live(formsBelow(table, forms, key));
      const place = `${path}.${key}`;
      const isText = below.some(({ node }) => [node.type].flat().includes("string"));
      if (/model|provider/iu.test(key) && isText && !seen.has(place)) {
        seen.add(place);
        yield place;
      }
      yield* walk(below, place, depth + 1);
    }
    const rest = forms.flatMap(({ node, span }) =>
      typeof node.additionalProperties === "number" ? formsOf(table, node.additionalProperties, span) : [],
    );
    if (rest.length > 0) yield* walk(live(rest), `${path}.*`, depth + 1);
    const items = forms.flatMap(({ node, span }) =>
      typeof node.items === "number" ? formsOf(table, node.items, span) : [],
    );
    if (items.length > 0) yield* walk(live(items), `${path}[]`, depth + 1);
  };
  yield* walk(live(formsOf(table, table.root)), section, 0);
}

/** A config with a text at one place. */
function configWith(place: string, text: string): unknown {
  return place.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), text);
}

describe("places that name a model", () => {
  it.each(REFERENCES)("%s is a %s", (place, kind, collected) => {
    const sites = findReferenceSites(configWith(place, "ovenai/rye-2")).filter(
      ({ path }) => path.join(".") === place,
    );
    expect(sites).toMatchObject([{ kind, collected, text: "ovenai/rye-2" }]);
  });

  it("are those of a list of hooks, too, and none of a plugin that is off", () => {
    expect(findReferenceSites({ hooks: { mappings: [{ model: "ovenai/rye-2" }] } })).toHaveLength(1);
    const entries = { "active-memory": { enabled: false, config: { model: "ovenai/rye-2" } } };
    expect(findReferenceSites({ plugins: { entries } })).toEqual([]);
  });
});

describe("places that name a provider alone", () => {
  it.each(PROVIDERS)("%s is for %s", (place, kind) => {
    const uses = findProviderUses(configWith(place, " OvenAI "));
    expect(uses.filter(({ path }) => path.join(".") === place)).toMatchObject([{ kind, provider: "ovenai" }]);
  });

  it("reads media models, but no programs, and the names that OpenClaw takes for others", () => {
    const models = [
      { provider: "gemini", model: "gemini-3-flash" },
      { type: "cli", command: "whisper", provider: "ovenai" },
      { provider: "${OVEN}" },
    ];
    expect(findProviderUses({ tools: { media: { models } } })).toEqual([
      { path: ["tools", "media", "models", 0, "provider"], kind: "media", provider: "google" },
    ]);
    expect(
      findProviderUses({ tts: { provider: "edge", providers: { deepgram: { enabled: false } } } }),
    ).toEqual([{ path: ["tts", "provider"], kind: "speech", provider: "microsoft" }]);
  });

  it("leaves out what is off", () => {
    expect(findProviderUses({ memory: { search: { enabled: false, provider: "voyage" } } })).toEqual([]);
    expect(
      findProviderUses({ channels: { discord: { enabled: false, voice: { tts: { provider: "a" } } } } }),
    ).toEqual([]);
    expect(findProviderUses({ memory: { search: { provider: "auto" } } })).toEqual([]);
    expect(findProviderUses({ tools: { media: { models: "x" } }, tts: [], channels: 1 })).toEqual([]);
  });
});

it("knows every text place of 2026.9.6 whose key speaks of a model or a provider", () => {
  // Names of this test stand for those of maps.
  const known = [...REFERENCES.map(([place]) => place), ...PROVIDERS.map(([place]) => place)].map((place) =>
    place.replace(/\.(?:baker|shop|ada|light)(?=\.)/gu, ".*"),
  );
  const open: string[] = [];
  let seen = 0;
  for (const [section, table] of allTables()) {
    if (!table.in.some((span) => isIn(span, now))) continue;
    for (const place of placesOf(table, section)) {
      seen += 1;
      const plain = place.replace(/phases\.(?:light|deep|rem)\./u, "phases.*.");
      const general = plain.replace(/^channels\.\w[\w-]*\./u, "channels.feishu.");
      if (known.includes(plain) || known.includes(general)) continue;
      if (plain === "hooks.mappings[].model" || OTHERS.some(([pattern]) => pattern.test(plain))) continue;
      open.push(place);
    }
  }
  expect(open).toEqual([]);
  expect(seen).toBeGreaterThan(150);
});

it("feeds references: a reference of a voice channel is followed as any other", () => {
  const config = {
    models: {
      providers: { ovenai: { baseUrl: "https://oven.example/v1", models: [{ id: "rye-2", name: "Rye" }] } },
    },
    channels: { discord: { voice: { model: "ovenai/rye-2" } } },
  };
  const { all } = resolveReferences(config, configuredProviders(config), NEWEST_RELEASE);
  expect(all).toMatchObject([{ target: { state: "declared", provider: "ovenai", model: "rye-2" } }]);
});
