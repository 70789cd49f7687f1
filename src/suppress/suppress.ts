import type { Finding } from "../core/finding.ts";
import { nearest } from "../core/text.ts";
import type { IgnoreComment } from "./ignore-comments.ts";

/** What the ignore comments of a config did. */
export interface Suppression {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** Comments that are themselves at fault, and how. */
  readonly faults: readonly SuppressionFault[];
}

/** A comment that is at fault itself; `rule` is the rule it is about, or the date that has passed. */
export interface SuppressionFault {
  readonly comment: IgnoreComment;
  readonly kind: "no-rule" | "no-reason" | "unknown-rule" | "near-rule" | "unused" | "lapsed";
  /** For `near-rule`: the rule that is meant. */
  readonly right?: string;
  readonly rule: string;
}

/**
 * Applies ignore comments to findings.
 *
 * In: findings, the comments of all documents, the ids of all rules, which of them ran, the names that a finding answers to, and a way to ask for today as
 * `YYYY-MM-DD`.
 * Out: the findings that stay, those that were silenced, and the comments that lack a reason, name no or an unknown
 * rule, have lapsed, or silence nothing. A comment without a reason silences nothing.
 */
export function suppress(
  findings: readonly Finding[],
  comments: readonly IgnoreComment[],
  rules: {
    readonly known: ReadonlySet<string>;
    readonly ran: (id: string) => boolean;
    readonly namesOf: (finding: Finding) => readonly string[];
  },
  today: () => string,
): Suppression {
  const faults: SuppressionFault[] = [];
  const active: { comment: IgnoreComment; rule: string; used: boolean }[] = [];
  for (const comment of comments) {
    const fault = (kind: SuppressionFault["kind"], rule = "") => faults.push({ comment, kind, rule });
    if (comment.rules.length === 0) fault("no-rule");
    else if (comment.reason === "") fault("no-reason", comment.rules[0]);
    else if (comment.until !== undefined && comment.until < today()) fault("lapsed", comment.until);
    else {
      for (const rule of comment.rules) {
        if (!rules.known.has(rule)) {
          const right =
            [...rules.known].find((id) => rule.length > 3 && id.startsWith(rule)) ??
            nearest(rule, rules.known);
          faults.push({
            comment,
            kind: right === undefined ? "unknown-rule" : "near-rule",
            rule,
            ...(right === undefined ? {} : { right }),
          });
        } else active.push({ comment, rule, used: false });
      }
    }
  }
  const byPlace = new Map<string, (typeof active)[number]>();
  for (const one of active) {
    const { comment, rule } = one;
    for (const line of comment.lines) {
      const place = `${rule} ${line} ${comment.document.file}`;
      if (!byPlace.has(place)) byPlace.set(place, one); // the first one counts
    }
  }
  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const match = rules
      .namesOf(finding)
      .map((name) => byPlace.get(`${name} ${finding.range.start.line} ${finding.file}`))
      .find((one) => one !== undefined);
    if (match === undefined) kept.push(finding);
    else {
      match.used = true;
      suppressed.push(finding);
    }
  }
  for (const { comment, rule, used } of active) {
    if (!used && rules.ran(rule)) faults.push({ comment, kind: "unused", rule });
  }
  return { kept, suppressed, faults };
}
