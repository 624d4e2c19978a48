import { nextPoll, openFrom, type PollCircumstances, type PollSchedule } from './next-poll.js';

/** After so many polls in a row that should have succeeded, somebody is told. */
const POLLS_MISSED = 3;

/** What is known of a poll that should have succeeded. */
export interface PollStory {
  readonly schedule: PollSchedule;
  /** The last success, or from when on one could be expected. */
  readonly since: Date;
  readonly connection: { readonly name: string; readonly state: string; readonly reason: string | null };
  readonly lastRun: {
    readonly state: 'queued' | 'running' | 'succeeded' | 'failed';
    readonly error: string | null;
    readonly startedAt: Date | null;
  } | null;
}

/** `since` is when the third poll in a row was due that has not succeeded. */
export interface LatePoll {
  readonly since: Date;
  readonly cause: string;
  readonly remedy: string;
}

/** Null where it is not late, or where nothing is polled now because it is outside business hours. */
export function latePoll(
  story: PollStory,
  now: Date,
  circumstances: Omit<PollCircumstances, 'jitter'>,
): LatePoll | null {
  const since = deadline(story, circumstances);
  if (!since || since > now || openFrom(story.schedule, now)?.getTime() !== now.getTime()) return null;
  return { since, ...causeOf(story) };
}

function deadline(
  { schedule, since }: PollStory,
  circumstances: Omit<PollCircumstances, 'jitter'>,
): Date | null {
  let at: Date | null = since;
  for (let poll = 0; at && poll < POLLS_MISSED; poll++)
    at = nextPoll(schedule, at, { ...circumstances, jitter: 1 });
  return at;
}

function causeOf({ connection, lastRun }: PollStory): Omit<LatePoll, 'since'> {
  if (connection.state !== 'active')
    return {
      cause: `The connection ${connection.name} is ${connection.state}: ${connection.reason ?? 'no reason was given'}`,
      remedy:
        'Mend that and test the connection (POST /connections/{id}/test), or connect it again; reading then goes on by itself.',
    };
  if (!lastRun || lastRun.state === 'succeeded')
    return {
      cause: 'No run has been started',
      remedy: 'See that a poller runs and is ready (GET /health/ready).',
    };
  if (lastRun.error)
    return {
      cause:
        lastRun.state === 'failed'
          ? `The last run failed: ${lastRun.error}`
          : `The run that is on its way was interrupted: ${lastRun.error}`,
      remedy: 'It is tried again by itself. Where it fails again, GET …/sync-runs shows each try.',
    };
  if (lastRun.startedAt)
    return {
      cause: `The run of ${lastRun.startedAt.toISOString()} is still reading`,
      remedy:
        'A first reading may take hours: GET …/sync-runs shows its counts. Where they stand still, restart the poller.',
    };
  return {
    cause: 'A run is queued, and no worker has taken it',
    remedy: 'See that a poller runs, and that it and Redis are ready (GET /health/ready).',
  };
}
