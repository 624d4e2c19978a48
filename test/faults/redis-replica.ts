import { Redis } from 'ioredis';
import { eventually } from '../e2e/eventually.js';
import { FaultProxy } from './fault-proxy.js';

/** A Redis that copies another over a line that can be cut, and may take its place. */
export class RedisReplica {
  private constructor(
    private readonly primaryUrl: string,
    private readonly url: string,
    private readonly line: FaultProxy,
    private readonly nowPrimary: () => void,
  ) {}

  static async of(
    primaryUrl: string,
    url: string,
    password: string,
    nowPrimary: () => void,
  ): Promise<RedisReplica> {
    const line = await FaultProxy.before(primaryUrl);
    for (const each of [primaryUrl, url]) await askRedis(each, 'config', 'set', 'masterauth', password);
    await askRedis(url, 'replicaof', ...placeOf(line.through(primaryUrl)));
    await eventually('the replica has copied everything', async () =>
      String(await askRedis(url, 'info', 'replication')).includes('master_link_status:up'),
    );
    return new RedisReplica(primaryUrl, url, line, nowPrimary);
  }

  /** Nothing is copied any more, and neither side knows. */
  fallBehind(): void {
    this.line.goSilent();
  }

  /** As a failover of a hosted Redis: new lines lead here; those that are open stay with the old one, which copies and refuses to write. */
  async takeOver(): Promise<void> {
    await askRedis(this.url, 'replicaof', 'no', 'one');
    this.nowPrimary();
    await askRedis(this.primaryUrl, 'replicaof', ...placeOf(this.url));
    this.line.heal();
    await this.line.close();
  }
}

/** One command, on a line of its own. */
export async function askRedis(
  url: string,
  name: string,
  ...parameters: readonly string[]
): Promise<unknown> {
  const client = new Redis(url);
  try {
    return await client.call(name, ...parameters);
  } finally {
    client.disconnect();
  }
}

function placeOf(url: string): [string, string] {
  const { hostname, port } = new URL(url);
  return [hostname, port];
}
