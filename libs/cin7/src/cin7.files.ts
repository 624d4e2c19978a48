import type { CallCounter } from '#libs/domain';
import { ANSWER_TOO_LARGE, type Http, RemoteError } from '#libs/http';
import { countedDoor } from './counted-call.js';
import { failureOf } from './failure.js';

/**
 * Why there is no file behind a link, for good: `elsewhere` is a host that we do not go to, `page` a page of the web site
 * where the file should be (a login, or that it is not there), `refused` any other answer.
 */
export type NoFile =
  | { readonly why: 'elsewhere'; readonly origin: string }
  | { readonly why: 'page' | 'too-large' }
  | { readonly why: 'refused'; readonly status: number };

export type Downloaded =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly noFile: NoFile };

export interface Cin7FilesOptions {
  /** Scheme, host and port of each place that serves Cin7's files. */
  readonly origins: readonly string[];
  /** How long one download may take, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * The files behind Cin7's links. A link opens to whoever has it, so no key goes along, no redirect is followed, and its
 * query stands in no message.
 */
export class Cin7Files {
  readonly #origins: ReadonlySet<string>;

  constructor(
    private readonly http: Http,
    private readonly options: Cin7FilesOptions,
    private readonly calls: CallCounter,
  ) {
    this.#origins = new Set(options.origins.map((address) => new URL(address).origin));
  }

  /** Throws a RemoteError where another try may succeed. The call is counted for the connection of Cin7. */
  async download(link: string, connectionId: string): Promise<Downloaded> {
    const origin = URL.canParse(link) ? new URL(link).origin : 'no address';
    if (!this.#origins.has(origin)) return none({ why: 'elsewhere', origin });
    try {
      const { timeoutMs } = this.options;
      const door = countedDoor(this.http, this.calls, { connectionId, purpose: 'file' }, () => 'attachment');
      const answer = await door({ method: 'GET', url: link, wants: 'bytes', timeoutMs });
      const { status, headers, bytes } = answer;
      if (status >= 300 && status < 400) return none({ why: 'page' });
      const failure = failureOf(answer, new Date());
      if (failure && (failure.failure === 'rejected' || failure.failure === 'unauthorised'))
        return none({ why: 'refused', status });
      if (failure) throw failure;
      if (headers['content-type']?.startsWith('text/html')) return none({ why: 'page' });
      return { ok: true, bytes: bytes ?? new Uint8Array() };
    } catch (error) {
      if (error instanceof RemoteError && error.detail === ANSWER_TOO_LARGE)
        return none({ why: 'too-large' });
      throw error;
    }
  }
}

function none(noFile: NoFile): Downloaded {
  return { ok: false, noFile };
}
