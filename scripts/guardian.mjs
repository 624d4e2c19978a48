/**
 * Waits beside a script until the script ends, however it ends. A script that was killed outright could not stop
 * what it had started: then its record is still there, and the guardian stops it in the right order.
 *
 *     node scripts/guardian.mjs .data/pids/<number of the script>.json
 */
import { rmSync } from 'node:fs';
import { readRecord } from './process-record.mjs';
import { isStillOurs, stopInOrder } from './stop-process.mjs';

const file = process.argv[2] ?? '';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

// A script that was killed while this process was still starting has gone before anybody could listen.
if (process.connected) process.once('disconnect', cleanUp);
else await cleanUp();

async function cleanUp() {
  const record = readRecord(file);
  if (record !== undefined) await stopInOrder(record.started.filter(isStillOurs));
  rmSync(file, { force: true });
  process.exit(0);
}
