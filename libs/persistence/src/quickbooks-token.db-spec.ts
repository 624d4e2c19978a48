import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { Secret } from '#libs/vault';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionWatchRepository } from './connection-watch.repository.js';
import { QuickBooksTokenRepository } from './quickbooks-token.repository.js';

const issued = (name: string) => ({
  refreshToken: new Secret(`refresh-${name}`),
  refreshExpiresInSeconds: 8_726_400,
  consentExpiresInSeconds: null,
  accessToken: new Secret(`access-${name}`),
  accessExpiresInSeconds: 3_600,
});

describe('tokens at rest', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let tokens: QuickBooksTokenRepository;

  beforeAll(async () => {
    open = await openTestDatabase();
    tokens = new QuickBooksTokenRepository(open.database, open.vault);
  }, 60_000);

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
  });

  afterAll(() => open?.close());

  it('T7 keeps no secret in clear in any column', async () => {
    await tokens.save(pipeline.quickBooksConnectionId, 1, issued('2'));
    for (const table of [
      'quickbooks_token',
      'quickbooks_token_history',
      'cin7_credential',
      'audit_event',
      'connection',
    ]) {
      const rows = await open.database.query(`select * from ${table}`);
      expect(JSON.stringify(rows)).not.toMatch(/refresh-|access-|application-key/);
    }
    expect((await tokens.current(pipeline.quickBooksConnectionId)).refreshToken.reveal()).toBe('refresh-2');
  });

  it('T5 opens a token only where it belongs', async () => {
    const other = await storedPipeline(open);
    await open.database.query(
      `update quickbooks_token set refresh_token = (select refresh_token from quickbooks_token where connection_id = $1)
       where connection_id = $2`,
      [pipeline.quickBooksConnectionId, other.quickBooksConnectionId],
    );
    await expect(tokens.current(other.quickBooksConnectionId)).rejects.toThrow();
  });

  it('T3 gives the newest token that came too late, until it was refused', async () => {
    const id = pipeline.quickBooksConnectionId;
    await tokens.save(id, 1, issued('2'));
    const current = (await tokens.current(id)).refreshToken;
    // The one before the current one is kept until a later one has worked.
    expect((await tokens.untried(id, current))?.refreshToken.reveal()).toBe('refresh-1');
    await tokens.save(id, 1, issued('late'));
    const late = await tokens.untried(id, current);
    expect(late?.refreshToken.reveal()).toBe('refresh-late');
    await tokens.refused(id, late?.historyVersion ?? 0);
    expect((await tokens.untried(id, current))?.refreshToken.reveal()).toBe('refresh-1');
  });

  it('knows how much of a token is left, and when the consent ends until there is another', async () => {
    const id = pipeline.quickBooksConnectionId;
    expect(await tokens.current(id)).toMatchObject({ accessToken: null, accessSecondsLeft: 0 });
    await tokens.save(id, 1, { ...issued('2'), consentExpiresInSeconds: 1_000_000 });
    const { accessSecondsLeft, accessLifeSeconds } = await tokens.current(id);
    expect(accessLifeSeconds).toBe(3_600);
    expect(accessSecondsLeft).toBeGreaterThan(3_500);
    // An answer that does not tell changes nothing of what is known.
    await tokens.save(id, 2, issued('3'));
    const watch = new ConnectionWatchRepository(open.database);
    const countdown = async () => (await watch.all()).find((each) => each.id === id)?.countdown;
    expect(await countdown()).toMatchObject({ limit: 'consent', daysLeft: 11 });
    const connections = new ConnectionRepository(open.database, open.vault);
    await connections.connectQuickBooks('QB', pipeline.realmId, new Secret('refresh-new'), 'test');
    expect(await countdown()).toBeNull();
  });

  it('T3 keeps a refresh token that came too late to be stored as the current one', async () => {
    const id = pipeline.quickBooksConnectionId;
    expect(await tokens.save(id, 1, issued('2'))).toBe(true);
    expect(await tokens.save(id, 1, issued('late'))).toBe(false);
    expect((await tokens.current(id)).refreshToken.reveal()).toBe('refresh-2');
    const [history] = await open.database.query(
      'select count(*)::int as n from quickbooks_token_history where connection_id = $1',
      [id],
    );
    expect(history.n).toBe(3);
  });
});
