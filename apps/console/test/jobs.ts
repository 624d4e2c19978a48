import type { Queue } from 'bullmq';
import { queueOf } from '#libs/queues';
import type { StartedConsole } from './started-console.js';

/** The jobs that wait in a queue: nobody works on them while the console stands alone. */
export async function jobsIn(
  { app }: StartedConsole,
  name: 'poll' | 'map' | 'write' | 'attach',
): Promise<unknown[]> {
  const queue = app.get<Queue>(queueOf({ name }), { strict: false });
  return (await queue.getWaiting()).map(({ data }) => data);
}
