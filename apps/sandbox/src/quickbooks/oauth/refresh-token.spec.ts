import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JsonObject, textOf } from '../json.js';
import { type Caller, callSandbox, DEMO, FIRST_REFRESH_TOKEN, requestToken } from '../testing/caller.js';

const DAY_SECONDS = 86_400;

describe('a refresh token', () => {
  let sandbox: Caller;
  beforeEach(async () => {
    sandbox = await callSandbox();
  });
  afterEach(() => sandbox.close());

  const advance = (advanceSeconds: number): Promise<JsonObject> =>
    sandbox.door('POST', '/clock', { advanceSeconds });
  const plan = (fault: JsonObject): Promise<JsonObject> =>
    sandbox.door('POST', `/realms/${DEMO}/faults`, fault);

  it('keeps the refresh token for a day, then replaces it, and the old one dies', async () => {
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body.refresh_token).toBe(FIRST_REFRESH_TOKEN);
    await sandbox.door('POST', '/clock', { advanceSeconds: DAY_SECONDS + 1 });
    const replaced = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect(replaced.body.refresh_token).not.toBe(FIRST_REFRESH_TOKEN);
    const late = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect(late.status).toBe(400);
    expect(late.body).toEqual({
      error: 'invalid_grant',
      error_description: 'Incorrect or invalid refresh token',
    });
    expect((await sandbox.refresh(textOf(replaced.body.refresh_token) ?? '')).status).toBe(200);
  });

  it('lets the first of two refreshes at once win', async () => {
    await sandbox.door('POST', '/tokens/settings', { rotateEveryRefresh: true });
    const replies = await Promise.all([
      sandbox.refresh(FIRST_REFRESH_TOKEN),
      sandbox.refresh(FIRST_REFRESH_TOKEN),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('lets a replaced token live on through a grace period when told to', async () => {
    await sandbox.door('POST', '/tokens/settings', { rotateEveryRefresh: true, graceSeconds: 60 });
    await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).status).toBe(200);
    await sandbox.door('POST', '/clock', { advanceSeconds: 61 });
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).status).toBe(400);
  });

  it('ends the whole connection when a replaced token comes again, if told to', async () => {
    await sandbox.door('POST', '/tokens/settings', { rotateEveryRefresh: true, reuseRevokes: true });
    const replaced = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).status).toBe(400);
    expect((await sandbox.refresh(textOf(replaced.body.refresh_token) ?? '')).status).toBe(400);
    expect((await sandbox.get('/companyinfo/1')).status).toBe(401);
  });

  it('leaves the connection alone when a replaced token comes again, by default', async () => {
    await sandbox.door('POST', '/tokens/settings', { rotateEveryRefresh: true });
    const replaced = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect((await sandbox.refresh(textOf(replaced.body.refresh_token) ?? '')).status).toBe(200);
  });

  it('loses the answer of a rotation: the old token is dead and nobody has the new one', async () => {
    await plan({ kind: 'lost-rotation' });
    await expect(sandbox.refresh(FIRST_REFRESH_TOKEN)).rejects.toThrow();
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body.error).toBe('invalid_grant');
  });

  it('forgives a lost rotation within the grace, with the token that was lost', async () => {
    await sandbox.door('POST', '/tokens/settings', { graceSeconds: 60 });
    await plan({ kind: 'lost-rotation' });
    await expect(sandbox.refresh(FIRST_REFRESH_TOKEN)).rejects.toThrow();
    const forgiven = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect(forgiven.status).toBe(200);
    expect(forgiven.body.refresh_token).not.toBe(FIRST_REFRESH_TOKEN);
  });

  it('refuses a sound token during an outage, and takes it afterwards', async () => {
    await plan({ kind: 'invalid-grant' });
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body).toEqual({ error: 'invalid_grant' });
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).status).toBe(200);
  });

  it('lets a refresh token die of a hundred and one days without use', async () => {
    await advance(100 * DAY_SECONDS);
    const rotated = textOf((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body.refresh_token) ?? '';
    await advance(101 * DAY_SECONDS + 1);
    expect((await sandbox.refresh(rotated)).body.error).toBe('invalid_grant');
  });

  it('lets a connection die after five years, however often it was used, and says so beforehand', async () => {
    let refreshToken = FIRST_REFRESH_TOKEN;
    let left: unknown;
    for (let quarter = 0; quarter < 20; quarter += 1) {
      await advance(91 * DAY_SECONDS);
      const { body } = await sandbox.refresh(refreshToken);
      refreshToken = textOf(body.refresh_token) ?? '';
      left = body.x_refresh_token_expires_in;
    }
    expect(left).toBeLessThan(5 * DAY_SECONDS + 1);
    await advance(6 * DAY_SECONDS);
    expect((await sandbox.refresh(refreshToken)).body.error).toBe('invalid_grant');
  });

  it('tells the hard limit only to those who ask', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: FIRST_REFRESH_TOKEN };
    const reply = await requestToken(sandbox.origin, form, {
      'x-include-refresh-token-hard-expires-in': 'true',
    });
    expect(reply.body.x_refresh_token_hard_expires_in).toBeGreaterThan(157_000_000);
  });
});
