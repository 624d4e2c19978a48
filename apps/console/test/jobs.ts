import type { Queue } from 'bullmq';
import { queueOf } from '#libs/queues';
import type { StartedConsole } from './started-console.js';

type QueueName = 'poll' | 'map' | 'write' | 'attach';

const queueNamed = ({ app }: StartedConsole, name: QueueName) =>
  app.get<Queue>(queueOf({ name }), { strict: false });

/** The jobs that wait in a queue: nobody works on them while the console stands alone. */
export async function jobsIn(service: StartedConsole, name: QueueName): Promise<unknown[]> {
  return (await queueNamed(service, name).getWaiting()).map(({ data }) => data);
}

/** Turns of one pipeline are the same job, so whoever counts them begins with none. */
export async function forgetJobs(service: StartedConsole, ...names: readonly QueueName[]): Promise<void> {
  for (const name of names) await queueNamed(service, name).obliterate({ force: true });
}
