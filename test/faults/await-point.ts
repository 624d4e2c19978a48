import { createHash } from 'node:crypto';

export const phases = ['before', 'started', 'after'] as const;
export type Phase = (typeof phases)[number];

/** Where a service waits for something outside itself, as a recording found it. */
export interface AwaitPoint {
  readonly service: Doomed;
  readonly point: string;
  /** The first story that led there. */
  readonly story: string;
}

/** The services that are killed: those of posting, polling and the token path. */
export const doomedServices = ['poller', 'mapper', 'writer'] as const;
export type Doomed = (typeof doomedServices)[number];

export interface Kill extends AwaitPoint {
  readonly phase: Phase;
}

/** A short name of a point, for the command line. */
export function pointId(point: string): string {
  return createHash('sha256').update(point).digest('hex').slice(0, 8);
}

/**
 * Between the provider's answer and our commit a replaced refresh token exists nowhere but in the process that dies. A
 * provider that has killed the old one by then leaves nothing to go on with, whatever we do.
 */
export function losesStrictToken({ point, phase }: Kill): boolean {
  if (!point.includes('TokenBroker.exchange')) return false;
  if (point.includes('/oauth2/v1/tokens/bearer')) return phase !== 'before';
  if (!point.includes('TokenBroker.saved')) return false;
  return !(point.endsWith('COMMIT') && phase === 'after');
}
