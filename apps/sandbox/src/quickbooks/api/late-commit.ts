/** A write that the service has taken but not yet carried out, though its caller has given up. */
export interface LateCommit {
  readonly dueMs: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly contentType: string | null;
  readonly origin: string;
  /** Under which its request id is remembered, if it has one. */
  readonly key: string | null;
}
