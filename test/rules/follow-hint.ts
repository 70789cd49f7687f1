import JSON5 from "json5";
import { expandOptionsFor } from "../../src/analyze.ts";
import { type ConfigPath, fromPointer, isObject, valueAt } from "../../src/core/config-path.ts";
import { fromDotted } from "../../src/core/dotted-path.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { ConfigEdit } from "../../src/edit/config-edit.ts";
import { editInTurn } from "../../src/edit/edit-config.ts";
import { lintConfig } from "../../src/lint.ts";
import { type Fixture, fixtureMachine } from "./fixture.ts";

/** What a hint asks for: edits of the config, a text in place of what the finding points at, a line of the `.env`. */
type Step =
  | ConfigEdit
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "env"; readonly name: string }
  /** A sound value in place of the one that a variable has wherever it stands. */
  | { readonly kind: "value"; readonly name: string };

interface Asked {
  readonly finding: Finding;
  readonly path: ConfigPath;
  readonly config: unknown;
  /** The text that the finding points at. */
  readonly marked: string;
}

/** Looks like no placeholder and like no vendor's key. */
const MADE_UP = "made-up-for-a-test-0a1b2c3d";

type Form = readonly [
  pattern: RegExp,
  steps: (match: RegExpExecArray, asked: Asked) => readonly Step[] | undefined,
];

