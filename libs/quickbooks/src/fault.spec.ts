import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { failureOf } from './fault.js';

const now = new Date('2026-11-20T10:15:00Z');

interface FaultEntry {
  readonly code?: unknown;
  readonly message?: string;
  readonly detail?: string | null;
  readonly element?: string | null;
}

/** As the API itself writes it. */
function capital(...entries: readonly FaultEntry[]): string {
  const errors = entries.map(({ code, message = 'M', detail = 'D', element = '' }) => ({
    Message: message,
    Detail: detail,
    code,
    element,
  }));
  return JSON.stringify({
    Fault: { Error: errors, type: 'ValidationFault' },
    time: '2026-11-20T02:15:00.000-08:00',
  });
}

/** As the gateway in front of the API writes it. */
function small(code: string, message: string, detail: string | null): string {
  const fault = { error: [{ message, detail, code, element: null }], type: 'AUTHENTICATION' };
  return JSON.stringify({
    warnings: null,
    fault,
    queryResponse: null,
    batchItemResponse: [],
    time: 1759190400000,
  });
}

function failure(status: number, body: string, headers: Record<string, string> = {}) {
  return failureOf({ status, body, headers, durationMs: 5 }, now);
}

describe('what an answer of QuickBooks means for a write', () => {
  it.each([
    ['a readable refusal', 400, capital({ code: '2020' }), 'rejected', '2020'],
    ['a stale sync token', 400, capital({ code: '5010' }), 'rejected', '5010'],
    ['a missing object', 400, capital({ code: '610' }), 'rejected', '610'],
    [
      'a refusal in the gateway’s casing',
      400,
      small('500', 'Unsupported Operation', null),
      'rejected',
      '500',
    ],
    ['a fault under 200', 200, capital({ code: '6000' }), 'rejected', '6000'],
    ['a code that is a number', 400, capital({ code: 6240 }), 'rejected', '6240'],
    ['a fault without a code', 400, capital({}), 'rejected', null],
    ['a request id that was seen before', 400, capital({ code: '600' }), 'unknown', '600'],
    ['a system failure', 500, capital({ code: '10000' }), 'unknown', '10000'],
    ['a system failure under 400', 400, capital({ code: '10000' }), 'unknown', '10000'],
    ['a system failure under 200', 200, capital({ code: '10000' }), 'unknown', '10000'],
    ['a time-out with a fault', 408, capital({ code: '6000' }), 'unknown', '6000'],
    ['the same request still under way', 409, capital({ code: '6000' }), 'unknown', '6000'],
    ['a fault under 5xx', 503, capital({ code: '6000' }), 'unknown', '6000'],
    ['4xx without a word', 400, '', 'unknown', null],
    ['4xx with a page', 404, '<html>"fault"</html>', 'unknown', null],
    ['4xx with an empty fault', 400, '{"Fault":{"Error":[]}}', 'unknown', null],
    ['a gateway’s page', 502, '<html>Bad Gateway</html>', 'unknown', null],
    ['a redirect', 302, '', 'unknown', null],
    [
      'a refused token',
      401,
      small('3200', 'message=AuthenticationFailed', 'Token expired'),
      'unauthorised',
      '3200',
    ],
    ['401 without a word', 401, '', 'unauthorised', null],
    [
      'a company that is closed to us',
      403,
      small('3100', 'message=ApplicationAuthorizationFailed', null),
      'locked-out',
      '3100',
    ],
    ['an ended subscription', 403, capital({ code: '6190' }), 'locked-out', '6190'],
    ['an ended subscription under 400', 400, capital({ code: '6190' }), 'locked-out', '6190'],
    ['a user without access', 401, capital({ code: '120' }), 'locked-out', '120'],
    ['a company in maintenance under 5xx', 503, capital({ code: '150' }), 'unknown', '150'],
    ['403 without a word', 403, '', 'locked-out', null],
    ['a feature that is not supported', 403, capital({ code: '5030' }), 'rejected', '5030'],
    ['a feature that is not permitted', 403, capital({ code: '5020' }), 'rejected', '5020'],
    ['a throttle', 429, capital({ code: '3001' }), 'throttled', '3001'],
    ['a throttle of the gateway', 429, small('3001', 'message=ThrottleExceeded', null), 'throttled', '3001'],
    ['a throttle of old', 403, capital({ code: '3001' }), 'throttled', '3001'],
    ['429 without a word', 429, '', 'throttled', null],
  ])('%s', (_what, status, body, kind, code) => {
    expect(failure(status, body)).toMatchObject({ name: 'RemoteError', failure: kind, code, status });
  });

  it.each([
    '{"Bill":{"Id":"1"}}',
    '{"Vendor":{"DisplayName":"Fault Lines Ltd"}}',
    '{"Bill":{"PrivateNote":"\\"fault\\""}}',
  ])('a good answer is none: %s', (body) => {
    expect(failure(200, body)).toBeNull();
  });
});

describe('the facts of a failure', () => {
  it('are those of the first error, with the details of all', () => {
    const body = capital(
      { code: '2050', message: 'String length', detail: 'too long', element: 'DocNumber' },
      { code: '2020', message: 'Required', detail: 'Line is missing', element: 'Line' },
    );
    expect(failure(400, body, { intuit_tid: '1-tid' })).toMatchObject({
      code: '2050',
      element: 'DocNumber',
      detail: 'too long; Line is missing',
      traceId: '1-tid',
      message: 'QuickBooks refused the request: String length: too long; Line is missing',
    });
  });

  it('are null where QuickBooks says nothing', () => {
    expect(failure(400, capital({ code: '1', detail: null, element: '' }))).toMatchObject({
      detail: null,
      element: null,
      traceId: null,
    });
  });

  it.each([
    [{}, 60_000],
    [{ 'retry-after': '12' }, 12_000],
  ])('wait a minute unless told otherwise: %j', (headers, retryAfterMs) => {
    expect(failure(429, '', headers)?.retryAfterMs).toBe(retryAfterMs);
  });

  it('slow all callers down where a server that is busy says for how long', () => {
    expect(failure(503, '', { 'retry-after': '9' })).toMatchObject({
      failure: 'unknown',
      asksForPause: true,
    });
    expect(failure(503, '')?.asksForPause).toBe(false);
    expect(failure(429, '')?.asksForPause).toBe(true);
  });
});

const official = path.resolve('..', 'shared', 'fixtures', 'quickbooks', 'errors');
const files = existsSync(official) ? readdirSync(official).filter((name) => /^\d/.test(name)) : [];
if (files.length === 0) console.info(`skipped: the collected faults are not at ${official}`);

describe('faults as they have been seen', () => {
  (files.length > 0 ? it : it.skip)('are all understood', () => {
    expect(files.length).toBeGreaterThanOrEqual(20);
    for (const file of files) {
      const [status = '', code = ''] = file.split('_');
      const { body } = JSON.parse(readFileSync(path.join(official, file), 'utf8')) as { body: unknown };
      const kind =
        { 401: 'unauthorised', 403: 'locked-out', 429: 'throttled', 500: 'unknown' }[status] ?? 'rejected';
      const found = failure(Number(status), JSON.stringify(body));
      expect([file, found?.code, found?.failure]).toEqual([file, code, kind]);
    }
  });
});
