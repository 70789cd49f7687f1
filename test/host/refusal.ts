import { HostError } from "../../src/core/host.ts";

/** The code with which a host refuses. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof HostError) return error.code;
    throw error;
  }
  return "none";
}
