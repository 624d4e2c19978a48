/**
 * A killed worker's job runs again within lockDuration + stalledInterval, 45 s. Longer locks would only delay that: what keeps
 * two workers from one row is its lease in Postgres. However often its workers are killed, say by rolling deployments,
 * the job is not given up: attempts that count are kept in Postgres.
 */
export function workerOptions(concurrency: number) {
  return { concurrency, lockDuration: 30_000, stalledInterval: 15_000, maxStalledCount: 20 };
}
