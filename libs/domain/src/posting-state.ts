export const postingStates = [
  'held',
  'excluded',
  'shadow',
  'pending',
  'sending',
  'in-doubt',
  'needs-review',
  'rejected',
  'posted',
  'withdrawing',
  'withdrawn',
] as const;

export type PostingState = (typeof postingStates)[number];

/**
 * The legal steps of a posting's life; the database refuses any other. A posting whose write is in flight
 * (`sending`, `in-doubt`, `needs-review`) cannot be given a new intention: its bytes must stay what was sent.
 */
export const postingSteps: Readonly<Record<PostingState, readonly PostingState[]>> = {
  held: ['pending', 'posted', 'excluded', 'shadow', 'withdrawing'],
  excluded: ['pending', 'posted', 'held', 'shadow'],
  shadow: ['pending', 'posted', 'held', 'excluded'],
  pending: ['sending', 'posted', 'held', 'excluded', 'shadow', 'withdrawing'],
  sending: ['posted', 'rejected', 'in-doubt', 'pending', 'held'],
  'in-doubt': ['posted', 'pending', 'needs-review'],
  'needs-review': ['posted', 'pending', 'excluded'],
  rejected: ['pending', 'posted', 'held', 'excluded', 'withdrawing'],
  posted: ['pending', 'held', 'withdrawing'],
  withdrawing: ['withdrawn', 'rejected', 'held', 'pending', 'posted'],
  withdrawn: ['pending', 'held', 'excluded'],
};

/** A write is out or its fate is unknown: only evidence or a named person may move it. */
export const inFlightStates = ['sending', 'in-doubt', 'needs-review', 'withdrawing'] as const;

export function isInFlight(state: PostingState): boolean {
  return (inFlightStates as readonly PostingState[]).includes(state);
}

export function mayStep(from: PostingState, to: PostingState): boolean {
  return postingSteps[from].includes(to);
}
