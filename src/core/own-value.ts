/**
 * The value that a table itself has for a key, undefined without one. Keys come from files, and every object answers to
 * `constructor` and its like without having been given them.
 */
export function ownValue<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
