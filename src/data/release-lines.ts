/**
 * The releases that the hand-written sections of the schema and the rules beyond it have been measured with, oldest
 * first; `routes` where src/data/routes has what decides the requests of that release. Data in TypeScript, since the
 * library's types name each.
 */
export const measuredLines = {
  "2026.2.9": { routes: false },
  "2026.3.13": { routes: false },
  "2026.3.31": { routes: false },
  "2026.4.1": { routes: false },
  "2026.4.15": { routes: false },
  "2026.4.29": { routes: false },
  "2026.5.5": { routes: true },
  "2026.6.11": { routes: true },
  "2026.7.35": { routes: true },
  "2026.8.2": { routes: false },
  "2026.9.1": { routes: false },
  "2026.9.6": { routes: true },
} as const;
