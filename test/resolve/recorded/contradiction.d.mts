/** What the commands that look at a config said of it. */
export interface CommandsSaid {
  readonly status: {
    readonly exit: number;
    readonly error: boolean;
    readonly missing: readonly string[];
    readonly issues: readonly string[];
  };
  readonly audit: { readonly findings: readonly string[] };
  readonly validate: { readonly valid: boolean; readonly warnings: readonly string[] };
}

export function opinions(
  said: CommandsSaid,
): Readonly<Record<"status" | "audit" | "validate", boolean | undefined>>;

export function contradicts(said: CommandsSaid): boolean;
