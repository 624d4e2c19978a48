import { Socket } from 'node:net';
import { types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { FirstSchema1764000000001 } from './migrations/0001-first-schema.js';
import { ConsentState1764000000002 } from './migrations/0002-consent-state.js';
import { PurchasingFlow1764000000003 } from './migrations/0003-purchasing-flow.js';
import { Attachments1764000000004 } from './migrations/0004-attachments.js';
import { TrailAndConsent1764000000005 } from './migrations/0005-trail-and-consent.js';
import { Guards1764000000006 } from './migrations/0006-guards.js';
import { FailedJobs1764000000007 } from './migrations/0007-failed-jobs.js';
import { ListingsAndCompanies1764000000008 } from './migrations/0008-listings-and-companies.js';
import { OrdersAwaitBills1764000000009 } from './migrations/0009-orders-await-bills.js';
import { LimitShare1764000000010 } from './migrations/0010-limit-share.js';
import { Lanes1764000000011 } from './migrations/0011-lanes.js';
import { Webhooks1764000000012 } from './migrations/0012-webhooks.js';
import { PollSchedules1764000000013 } from './migrations/0013-poll-schedules.js';
import { CallCounts1764000000014 } from './migrations/0014-call-counts.js';
import { RefusedReadings1764100000015 } from './migrations/0015-refused-readings.js';

/** A document's date has no zone; the driver would make it a moment in the zone of the machine. */
types.setTypeParser(types.builtins.DATE, (text) => text);

const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
const LOCK_TIMEOUT_MS = 10_000;
const CONNECTION_TIMEOUT_MS = 10_000;
/** Postgres ends a statement before this; who is silent for longer is not there any more. */
const SILENCE_TIMEOUT_MS = 35_000;
const KEEP_ALIVE_MS = 10_000;

/** For a service whose callers do not wait: nothing that it asks of Postgres takes longer. */
export interface Patience {
  readonly patienceMs?: number | undefined;
}

/** The schema changes by migration only. */
export function dataSourceOptions(
  databaseUrl: string,
  connectionsMax = 10,
  { patienceMs = Number.POSITIVE_INFINITY }: Patience = {},
): DataSourceOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    entities: [...entities],
    migrations: [
      FirstSchema1764000000001,
      ConsentState1764000000002,
      PurchasingFlow1764000000003,
      Attachments1764000000004,
      TrailAndConsent1764000000005,
      Guards1764000000006,
      FailedJobs1764000000007,
      ListingsAndCompanies1764000000008,
      OrdersAwaitBills1764000000009,
      LimitShare1764000000010,
      Lanes1764000000011,
      Webhooks1764000000012,
      PollSchedules1764000000013,
      CallCounts1764000000014,
      RefusedReadings1764100000015,
    ],
    migrationsTableName: 'migration',
    synchronize: false,
    poolErrorHandler: () => {
      // A lost idle connection is replaced at the next use; without a handler it would end the process.
    },
    extra: {
      max: connectionsMax,
      application_name: 'billbridge',
      stream: () => socketThatNoticesSilence(),
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      connectionTimeoutMillis: Math.min(CONNECTION_TIMEOUT_MS, patienceMs),
      statement_timeout: Math.min(STATEMENT_TIMEOUT_MS, patienceMs),
      lock_timeout: Math.min(LOCK_TIMEOUT_MS, patienceMs),
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    },
  };
}

/** A half-open connection would hold its statement for ever: the server's time-outs do not reach us over it. */
function socketThatNoticesSilence(): Socket {
  const socket = new Socket();
  return socket.setTimeout(SILENCE_TIMEOUT_MS, () =>
    socket.destroy(new Error(`Postgres was silent for ${SILENCE_TIMEOUT_MS} ms`)),
  );
}

export function dataSource(databaseUrl: string): DataSource {
  return new DataSource(dataSourceOptions(databaseUrl));
}
