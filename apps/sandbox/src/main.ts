import { startCin7Sandbox } from './cin7/server.js';
import type { Listening } from './platform/listening.js';
import { startQuickBooksSandbox } from './quickbooks/server.js';

const CIN7_PORT = 4010;
const QUICKBOOKS_PORT = 4020;

const { env } = process;
const common = {
  host: env.SANDBOX_HOST ?? '127.0.0.1',
  sideDoor: env.SANDBOX_SIDE_DOOR === '1',
  dataDir: env.SANDBOX_DATA_DIR,
};

const cin7 = await startCin7Sandbox({
  ...common,
  port: Number(env.CIN7_SANDBOX_PORT ?? CIN7_PORT),
  callsPerMinute:
    env.CIN7_SANDBOX_CALLS_PER_MINUTE === undefined ? undefined : Number(env.CIN7_SANDBOX_CALLS_PER_MINUTE),
});
ready('cin7', cin7);

const quickBooks = await startQuickBooksSandbox({
  ...common,
  port: Number(env.QUICKBOOKS_SANDBOX_PORT ?? QUICKBOOKS_PORT),
});
ready('quickbooks', quickBooks);

/** For whoever started us: one line a sandbox, and the same as a message when the parent listens for messages. */
function ready(sandbox: 'cin7' | 'quickbooks', { port }: Listening): void {
  const news = { sandbox, port };
  process.stdout.write(`${JSON.stringify(news)}\n`);
  process.send?.(news);
}

let isStopping = false;

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await Promise.all([cin7.close(), quickBooks.close()]);
  process.exit(0);
}

process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
