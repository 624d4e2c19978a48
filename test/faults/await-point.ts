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
