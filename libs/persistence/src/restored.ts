import { parseArgs } from 'node:util';
import { dataSource } from './data-source.js';
import { declareRestored } from './declare-restored.js';

/** `npm run restored -- --to <time>`: run it after the database was put back and before the services start. */
const WRONG_USAGE = 78;

function stop(message: string, code: number): never {
  console.error(message);
  process.exit(code);
}

const { to: text = '' } = parseArgs({ options: { to: { type: 'string' } }, allowPositionals: true }).values;
const to = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? new Date(text) : new Date(Number.NaN);
if (!(to.getTime() <= Date.now()))
  stop(
    `--to ${text || 'is missing and'} is no moment of the past: say to when the database was put back, with its zone, as --to 2026-11-24T18:30:00Z.`,
    WRONG_USAGE,
  );
const databaseUrl =
  process.env.DATABASE_URL ?? stop('DATABASE_URL is not set: say which database was restored.', WRONG_USAGE);
const database = await dataSource(databaseUrl)
  .initialize()
  .catch((error: Error) =>
    stop(
      `The database of DATABASE_URL cannot be reached: ${error.message}. Start it, or correct the address.`,
      1,
    ),
  );
try {
  const count = await declareRestored(database, to, process.env.USER ?? 'operator');
  console.log(
    `${count} pipelines are in recovery: documents are looked for in QuickBooks before they are sent, and wait until the settle window is over. Where QuickBooks says that a token has expired, connect the company again.`,
  );
} finally {
  await database.destroy();
}
