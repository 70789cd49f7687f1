/** One config and environment that was run through OpenClaw. */
export interface CredentialCase {
  readonly providers: object;
  readonly model: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly modes?: Readonly<Record<string, number>>;
  readonly secrets?: unknown;
  readonly configEnv?: unknown;
}

/** The key that the cases give. */
export const KEY: string;

export const cases: Readonly<Record<string, CredentialCase>>;
