import { types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { FirstSchema1764000000001 } from './migrations/0001-first-schema.js';
import { ConsentState1764000000002 } from './migrations/0002-consent-state.js';
import { PurchasingFlow1764000000003 } from './migrations/0003-purchasing-flow.js';
import { TrailAndConsent1764000000005 } from './migrations/0005-trail-and-consent.js';

/** A document's date has no zone; the driver would make it a moment in the zone of the machine. */
types.setTypeParser(types.builtins.DATE, (text) => text);

const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
const LOCK_TIMEOUT_MS = 10_000;
const CONNECTION_TIMEOUT_MS = 10_000;

/** The schema changes by migration only. */
export function dataSourceOptions(databaseUrl: string, connectionsMax = 10): DataSourceOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    entities: [...entities],
    migrations: [
      FirstSchema1764000000001,
      ConsentState1764000000002,
      PurchasingFlow1764000000003,
      TrailAndConsent1764000000005,
    ],
    migrationsTableName: 'migration',
    synchronize: false,
    poolErrorHandler: () => {
      // A lost idle connection is replaced at the next use; without a handler it would end the process.
    },
    extra: {
      max: connectionsMax,
      application_name: 'billbridge',
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    },
  };
}

export function dataSource(databaseUrl: string): DataSource {
  return new DataSource(dataSourceOptions(databaseUrl));
}