/** The forms of hints that name a change, and what a person does who reads one. Only the words of the hint count. */
const FORMS: readonly Form[] = [
  [/^Write \{\}, the smallest config/u, () => [{ kind: "text", text: "\n{}\n" }]],
  [
    /^Put (?:it|text) in quotes[:.;]/u,
    (_, { finding, marked }) =>
      finding.rule === "syntax" ? [{ kind: "text", text: JSON.stringify(marked) }] : undefined,
  ],
  [
    /^Close it before the comma\.$/u,
    (_, { marked }) => [{ kind: "text", text: marked.replace(/(,\s*(?:[\w$]+\s*:\s*)?)(["'])/u, "$2$1$2") }],
  ],
  [/Did you mean "([^"]+)"\?/u, ([, text = ""], asked) => put(asked, text)],
  [
    /^(?:Write|Write the id as) "([^"]+)"(?:\.|,| for| with| or)/u,
    ([, text = ""], asked) => put(asked, text),
  ],
  [/^Write (\$\{\w+\})(?:,| alone|\.)/u, ([, text = ""], asked) => inside(asked, text)],
  [
    /^Write (\{ source: .*? \})/u,
    ([, value = ""], { path }) => [{ kind: "set", path, value: JSON5.parse(value) }],
  ],
  [/^Write (\w+)\.$/u, ([, text = ""]) => [{ kind: "text", text }]],
  [
    /^Write https:\/\/\.$/u,
    (_, { path, config }) => retext(config, path, (url) => `https://${url.replace(/^[a-z]+:\/*/u, "")}`),
  ],
  [
    /^(?:Set|Try|Add) (baseUrl|api): "([^"]+)"(?: for provider "([^"]+)")?/u,
    ([, key = "", value = "", provider], { path }) => {
      if (provider !== undefined)
        return [{ kind: "set", path: ["models", "providers", provider, key], value }];
      // Where the finding points at the key itself, there; a row has keys of its own.
      const holder = path.at(-1) === key ? path.slice(0, -1) : path.slice(0, 3);
      return [{ kind: "set", path: [...holder, key], value }];
    },
  ],
  [
    /^Take them (?:out|off)[.;]/u,
    (_, { path, config }) => retext(config, path, (text) => text.replace(/\s|^["']|["']$/gu, "")),
  ],
  [
    /^Take it out, and put (\w+) into/u,
    ([, name = ""], { path }) => [
      { kind: "remove", path },
      { kind: "env", name },
    ],
  ],
  [
    /^(?:Take (?:it|one|the key|the header|one of the two|contextTokens) out|Remove the empty one)/u,
    (_, { path, finding }) =>
      finding.rule === "ignore-comment" || finding.rule === "syntax"
        ? [{ kind: "text", text: "" }]
        : [{ kind: "remove", path }],
  ],
  [
    /^Rename it(?: to|, for instance to) "?([^"\s,]+?)"?[.,]?$/u,
    ([, name = ""], { path }) => [{ kind: "rename", path, name }],
  ],
  [
    /^Move it to ([\w.<>-]+?)(?:\.$|, | or )/u,
    ([, to = ""], { path }) => {
      const way = fromDotted(to);
      return way === undefined
        ? undefined
        : [
            {
              kind: "move",
              from: path,
              to: way.at(-1) === path.at(-1) ? way : [...way, String(path.at(-1))],
            },
          ];
    },
  ],
  [/^Put (\w+)=(?:…|ollama-local) into ~\/\.openclaw\/\.env/u, ([, name = ""]) => [{ kind: "env", name }]],
  [
    /^Add apiKey: "\$\{(\w+)\}"/u,
    ([, name = ""], { path }) => [
      { kind: "set", path: [...path.slice(0, 3), "apiKey"], value: `\${${name}}` },
      { kind: "env", name },
    ],
  ],
  [
    /^Add ([\w.]+): (\{.*\})\.$/u,
    ([, to = "", value = ""]) => [{ kind: "set", path: to.split("."), value: JSON5.parse(value) }],
  ],
  [
    /^Add "([^"]+)": \{\} there/u,
    ([, key = ""]) => [{ kind: "set", path: ["agents", "defaults", "models", key], value: {} }],
  ],
  [
    /^Take the quotes off\./u,
    (_, { path, config }) => {
      const value = valueAt(config, path);
      return typeof value === "string" ? [{ kind: "set", path, value: Number(value) }] : undefined;
    },
  ],
  [/^Take this out of auth\.order/u, (_, { path }) => [{ kind: "remove", path }]],
  [/^Take the query out/u, (_, { path, config }) => retext(config, path, (url) => url.replace(/\?.*$/u, ""))],
  // A value that only the owner knows is made up.
  [
    /^Put (?:the key|the real key|the secret|a long random text|it) into ~\/\.openclaw\/\.env and write "\$\{(\w+)\}"/u,
    ([, name = ""], { path, config }) => {
      const scheme = /^Bearer\s/iu.test(String(valueAt(config, path))) ? "Bearer " : "";
      return [
        { kind: "set", path, value: `${scheme}\${${name === "NAME" ? "BAKERY_KEY" : name}}` },
        { kind: "env", name: name === "NAME" ? "BAKERY_KEY" : name },
      ];
    },
  ],
  [/^Put (\w+) into ~\/\.openclaw\/\.env/u, ([, name = ""]) => [{ kind: "env", name }]],
  [
    /^(?:Put the real (?:key|value) there|Give it a value there|Take (?:it|them) off there|Put the key on one line there|Write the value itself)/u,
    (_, { finding, config }) => {
      const { name, first } = finding.data;
      const variable = typeof name === "string" ? name : first;
      if (typeof variable !== "string") return undefined;
      const path = ["env", "vars", variable];
      return valueAt(config, path) === undefined
        ? [{ kind: "value", name: variable }]
        : [{ kind: "set", path, value: MADE_UP }];
    },
  ],
  [
    /^Move the line to ~\/\.openclaw\/\.env/u,
    (_, { finding }) => [{ kind: "env", name: String(finding.data["name"]) }],
  ],
  [
    /^Write Bearer, a space, then the token\./u,
    (_, { path, config }) => retext(config, path, (text) => text.replace(/^Bearer\s*:\s*/iu, "Bearer ")),
  ],
  [
    /^Write it once\./u,
    (_, { path, config }) => retext(config, path, (text) => text.replace(/^Bearer\s+/iu, "")),
  ],
  [
    /^Leave only the key/u,
    (_, { path, config }) => retext(config, path, (text) => text.replace(/^Bearer\s+/iu, "")),
  ],
  [
    /(?:End the URL with|end it with|Write) "?(\/[\w/-]+)"?(?:\.|,| after)/u,
    ([, ending = ""], { path, config }) =>
      retext(config, path, (url) => url.replace(/^(https:\/\/[^/]+\/v1\/[^/]+\/[^/]+).*$/u, `$1${ending}`)),
  ],
  [
    /^Add (?:it|them), such as (.+?)(?:\.(?:$| The)|, or update)/u,
    ([, members = ""], { path }) =>
      Object.entries(JSON5.parse<Record<string, unknown>>(`{${members}}`)).map(([key, value]) => ({
        kind: "set",
        path: [...path, key],
        value,
      })),
  ],
  [
    /^(?:Write|Name) (?:one )?(?:provider\/model|model)/u,
    (_, asked) => put(asked, "anthropic/claude-sonnet-5"),
  ],
  [
    /^Make the reference the key, and the short name its alias/u,
    (_, { path, config }) => {
      const reference = valueAt(config, path);
      return typeof reference !== "string"
        ? undefined
        : [
            { kind: "remove", path },
            { kind: "set", path: [...path.slice(0, -1), reference], value: { alias: String(path.at(-1)) } },
          ];
    },
  ],
  [/^It takes ([\w-]+)/u, ([, first = ""], { path }) => [{ kind: "set", path, value: first }]],
  [/^Write 0 for a free model/u, (_, { path }) => [{ kind: "set", path, value: 0 }]],
  [
    /^Raise contextWindow/u,
    (_, { path }) => [{ kind: "set", path: [...path.slice(0, 5), "contextWindow"], value: 200_000 }],
  ],
  [/^Lower contextTokens, or take it out/u, (_, { path }) => [{ kind: "remove", path }]],
  [/^(?:Keep (?:apiKey|one of the two blocks)|Keys allowed there|Update OpenClaw, or take it out)/u, remove],
  [/^(?:Write provider\/model, or take the entry out|Write a value, or take the key out)/u, remove],
  [/^(?:Put the setting back, or take the key out)/u, remove],
  [/^Write a comment instead/u, remove],
  [
    /^Name (\$\{\w+\})/u,
    ([, text = ""], { path, config, finding }) =>
      retext(config, path, (value) => value.replace(`\${${String(finding.data["name"])}}`, () => text)),
  ],
  [/^Write id: "(\w+)"/u, ([, text = ""], { path }) => [{ kind: "set", path, value: text }]],
  [
    /^Put it in quotes/u,
    (_, { path, config }) => [{ kind: "set", path, value: String(valueAt(config, path)) }],
  ],
  [/^Put it in brackets/u, (_, { path, config }) => [{ kind: "set", path, value: [valueAt(config, path)] }]],
  [
    /^Write (\{[^{}]*\}) or/u,
    ([, value = ""], { path }) => [{ kind: "set", path, value: JSON5.parse(value) }],
  ],
  [
    /^Write an object: (\{.*\})\.$/u,
    ([, value = ""], { path }) => [{ kind: "set", path, value: JSON5.parse(value) }],
  ],
  [/^Write \/\/ in front of the comment/u, (_, { marked }) => [{ kind: "text", text: `// ${marked}` }]],
  [
    /^Add \{ id: "([^"]+)", name: "…" \} to models\.providers\.(.+?)\.models,/u,
    ([, id = "", provider = ""], { config }) => {
      const rows = valueAt(config, ["models", "providers", provider, "models"]);
      return Array.isArray(rows)
        ? [
            {
              kind: "set",
              path: ["models", "providers", provider, "models", rows.length],
              value: { id, name: id },
            },
          ]
        : undefined;
    },
  ],
  [
    /^Add auth: "api-key" to the provider/u,
    (_, { path }) => [{ kind: "set", path: [...path.slice(0, 3), "auth"], value: "api-key" }],
  ],
  [
    /^(?:Write input: (\[[^\]]*\]) in the row|Add "image" to the row's input)/u,
    (_, { config, finding }) => {
      const [provider = "", ...rest] = String(finding.data["text"]).split("/");
      const rows = valueAt(config, ["models", "providers", provider, "models"]);
      const index = Array.isArray(rows)
        ? rows.findIndex((row) => isObject(row) && row["id"] === rest.join("/"))
        : -1;
      return index < 0
        ? undefined
        : [
            {
              kind: "set",
              path: ["models", "providers", provider, "models", index, "input"],
              value: ["text", "image"],
            },
          ];
    },
  ],
];

