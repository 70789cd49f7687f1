import { describe, expect, it } from "vitest";
import { composeSections } from "../../scripts/upstream/whole/compose.ts";
import { mergeSection, sectionAt } from "../../scripts/upstream/whole/merge.ts";
import { type PlainNode, plainSchema } from "../../scripts/upstream/whole/plain-schema.ts";
import { compareReleases } from "../../src/schema/releases.ts";

const object = (properties: Record<string, PlainNode>, more: Partial<PlainNode> = {}): PlainNode => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...more,
});
const text: PlainNode = { type: "string" };

describe("the schema of a section over several releases", () => {
  const versions: readonly PlainNode[] = [
    object({ heat: { type: "number" }, door: object({ open: { type: "boolean" } }) }),
    object({ heat: { type: "number", minimum: 0 }, door: object({ open: { type: "boolean" }, lock: text }) }),
    object({ heat: { anyOf: [{ enum: ["high"] }, { type: "number" }] } }),
    object({ heat: { anyOf: [{ enum: ["high"] }, { type: "number" }] }, door: object({ lock: text }) }),
    object({ door: object({ lock: text }, { required: ["lock"] }), trays: { type: "array", items: text } }),
    { type: "object", additionalProperties: object({ lock: text }) },
  ];

  it("gives each release back as it was", () => {
    const table = mergeSection(
      versions.map((node, release) => ({ release, node })),
      versions.length,
    );
    for (const [release, node] of versions.entries()) expect(sectionAt(table, release)).toEqual(node);
  });

  it("knows the releases that lack it", () => {
    const table = mergeSection(
      [1, 2, 4].map((release) => ({ release, node: text })),
      6,
    );
    expect(table.in).toEqual([
      [1, 2],
      [4, 4],
    ]);
  });
});

describe("a schema made plain", () => {
  it.each<[string, unknown, PlainNode]>([
    ["words are left out", { type: "string", title: "Heat", description: "How hot.", default: "x" }, text],
    [
      "values of a union are one list",
      { anyOf: [{ const: "a" }, { enum: ["b"] }, { const: "a" }] },
      { enum: ["a", "b"] },
    ],
    ["what takes anything stays open", { anyOf: [{ type: "string" }, {}] }, {}],
    [
      "a reference",
      { $defs: { t: { type: "string" } }, properties: { a: { $ref: "#/$defs/t" } } },
      { properties: { a: text } },
    ],
    [
      "a reference to itself",
      { $defs: { t: { anyOf: [{ type: "string" }, { $ref: "#/$defs/t" }] } }, $ref: "#/$defs/t" },
      {},
    ],
    [
      "what has a default is not needed",
      { properties: { a: { type: "string", default: "b" } }, required: ["a"] },
      { properties: { a: text } },
    ],
    [
      "a pattern for keys leaves the rest open",
      { type: "object", patternProperties: { "^x": {} }, additionalProperties: false },
      { type: "object" },
    ],
  ])("%s", (_name, schema, wanted) => {
    expect(plainSchema(schema)).toEqual(wanted);
  });
});

describe("the sections of a release", () => {
  const sections = composeSections(
    {
      schema: {
        properties: {
          channels: { type: "object", properties: {}, additionalProperties: true },
          plugins: {
            type: "object",
            properties: {
              entries: {
                type: "object",
                additionalProperties: {
                  type: "object",
                  properties: { config: { type: "object" } },
                  additionalProperties: false,
                },
              },
            },
          },
        },
      },
      channels: [{ id: "bell", schema: { type: "object", properties: { token: { type: "string" } } } }],
      plugins: [
        {
          id: "oven",
          channels: ["oven-chat"],
          configSchema: { type: "object", properties: { heat: { type: "number" } } },
        },
      ],
    },
    "2026.9.6",
  );

  it("have their channels and plugins described", () => {
    expect(Object.keys(sections["channels"]?.properties ?? {})).toEqual(["bell", "oven-chat"]);
    expect(
      sections["plugins"]?.properties?.["entries"]?.properties?.["oven"]?.properties?.["config"],
    ).toEqual({
      type: "object",
      properties: { heat: { type: "number" } },
    });
  });

  it("have their secrets marked", () => {
    expect(sections["channels"]?.properties?.["bell"]?.properties?.["token"]).toEqual({
      type: "string",
      secret: true,
    });
  });
});

it("orders releases by number, a second packaging after the first", () => {
  expect(["2026.10.1", "2026.2.3-1", "2026.2.3", "2026.2.12"].sort(compareReleases)).toEqual([
    "2026.2.3",
    "2026.2.3-1",
    "2026.2.12",
    "2026.10.1",
  ]);
});
