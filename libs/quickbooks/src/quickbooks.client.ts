import { z } from 'zod';
import { expected, type Http, type HttpAnswer, type HttpRequest, jsonOf, RemoteError } from '#libs/http';
import type { Concealed } from './concealed.js';
import { failureOf, OBJECT_NOT_FOUND } from './fault.js';
import { type Upload, uploadForm } from './upload-form.js';

/** Versions below it are gone since August 2025. Source: Intuit's blog of 2025-01-21. */
const MINOR_VERSION = '75';

/** The most rows that a query serves, and the most objects that one CDC answer holds. */
export const QUERY_PAGE_SIZE = 1000;
export const CDC_OBJECTS_MAX = 1000;

/** A file of the largest size that we carry, on a line of 5 Mbit/s. */
export const UPLOAD_TIMEOUT_MS = 60_000;

/** Rows as QuickBooks sends them. */
export type WireObject = Readonly<Record<string, unknown>>;

export interface QuickBooksCompany {
  /** An origin; `/v3/company/…` follows. */
  readonly apiUrl: string;
  readonly realmId: string;
  /** Gives a token; with the refused one, another. */
  readonly accessToken: (refused: Concealed | null) => Promise<Concealed>;
  /** Done before each call to the company leaves; those for a token are none. */
  readonly beforeCall?: () => Promise<void>;
  /** Told where the company asks for a pause of so many milliseconds all the same. */
  readonly slowDown?: (waitMs: number) => Promise<void>;
}

export interface Written {
  readonly object: WireObject;
  readonly id: string;
  readonly status: number;
  readonly traceId: string | null;
}

/** What changed of one entity type. */
export interface Changes {
  readonly entity: string;
  readonly objects: readonly WireObject[];
}

const Identity = z.looseObject({ Id: z.string(), SyncToken: z.string() });
const Deleted = z.looseObject({ Id: z.string(), status: z.literal('Deleted') });
const Members = z.record(z.string(), z.unknown());
const Rows = z.array(Members);
const Uploaded = z.object({
  AttachableResponse: z.array(z.looseObject({ Attachable: Members.optional(), Fault: Members.optional() })),
});
const Query = z.looseObject({ QueryResponse: z.looseObject({}) });
const ChangesAnswer = z.object({
  CDCResponse: z.array(z.object({ QueryResponse: z.array(z.looseObject({})) })),
});

/** Everything that we ask of one QuickBooks company, one method for each question. Nothing is tried twice in here,
 * except that a refused token is renewed once: a refused request was not carried out. */
export class QuickBooksClient {
  constructor(
    private readonly http: Http,
    private readonly company: QuickBooksCompany,
  ) {}

  /** A token is at hand, so that the next call leaves at once. */
  async ready(): Promise<void> {
    await this.token(null);
  }

  /** Creates or updates: QuickBooks does both with one call. The body goes out byte for byte. */
  async write(entity: string, body: string, requestId: string): Promise<Written> {
    return this.post(entity, body, { requestid: requestId }, Identity);
  }

  /** Deletes a transaction by its id and sync token. The answer has no sync token any more. */
  async delete(entity: string, body: string, requestId: string): Promise<Written> {
    return this.post(entity, body, { operation: 'delete', requestid: requestId }, Deleted);
  }

  /**
   * Uploads one file. The answer is 200 whatever became of it; a fault of the file's own is a refusal like any other. It
   * takes longer than other calls: up to `UPLOAD_TIMEOUT_MS`.
   */
  async upload(file: Upload, requestId: string): Promise<Written> {
    const { contentType, body } = uploadForm(file, requestId);
    const path = `upload?${this.query({ requestid: requestId })}`;
    const answer = await this.call('POST', path, { 'content-type': contentType }, body, UPLOAD_TIMEOUT_MS);
    const own = Uploaded.safeParse(jsonOf(answer)).data?.AttachableResponse[0];
    // As the answer of a write that is not in a form would be.
    if (own?.Fault) good({ ...answer, status: 400, body: JSON.stringify(own) });
    return written('Attachable', own?.Attachable, answer, Identity);
  }

  /** One object as it is now; null where it is not there or has been deleted. */
  async read(entity: string, id: string): Promise<WireObject | null> {
    try {
      const body = await this.get(`${entity.toLowerCase()}/${encodeURIComponent(id)}?${this.query({})}`);
      return expected(Members, body[entity], `QuickBooks answered ${entity} ${id}`);
    } catch (error) {
      if (error instanceof RemoteError && error.code === OBJECT_NOT_FOUND) return null;
      throw error;
    }
  }

  async select(entity: string, statement: string): Promise<readonly WireObject[]> {
    const body = await this.get(`query?${this.query({ query: statement })}`);
    const { QueryResponse } = expected(Query, body, 'QuickBooks answered a query');
    return expected(Rows, QueryResponse[entity] ?? [], `QuickBooks listed ${entity}`);
  }

  /** One page of all objects of a type, in an order that paging does not disturb; inactive ones are included. */
  async page(entity: string, startPosition: number): Promise<readonly WireObject[]> {
    const active = NAME_LISTS.includes(entity) ? 'WHERE Active IN (true, false) ' : '';
    return this.select(
      entity,
      `SELECT * FROM ${entity} ${active}ORDERBY Id STARTPOSITION ${startPosition} MAXRESULTS ${QUERY_PAGE_SIZE}`,
    );
  }

