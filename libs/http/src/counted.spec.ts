import { describe, expect, it } from '@jest/globals';
import { type Counted, counted } from './counted.js';
import type { Http } from './http.js';
import { type Failure, RemoteError } from './remote-error.js';

const request = { method: 'GET', url: 'https://provider.test/x' } as const;

function setup(http: Http, meant: Failure | null = null) {
  const calls: Counted[] = [];
  const failureOf = () => (meant ? new RemoteError(meant, 'what it meant') : null);
  return { calls, door: counted(http, { failureOf, count: (call) => void calls.push(call) }) };
}

const answering =
  (status: number): Http =>
  async () => ({ status, headers: {}, body: '', durationMs: 1 });
const failing =
  (failure: Failure, status: number | null): Http =>
  () =>
    Promise.reject(new RemoteError(failure, 'no answer', { status }));

describe('the counting door', () => {
  it.each([
    ['a good answer', 200, null, 'answered'],
    ['«too many», however the provider says it', 400, 'throttled', 'throttled'],
    ['a refusal', 400, 'rejected', 'refused'],
    ['a refused token', 401, 'unauthorised', 'refused'],
    ['a closed company', 403, 'locked-out', 'refused'],
    ['a failure that tells nothing', 504, 'unknown', 'lost'],
  ] as const)('counts %s once, and gives the answer on', async (_what, status, meant, outcome) => {
    const { door, calls } = setup(answering(status), meant);
    expect((await door(request)).status).toBe(status);
    expect(calls).toEqual([{ request, status, outcome }]);
  });

  it.each([null, 200])('counts an answer that was lost (status %s), and fails as before', async (status) => {
    const { door, calls } = setup(failing('unknown', status));
    await expect(door(request)).rejects.toThrow('no answer');
    expect(calls).toEqual([{ request, status, outcome: 'lost' }]);
  });

  it('does not count what never left', async () => {
    const { door, calls } = setup(failing('not-sent', null));
    await expect(door(request)).rejects.toThrow('no answer');
    expect(calls).toEqual([]);
  });
});