function remove(_: RegExpExecArray, { path }: Asked): readonly Step[] {
  return [{ kind: "remove", path }];
}

/** Puts a text where the finding points: in place of the key, or of the value. */
function put({ finding, path, config, marked }: Asked, text: string): readonly Step[] | undefined {
  const name = String(path.at(-1));
  const isKey = marked.replace(/^["']|["']$/gu, "") === name || JSON.stringify(name) === marked;
  const value = valueAt(config, path);
  if (isKey && (typeof value !== "string" || value !== name)) return [{ kind: "rename", path, name: text }];
  if (typeof value === "string") return [{ kind: "set", path, value: text }];
  if (path.length === 0 || finding.rule === "syntax") return [{ kind: "text", text: `"${text}"` }];
  return value === undefined || isObject(value) || Array.isArray(value)
    ? undefined
    : [{ kind: "set", path, value: text }];
}

/** Puts a variable in place of what stands for it inside a text. */
function inside({ path, config }: Asked, text: string): readonly Step[] | undefined {
  const [, name = ""] = /^\$\{(\w+)\}$/u.exec(text) ?? [];
  const steps = retext(config, path, (value) => value.replace(/\$+\{[^}]*\}?|\$\w+/u, () => text));
  return steps === undefined ? undefined : [...steps, { kind: "env", name }];
}

function retext(
  config: unknown,
  path: ConfigPath,
  change: (text: string) => string,
): readonly Step[] | undefined {
  const value = valueAt(config, path);
  return typeof value === "string" ? [{ kind: "set", path, value: change(value) }] : undefined;
}

/** The fixture as somebody leaves it who did what the hint says; undefined where the hint is of no form that names a change. */
export async function followHint(fixture: Fixture, finding: Finding): Promise<Fixture | string | undefined> {
  const { host, target, options } = await fixtureMachine(fixture);
  const linted = lintConfig(host, target, options);
  if (!linted.ok) return undefined;
  const { expanded, config } = linted.analysis;
  const text = fixture.files.get(finding.file) ?? "";
  const marked = text.slice(finding.range.start.offset, finding.range.end.offset);
  const asked = { finding, path: fromPointer(finding.path), config, marked };
  for (const [pattern, stepsOf] of FORMS) {
    const match = pattern.exec(finding.hint ?? "");
    const steps = match === null ? undefined : stepsOf(match, asked);
    if (steps === undefined) continue;
    const files = new Map(fixture.files);
    const edits: ConfigEdit[] = [];
    for (const step of steps) {
      if (step.kind === "env") {
        const env = "home/.openclaw/.env";
        files.set(
          env,
          `${(files.get(env) ?? "").replace(new RegExp(`^${step.name}=.*$`, "gmu"), "")}\n${step.name}=${MADE_UP}\n`,
        );
      } else if (step.kind === "value") {
        const line = new RegExp(
          `^(\\s*(?:// env: |export |Environment=|- )?"?${step.name}"?\\s*[=:]).*$`,
          "gmu",
        );
        for (const [name, text] of files)
          files.set(
            name,
            text.replace(line, (_all, head: string) =>
              head.endsWith(":") ? `${head} "${MADE_UP}",` : `${head}${MADE_UP}`,
            ),
          );
      } else if (step.kind === "text")
        files.set(
          finding.file,
          text.slice(0, finding.range.start.offset) + step.text + text.slice(finding.range.end.offset),
        );
      else edits.push(step);
    }
    if (edits.length > 0) {
      const edited = editInTurn(host, expanded, edits, expandOptionsFor(host));
      if (!edited.ok) return `the edit of "${finding.hint}" cannot be made: ${edited.reason}`;
      for (const document of edited.expanded.documents)
        files.set(document.file.replace("../home/baker/", "home/"), document.text);
    }
    return { ...fixture, files };
  }
  return undefined;
}
