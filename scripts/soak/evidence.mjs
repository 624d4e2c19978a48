import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../paths.mjs';

const tables = [
  'posting',
  'posting_attempt',
  'audit_event',
  'source_record',
  'sync_run',
  'failed_job',
  'connection',
];

/** Where the logs and the evidence of the latest soak are, until the next one. @param {string} dataDir */
export function evidenceFolder(dataDir) {
  const folder = join(dataDir, 'soak');
  rmSync(folder, { recursive: true, force: true });
  return makePrivateFolder(folder);
}

/**
 * What is needed to understand a breach when the servers are gone: our books, and the latest calls that the emulators saw.
 * @param {import('./system.mjs').System} system
 * @param {string} folder
 */
export async function keepEvidence({ postgres, doors }, folder) {
  const save = (/** @type {string} */ name, /** @type {unknown} */ content) =>
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(content, null, 1), { mode: 0o600 });
  for (const table of tables) save(table, await postgres.rows(`select * from ${table}`));
  save('cin7-calls', await doors.cin7.get('/calls'));
  save('quickbooks-calls', await doors.quickBooks.get('/calls'));
}
