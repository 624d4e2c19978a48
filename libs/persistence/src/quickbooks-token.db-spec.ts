import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { Secret } from '#libs/vault';
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
