/** Exit codes, the same in every format. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  usage: 2,
  cannotLook: 3,
  bug: 4,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command was used wrongly: told to the user without a stack trace, exit code 2. */
export class UsageError extends Error {}
