import type { Check, Example, Rule } from "./rule.ts";

/** A rule's page in Markdown: the same text in docs/rules and in `clawlint explain`. */
export function rulePage(rule: Rule): string {
  const { id, summary, severity, subject, fixable, checks } = rule;
  const fix = fixable ? " Some findings carry a fix." : "";
  const head = `# ${id}

${capital(summary)}. Subject: ${subject}. Usual severity: ${severity}.${fix}
`;
  const [only] = checks;
  if (checks.length === 1 && only !== undefined) return head + checkSections(only, 2);
  const names = checks.map((check) => check.id);
  const parts = checks.map(
    (check) => `\n## ${check.id}\n\n${capital(check.summary)}.\n${checkSections(check, 3)}`,
  );
  return `${head}
It has ${checks.length} checks: ${names.map((name) => `[${name}](#${name})`).join(", ")}. A level or an ignore comment for \`${id}\`
counts for all of them; under its own name each can be set alone.
${parts.join("")}`;
}

function checkSections({ id, docs }: Check, level: number): string {
  const { trigger, bad, good, why, ignore } = docs();
  const mark = "#".repeat(level);
  return `
${mark} Trigger

${trigger}

${mark} Bad

${exampleText(bad)}

${mark} Good

${exampleText(good)}

${mark} Why

${why}

${mark} When to ignore it

${ignore}

\`\`\`json5
// clawlint-ignore ${id} -- the reason
\`\`\`
`;
}

/**
 * The page without its examples, for reports that carry rules' words: a report should hold no key at all, not even one
 * that is made up.
 */
export function ruleHelp({ checks }: Rule): string {
  return checks
    .map(({ id, docs }) => {
      const { trigger, why, ignore } = docs();
      const head = checks.length === 1 ? "" : `**${id}:** `;
      return `${head}${trigger}\n\n**Why:** ${why}\n\n**When to ignore it:** ${ignore}\n`;
    })
    .join("\n");
}

/** The same as plain text: what sets the rule off, and why it matters. */
export function ruleWords({ checks }: Rule): { readonly triggers: string; readonly whys: string } {
  const all = checks.map(({ docs }) => docs());
  return { triggers: all.map(({ trigger }) => trigger).join(" "), whys: all.map(({ why }) => why).join(" ") };
}

/** An example as a page shows it, with what differs in environment and files. */
export function exampleText({ config, env, files, options }: Example): string {
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
