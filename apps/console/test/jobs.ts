import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import type { StartedConsole } from './started-console.js';

/** The jobs that wait in a queue: nobody works on them while the console stands alone. */
export async function jobsIn(
  { app }: StartedConsole,
  name: 'poll' | 'map' | 'write' | 'attach',
): Promise<unknown[]> {
  const queue = app.get<Queue>(getQueueToken(name), { strict: false });
  return (await queue.getWaiting()).map(({ data }) => data);
}
