import { type ConfigPath, isObject, valueAt, whereWords } from "../../../core/config-path.ts";
import { orList } from "../../../core/text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { rewrite, takeOut } from "../../../engine/fixes.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import { schemaReport } from "../../../engine/schema-message.ts";
import { isDescribed } from "../../../validate/disclosure.ts";
import { isSameName } from "../../../validate/nearest-name.ts";

export const check = defineCheck({
  id: "unknown-key",
  summary: "a key that OpenClaw does not know",
  severity: "error",
  fixable: true,
  messages: {
    near: { message: 'OpenClaw knows no key "{key}" {where}.', hint: 'Did you mean "{nearest}"?' },
    twice: {
      message: 'OpenClaw knows no key "{key}" {where}.',
      hint: 'Take it out: "{nearest}" is there already.',
    },
    allowed: {
      message: 'OpenClaw knows no key "{key}" {where}.',
      hint: "Keys allowed there: {names}.",
    },
    plain: { message: 'OpenClaw knows no key "{key}" {where}.', hint: "Take it out." },
    comment: {
      message: 'OpenClaw takes "{key}" for a setting and refuses the config.',
      hint: "Write a comment instead: JSON5 has // and /* */.",
    },
    withOther: { message: '"{key}" does not go with {with} {where}.', hint: "Take one of the two out." },
    cloudflare: {
      message: 'OpenClaw knows no key "{key}" in a provider.',
      hint: "Take it out: the account id and the gateway id are parts of baseUrl, https://gateway.ai.cloudflare.com/v1/<account id>/<gateway id>/anthropic.",
    },
    rowVision: {
      message: 'OpenClaw knows no key "{key}" {where}.',
      hint: 'Take it out; for a model that sees images, write input: ["text", "image"].',
    },
    modelFacts: {
      message: '"{key}" describes a model; agents.defaults.models holds only settings by reference.',
      hint: "Put it into the model's row in models.providers.<id>.models.",
    },
  },
  docs: () => ({
    trigger: "A key that no known release of OpenClaw has at this place.",
    bad: { ...bakery({}), config: bakery({}).config.replace("baseUrl", "baseURL") },
    good: bakery({}),
    why: "OpenClaw's config is closed: one unknown key anywhere and the gateway does not start. Its message names the object, not the line.",
    ignore: "Never: OpenClaw refuses the config.",
  }),
  check({ schemaProblems, config, report }) {
    for (const problem of schemaProblems) {
      if (problem.kind !== "unknown-key") continue;
      const { key, nearest, allowed = [], with: other } = problem.data;
      const where = words(whereWords(problem.path.slice(0, -1)));
      // The schema's own names are no secrets, however long.
      const names = words(orList(allowed));
      const data = { key, where, nearest: nearest ?? "", names, with: other ?? "" };
      const inProvider = problem.path.length === 4 && problem.path[1] === "providers";
      if (/^(?:_|\/\/|#|\$comment$|comment$|__)/u.test(key)) report(schemaReport(problem, "comment", data));
      else if (inProvider && /^(?:account|gateway)_?id$/iu.test(key))
        report(schemaReport(problem, "cloudflare", data));
      else if (isRow(problem.path) && /vision|image|multimodal/iu.test(key))
        report(schemaReport(problem, "rowVision", data));
      else if (key === "include") {
        report({
          ...schemaReport(problem, "near", { ...data, nearest: "$include" }),
          fix: rewrite("$include", "unsafe", "key"),
        });
      } else if (other !== undefined) report(schemaReport(problem, "withOther", data));
      else if (nearest !== undefined && hasBeside(config, problem.path, nearest)) {
        report({ ...schemaReport(problem, "twice", data), fix: takeOut("unsafe") });
      } else if (nearest !== undefined) {
        report({
          ...schemaReport(problem, "near", data),
          fix: rewrite(nearest, safetyOf(problem.path, key, nearest), "key"),
        });
      } else if (
        problem.path.at(-3) === "models" &&
        typeof problem.path.at(-2) === "string" &&
        /context|token|output|input|capabilit|cost|reasoning|vision/iu.test(key)
      ) {
        report(schemaReport(problem, "modelFacts", data));
      } else report(schemaReport(problem, allowed.length > 0 ? "allowed" : "plain", data));
    }
  },
});

/** A guess is safe where nothing else can be meant and the value is judged at its new name, too. */
function safetyOf(path: ConfigPath, key: string, nearest: string): "safe" | "unsafe" {
  const judged = isDescribed([...path.slice(0, -1), nearest]);
  return judged && isSameName(key, nearest) ? "safe" : "unsafe";
}

/** True where the object of a key has another key, too. */
function hasBeside(config: unknown, path: ConfigPath, key: string): boolean {
  const holder = valueAt(config, path.slice(0, -1));
  return isObject(holder) && Object.hasOwn(holder, key);
}

/** True for a key of a model's row in models.providers. */
function isRow(path: ConfigPath): boolean {
  return path.length === 6 && path[1] === "providers" && path[3] === "models";
}
