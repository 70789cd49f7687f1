import type { Example, Rule } from "./rule.ts";

/** A rule's page in Markdown: the same text in docs/rules and in `clawlint explain`. */
export function rulePage(rule: Rule): string {
  const { id, summary, severity, subject, fixable } = rule;
  const docs = rule.docs();
  const fix = fixable ? " Some findings carry a fix." : "";
  return `# ${id}

${capital(summary)}. Subject: ${subject}. Usual severity: ${severity}.${fix}

## Trigger

${docs.trigger}

## Bad

${exampleText(docs.bad)}

## Good

${exampleText(docs.good)}

## Why

${docs.why}

## When to ignore it

${docs.ignore}

\`\`\`json5
// clawlint-ignore ${id} -- the reason
\`\`\`
`;
}

/**
 * The page without its examples, for reports that carry rules' words: a report should hold no key at all, not even one
 * that is made up.
 */
export function ruleHelp(rule: Rule): string {
  const docs = rule.docs();
  return `${docs.trigger}\n\n**Why:** ${docs.why}\n\n**When to ignore it:** ${docs.ignore}\n`;
}

function exampleText({ config, env, files, options }: Example): string {
  const parts = [`\`\`\`json5\n${config}\n\`\`\``];
  for (const [name, text] of Object.entries(files ?? {})) {
    if (!name.startsWith(".git/")) parts.push(`\`${name}\`:\n\n\`\`\`\n${text.trimEnd()}\n\`\`\``);
    else parts.push("The file is under version control.");
  }
  const names = Object.keys(env ?? {}).map((name) => (env?.[name] === "" ? `${name} (empty)` : name));
  if (names.length > 0) parts.push(`Set in the environment: ${names.join(", ")}.`);
  else if (env !== undefined) parts.push("No variable is set.");
  if (options?.gateway !== undefined) parts.push(`With \`--gateway ${options.gateway}\`.`);
  if (options?.openclawVersion !== undefined)
    parts.push(`With \`--openclaw-version ${options.openclawVersion}\`.`);
  if (options?.schema !== undefined) parts.push(`With \`--schema\` and the schema \`${options.schema}\`.`);
  return parts.join("\n\n");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
