/** A turn that OpenClaw is asked to run. */
export interface TurnRequest {
  readonly id: number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  readonly agent: string | undefined;
  readonly files: Readonly<Record<string, string>> | undefined;
}

/** A request that OpenClaw made in a turn. */
export interface SentRequest {
  readonly url: string;
  readonly model: string | undefined;
  readonly maxTokens: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a turn came to: the requests with a body, in order, and what OpenClaw said. */
export interface TurnAnswer {
  readonly id: number;
  readonly sent: readonly SentRequest[];
  readonly error: string | undefined;
}
