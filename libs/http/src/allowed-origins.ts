import { RemoteError } from './remote-error.js';

/** The only places that requests may go to. */
export class AllowedOrigins {
  readonly #origins: ReadonlySet<string>;

  constructor(addresses: readonly string[]) {
    this.#origins = new Set(addresses.map((address) => safeOriginOf(address)));
  }

  /** Gives the parsed address if a request may go there; otherwise nothing is sent. */
  admit(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null) throw new RemoteError('not-sent', 'Not sent: the address of the request is not a URL');
    if (!this.#origins.has(url.origin)) throw refusal(url, this.#origins);
    return url;
  }
}

function refusal(url: URL, origins: ReadonlySet<string>): RemoteError {
  const message =
    `Not sent: ${url.origin} is not an allowed origin (allowed: ${[...origins].join(', ') || 'none'}). ` +
    'If it is right, set it as the address of its provider in the environment; if not, something sent us astray.';
  return new RemoteError('not-sent', message);
}

function safeOriginOf(address: string): string {
  if (!URL.canParse(address))
    throw new Error(`Allowed origin is not a URL: ${address}. Write it as https://host`);
  const { protocol, hostname, origin } = new URL(address);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return origin;
  throw new Error(
    `Allowed origin ${origin} would send tokens in the clear. Use https; http is for loopback only`,
  );
}

/** The URL parser has already written every spelling of an IPv4 address (127.1, 0x7f.1) in the dotted form. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
