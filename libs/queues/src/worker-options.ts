/**
 * A killed worker's job runs again within lockDuration + stalledInterval. However often its workers are killed, say by
 * rolling deployments, the job is not given up: attempts that count are kept in Postgres.
 */
export function workerOptions(concurrency: number) {
  return { concurrency, lockDuration: 30_000, stalledInterval: 15_000, maxStalledCount: 20 };
}
