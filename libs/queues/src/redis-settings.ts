/** Why jobs could vanish while Redis runs; null where they cannot. Takes what INFO says. */
export function whyUnfit(info: string): string | null {
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
  return policy === undefined || policy === 'noeviction'
    ? null
    : `Redis may drop jobs: its maxmemory-policy is ${policy}. Set it to noeviction.`;
}

/** Why jobs vanish when Redis restarts. That costs time only, since the database knows what waits. */
export function whyUnsafe(info: string): string | null {
  return /aof_enabled:0/.test(info)
    ? 'Redis keeps no append-only file (appendonly no): after its restart work goes on only when the sweeps have rung again.'
    : null;
}
