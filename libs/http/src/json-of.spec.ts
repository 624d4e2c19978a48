import { describe, expect, it } from '@jest/globals';
import type { HttpAnswer } from './http.js';
import { jsonOf } from './json-of.js';
import { RemoteError } from './remote-error.js';

function anAnswer(changes: Partial<HttpAnswer>): HttpAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"a":1}',
    durationMs: 1,
    ...changes,
  };
}

function errorOf(changes: Partial<HttpAnswer>): RemoteError {
  try {
    jsonOf(anAnswer(changes));
  } catch (error) {
    if (error instanceof RemoteError) return error;
  }
  throw new Error('expected a RemoteError');
}

describe('jsonOf', () => {
  it('gives what the body says', () => {
    expect(jsonOf(anAnswer({}))).toEqual({ a: 1 });
  });

  it.each([
    [
      'an HTML page',
      { headers: { 'content-type': 'text/html' }, body: '<html>\n<h1>Maintenance</h1>' },
      'text/html, starting with: <html> <h1>Maintenance',
    ],
    ['an empty body', { body: '' }, 'application/json, an empty body'],
    ['a truncated body', { body: '{"Bill":{"Id":"1' }, 'starting with: {"Bill":{"Id":"1'],
    [
      'a page without a type',
      { headers: {}, body: 'Bad Gateway' },
      'no content type, starting with: Bad Gateway',
    ],
  ] as const)('says what came instead: %s', (_why, changes, words) => {
    const error = errorOf({ status: 502, ...changes });
    expect(error.message).toContain('status 502');
    expect(error.message).toContain(words);
    expect(error).toMatchObject({ failure: 'unknown', status: 502 });
  });

  it.each([
    '{"access_token":"short","refresh',
    '<p>Bearer abc.def</p>',
    'client_secret=short&x=1',
    '<p>AB11qzYtkzaQ9pQWxMH9CQcPbbbSVWtLp0s</p>',
    'api-auth-applicationkey: 4c8f1b5e-short',
    '<a>4c8f1b5e-7d53-4e42-9f2a-0a5b6f3f7c11</a>',
  ])('cuts what looks secret: %s', (body) => {
    expect(errorOf({ body }).message).not.toMatch(/short|abc\.def|AB11|4c8f1b5e/);
  });

  it('shows at most 80 characters of a long page', () => {
    const message = errorOf({ body: 'down '.repeat(1_000_000) }).message;
    expect(message.length).toBeLessThan(160);
  });
});
