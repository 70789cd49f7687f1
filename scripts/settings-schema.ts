import { GATEWAY_TARGETS } from "../src/resolve/environment/environment.ts";
import { FAIL_LEVELS, LEVELS } from "../src/settings/settings.ts";

/** What the schema needs to know of a rule. */
interface RuleLine {
  readonly id: string;
  readonly summary: string;
  readonly severity: string;
  readonly checks: readonly Omit<RuleLine, "checks">[];
}

/** The JSON Schema of `clawlint.config.json5`, made from the rules; editors complete rule ids with it. */
export function settingsSchema(rules: readonly RuleLine[]): object {
  const texts = (description: string) => ({
    type: "array",
    items: { type: "string", minLength: 1 },
    description,
  });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "clawlint settings",
    description:
      "Settings of clawlint, found beside the configs or in a folder above. Options of the command line win.",
    allowComments: true,
    allowTrailingCommas: true,
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string", description: "Address of this schema, for editors." },
      rules: { $ref: "#/definitions/rules" },
      overrides: {
        type: "array",
        description: "Other levels for some files or some places. Later entries win.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["rules"],
          properties: {
            files: texts("Globs, relative to this file's folder. Absent: all files."),
            paths: texts(
              "Config paths, such as models.providers.ovenai or agents.*.model; what lies below counts too.",
            ),
            rules: { $ref: "#/definitions/rules" },
          },
        },
      },
      gateway: { enum: GATEWAY_TARGETS, description: "Whose environment counts.", default: "shell" },
      serviceFile: {
        type: "string",
        minLength: 1,
        description: "The unit, plist, Compose file or manifest to read, relative to this file.",
      },
      service: {
        type: "string",
        minLength: 1,
        description: "The service of a Compose file that runs the gateway, or its image.",
      },
      envFiles: texts("Dotenv files with further variables, relative to this file."),
      envNames: texts("Names that will be set, without values."),
      openclawVersion: {
        type: "string",
        pattern: "^v?\\d{4}\\.\\d{1,2}\\.\\d{1,3}",
        description: "The OpenClaw release to judge by.",
      },
      readOnly: {
        type: "boolean",
        description: "The gateway cannot write its config: what it would repair at its start stops it.",
        default: false,
      },
      failOn: {
        enum: FAIL_LEVELS,
        description: "Exit with 1 from this level on.",
        default: "error",
      },
      failOnUnknown: {
        type: "boolean",
        description: "Exit with 1 also where it cannot be known whether a provider in use has a key.",
        default: false,
      },
      baseline: {
        type: "string",
        minLength: 1,
        description: "A file of known findings, written by --write-baseline, relative to this file.",
      },
    },
    definitions: {
      level: { enum: LEVELS },
      rules: {
        type: "object",
        additionalProperties: false,
        description: "Rules whose level differs from their own.",
        properties: Object.fromEntries(
          rules.flatMap(({ checks, ...rule }) => [
            line(rule, ""),
            ...checks
              .filter(({ id }) => id !== rule.id)
              .map((check) => line(check, `, a check of ${rule.id}`)),
          ]),
        ),
      },
    },
  };
}

function line({ id, summary, severity }: Omit<RuleLine, "checks">, of: string) {
  return [id, { $ref: "#/definitions/level", description: `${summary} (${severity}${of})` }] as const;
}