  /** Everything changed since a moment within 30 days, deletions too; at most 1,000 objects in all. */
  async changes(entities: readonly string[], since: Date): Promise<readonly Changes[]> {
    const query = this.query({ entities: entities.join(','), changedSince: since.toISOString() });
    const body = expected(ChangesAnswer, await this.get(`cdc?${query}`), 'QuickBooks answered CDC');
    const responses = body.CDCResponse.flatMap(({ QueryResponse }) => QueryResponse);
    return entities.map((entity) => ({
      entity,
      objects: responses.flatMap((response) =>
        expected(Rows, response[entity] ?? [], `QuickBooks listed ${entity}`),
      ),
    }));
  }

  async companyInfo(): Promise<WireObject> {
    const body = await this.get(`companyinfo/${encodeURIComponent(this.company.realmId)}?${this.query({})}`);
    return expected(Members, body.CompanyInfo, 'QuickBooks answered the company');
  }

  async preferences(): Promise<WireObject> {
    const body = await this.get(`preferences?${this.query({})}`);
    return expected(Members, body.Preferences, 'QuickBooks answered the preferences');
  }

  private async post(
    entity: string,
    body: string,
    parameters: Readonly<Record<string, string>>,
    Shape: typeof Identity | typeof Deleted,
  ): Promise<Written> {
    const path = `${entity.toLowerCase()}?${this.query(parameters)}`;
    const answer = await this.call('POST', path, { 'content-type': 'application/json' }, body);
    return written(entity, Members.safeParse(jsonOf(answer)).data?.[entity], answer, Shape);
  }

  private query(parameters: Readonly<Record<string, string>>): URLSearchParams {
    return new URLSearchParams({ ...parameters, minorversion: MINOR_VERSION });
  }

  private async get(path: string): Promise<Record<string, unknown>> {
    return expected(Members, jsonOf(await this.call('GET', path, {})), 'QuickBooks answered');
  }

  private async call(
    method: HttpRequest['method'],
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: HttpRequest['body'],
    timeoutMs?: number,
  ): Promise<HttpAnswer> {
    const token = await this.token(null);
    const first = await this.send(method, path, headers, token, body, timeoutMs);
    if (first.status !== 401) return this.noting(() => good(first));
    const renewed = await this.token(token);
    const second = await this.send(method, path, headers, renewed, body, timeoutMs);
    return this.noting(() => again(second));
  }

  private async noting(judge: () => HttpAnswer): Promise<HttpAnswer> {
    try {
      return judge();
    } catch (error) {
      if (error instanceof RemoteError && error.asksForPause)
        await this.company.slowDown?.(error.retryAfterMs ?? 0);
      throw error;
    }
  }

  /**
   * Whatever fails while a token is fetched, the request itself has not left. Not even a definite refusal of the token
   * endpoint (a wrong client secret, say) is one of the document.
   */
  private async token(refused: Concealed | null): Promise<Concealed> {
    try {
      return await this.company.accessToken(refused);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw new RemoteError('not-sent', `No token: ${messageOf(error)}`);
      if (error.failure !== 'unknown' && error.failure !== 'rejected') throw error;
      throw new RemoteError('not-sent', error.message, error);
    }
  }

  private async send(
    method: HttpRequest['method'],
    path: string,
    headers: Readonly<Record<string, string>>,
    token: Concealed,
    body?: HttpRequest['body'],
    timeoutMs?: number,
  ): Promise<HttpAnswer> {
    const { apiUrl, realmId } = this.company;
    await this.company.beforeCall?.();
    return this.http({
      method,
      url: `${apiUrl}/v3/company/${encodeURIComponent(realmId)}/${path}`,
      headers: { accept: 'application/json', authorization: `Bearer ${token.reveal()}`, ...headers },
      ...(body === undefined ? {} : { body }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }
}

/** Types whose queries hide inactive objects unless asked. */
const NAME_LISTS = [
  'Account',
  'Vendor',
  'Customer',
  'Employee',
  'Term',
  'Class',
  'Department',
  'Item',
  'TaxCode',
  'TaxRate',
];

/** The written object, or that it cannot be known whether it was written. */
function written(
  entity: string,
  object: unknown,
  answer: HttpAnswer,
  Shape: typeof Identity | typeof Deleted,
): Written {
  const identity = Shape.safeParse(object);
  const { status } = answer;
  const traceId = traceOf(answer);
  if (!identity.success)
    throw new RemoteError('unknown', `QuickBooks answered the write of a ${entity} without it`, {
      status,
      traceId,
    });
  return { object: object as WireObject, id: identity.data.Id, status, traceId };
}

function good(answer: HttpAnswer): HttpAnswer {
  const failure = failureOf(answer, new Date());
  if (failure) throw failure;
  return answer;
}

/** A token that was renewed a moment ago is refused as well: no other token helps, and it is not the token's end. */
function again(answer: HttpAnswer): HttpAnswer {
  const failure = failureOf(answer, new Date());
  if (failure?.failure === 'unauthorised') throw new RemoteError('locked-out', failure.message, failure);
  if (failure) throw failure;
  return answer;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function traceOf(answer: HttpAnswer): string | null {
  return answer.headers.intuit_tid ?? null;
}
