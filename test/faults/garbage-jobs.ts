import { Queue } from 'bullmq';

/** What nobody promised: other types, another version, an id that is none. */
const garbage: readonly unknown[] = [
  null,
  'words',
  { pipelineId: 5, slot: 0 },
  { version: 99, ids: ['x'] },
  { pipelineId: 'not-an-id', slot: 0 },
  { postingId: '00000000-0000-4000-8000-000000000000' },
];

/** Puts garbage into a queue, past the contract. Gives how many jobs that were. */
export async function addGarbage(redisUrl: string, name: string): Promise<number> {
  const queue = new Queue(name, { prefix: 'billbridge', connection: { url: redisUrl } });
  try {
    for (const data of garbage) await queue.add('legacy', data, { attempts: 3 });
  } finally {
    await queue.close();
  }
  return garbage.length;
}
