import { spawnSync } from 'node:child_process';

/**
 * For whoever runs jest by itself, from an editor or a debugger: a Postgres and a Redis in containers, where a Docker
 * engine answers. `npm test` brings servers of its own and says so in the two variables; then nothing happens here.
 * Without either, the tests that need a server say that it is missing.
 */
export default async function startContainers() {
  if (process.env.TEST_DATABASE_URL || process.env.TEST_REDIS_URL || !dockerAnswers()) return;
  const { GenericContainer, Wait } = await import('testcontainers');
  const [postgres, redis] = await Promise.all([
    new GenericContainer('postgres:17')
      .withEnvironment({ POSTGRES_PASSWORD: 'test' })
      .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=200'])
      .withExposedPorts(5432)
      .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
      .start(),
    new GenericContainer('redis:7')
      .withCommand(['redis-server', '--maxmemory-policy', 'noeviction'])
      .withExposedPorts(6379)
      .start(),
  ]);
  process.env.TEST_DATABASE_URL = `postgres://postgres:test@${postgres.getHost()}:${postgres.getMappedPort(5432)}/postgres`;
  process.env.TEST_REDIS_URL = `redis://${redis.getHost()}:${redis.getMappedPort(6379)}`;
  globalThis.stopContainers = () => Promise.all([postgres.stop(), redis.stop()]);
}

function dockerAnswers() {
  return spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 5_000 }).status === 0;
}
