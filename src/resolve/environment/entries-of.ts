import { type Host, HostError } from "../../core/host.ts";

/** The names in a folder; none when there is no such folder or it may not be read. */
export function entriesOf(host: Host, folder: string): readonly string[] {
  try {
    return host.readDirectory(folder).map(({ name }) => name);
  } catch (error) {
    if (error instanceof HostError) return [];
    throw error;
  }
}
