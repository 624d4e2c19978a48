export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface HttpRequest {
  readonly method: Method;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent byte for byte: a write must be repeatable with the very bytes that were stored before it left. */
  readonly body?: string | Uint8Array;
  /** What the answer's content is read as; `text` where nothing is said. */
  readonly wants?: 'text' | 'bytes';
  /** How long the whole exchange may take, body included; without it the door's own limit holds. */
  readonly timeoutMs?: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names are in lower case; several values of one name are joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where bytes were asked for. */
  readonly body: string;
  /** The content of an answer of which bytes were asked for. */
  readonly bytes?: Uint8Array;
  readonly durationMs: number;
}

/** One door to the network. Any HTTP status is an answer; only a missing or unusable answer is a RemoteError. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;
