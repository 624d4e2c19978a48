/** What a call asks of the books, its body already read as a whole. */
export interface BooksRequest {
  readonly method: string;
  /** What follows the company in the address: `/bill`, `/bill/17`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Where the caller found the sandbox. */
  readonly origin: string;
}

/** A call to the accounting API. */
export interface ApiRequest extends BooksRequest {
  readonly realmId: string;
  /** The app whose token the call carries; empty without a token that is known. */
  readonly clientId: string;
}

export function isWrite({ method, path }: BooksRequest): boolean {
  return method === 'POST' && path !== '/query';
}
