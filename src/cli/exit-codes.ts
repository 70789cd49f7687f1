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

/** Runs what would write files in the end: where it is used wrongly, it says that no file was touched. */
export async function orNothingWritten<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${error.message} Nothing was written.`);
    throw error;
  }
}
