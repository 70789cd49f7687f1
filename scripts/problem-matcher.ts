/**
 * The text of `problem-matcher.json`: how the compact report is read by GitHub's runner, VS Code tasks and others.
 * Notes have a matcher of their own because GitHub's runner calls their level `notice`.
 */
export function problemMatcherText(): string {
  const matcher = (owner: string, severity: string) => ({
    owner,
    ...(severity === "info" ? { severity: "notice" } : {}),
    pattern: [
      {
        regexp: `^(.+?):(\\d+):(\\d+): (${severity}): (.+) \\[([a-z0-9-]+)\\]$`,
        file: 1,
        line: 2,
        column: 3,
        ...(severity === "info" ? {} : { severity: 4 }),
        message: 5,
        code: 6,
      },
    ],
  });
  const problemMatcher = [matcher("clawlint", "error|warning"), matcher("clawlint-notes", "info")];
  return `${JSON.stringify({ problemMatcher }, undefined, 2)}\n`;
}
