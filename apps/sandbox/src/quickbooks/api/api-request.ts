/** A call to the accounting API, its body already read as a whole. */
export interface ApiRequest {
  readonly method: string;
  readonly realmId: string;
  /** What follows the company in the address: `/bill`, `/bill/17`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Where the caller found the sandbox. */
  readonly origin: string;
}
