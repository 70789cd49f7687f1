import { type Check, checkOf, type Rule } from "../engine/rule.ts";
import { rules } from "./registry.ts";

/** The checks of all rules. */
export const checks: readonly Check[] = rules.flatMap((rule) => rule.checks);

const byName = new Map<string, Rule>(
  rules.flatMap((rule) => [rule.id, ...rule.checks.map(({ id }) => id)].map((name) => [name, rule] as const)),
);

/** Every name that stands for a rule, or for one check of it: ids of rules that became one among them. */
export const ruleNames: ReadonlySet<string> = new Set(byName.keys());

/** The rule that a name stands for, or is a check of. */
export function ruleNamed(name: string): Rule | undefined {
  return byName.get(name);
}

/** What a record by rule says of a check: an entry for the check itself wins over one for its rule. */
export function entryFor<T>(record: Readonly<Record<string, T>>, check: string): T | undefined {
  if (Object.hasOwn(record, check)) return record[check];
  const rule = byName.get(check)?.id ?? check;
  return Object.hasOwn(record, rule) ? record[rule] : undefined;
}

/** The check that found something, by its id; the rule's where the words are the engine's own. */
export function checkIdOf({
  rule,
  messageId,
}: {
  readonly rule: string;
  readonly messageId: string;
}): string {
  const known = byName.get(rule);
  return (known === undefined ? undefined : checkOf(known, messageId)?.id) ?? rule;
}
