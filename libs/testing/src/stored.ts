import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ConnectionRepository, dataSource, PipelineRepository } from '#libs/persistence';
import { Secret, Vault } from '#libs/vault';
import { createTestDatabase } from './test-database.js';

export interface OpenDatabase {
  /** As the services come. */
  readonly database: DataSource;
  readonly url: string;
  /** For what no service may do. */
  readonly ownerUrl: string;
  readonly vault: Vault;
  close(): Promise<void>;
}

/** A database of its own, open, with a vault whose key nobody else has. */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const { url, ownerUrl, drop } = await createTestDatabase();
  const database = await dataSource(url).initialize();
  return {
    database,
    url,
    ownerUrl,
    vault: Vault.fromKeyring(`test:${randomBytes(32).toString('base64')}`, 'test'),
    close: async () => {
      await database.destroy();
      await drop();
    },
  };
}

export interface StoredPipeline {
  readonly id: string;
  readonly realmId: string;
  readonly cin7ConnectionId: string;
  readonly quickBooksConnectionId: string;
}

/** A live pipeline between two new connections. */
export async function storedPipeline({ database, vault }: OpenDatabase): Promise<StoredPipeline> {
  const connections = new ConnectionRepository(database, vault);
  const realmId = randomBytes(8).readBigUInt64BE().toString();
  const keys = { accountId: randomBytes(8).toString('hex'), applicationKey: new Secret('application-key') };
  const cin7ConnectionId = await connections.connectCin7('Cin7', keys, 'test');
  const quickBooksConnectionId = await connections.connectQuickBooks(
    'QB',
    realmId,
    new Secret('refresh-1'),
    'test',
  );
  const id = await new PipelineRepository(database).create(
    { name: 'test', cin7ConnectionId, quickBooksConnectionId, cutOverDate: null, mode: 'live', policies: {} },
    'test',
  );
  return { id, realmId, cin7ConnectionId, quickBooksConnectionId };
}
