import { describe, expect, it } from '@jest/globals';
import { inFlightStates, isInFlight, mayStep, type PostingState, postingStates } from './posting-state.js';

/** A row for each state it is left from; a column, in the order of `postingStates`, for each that may follow. */
const legal: Readonly<Record<PostingState, string>> = {
  //                hel exc sha pen sen dou rev rej pos wng wn
  held: /*        */ '.   x   x   x   .   .   .   .   x   x   .',
  excluded: /*    */ 'x   .   x   x   .   .   .   .   x   .   .',
  shadow: /*      */ 'x   x   .   x   .   .   .   .   x   .   .',
  pending: /*     */ 'x   x   x   .   x   .   .   .   x   x   .',
  sending: /*     */ 'x   .   .   x   .   x   .   x   x   .   .',
  'in-doubt': /*  */ '.   .   .   x   .   .   x   .   x   .   .',
  'needs-review': '.   x   .   x   .   .   .   .   x   .   .',
  rejected: /*    */ 'x   x   .   x   .   .   .   .   x   x   .',
  posted: /*      */ 'x   .   .   x   .   .   .   .   .   x   .',
  withdrawing: /* */ 'x   .   .   x   .   .   .   x   x   .   x',
  withdrawn: /*   */ 'x   x   .   x   .   .   .   .   .   .   .',
};

const steps = postingStates.flatMap((from) =>
  legal[from].split(/\s+/).map((mark, index) => [from, postingStates[index], mark === 'x'] as const),
);

describe("a posting's life", () => {
  it.each(steps)('%s → %s: %s', (from, to, may) => {
    expect(to && mayStep(from, to)).toBe(may);
  });

  it('P5 leaves a doubt by evidence or a named person, never by a new intention', () => {
    for (const to of ['held', 'excluded', 'shadow', 'sending'] as const)
      expect(mayStep('in-doubt', to)).toBe(false);
  });

  it('has an end for nothing: a person can take every state further', () => {
    for (const from of postingStates) expect(postingStates.some((to) => mayStep(from, to))).toBe(true);
  });

  it.each(
    postingStates.map((state) => [state, (inFlightStates as readonly string[]).includes(state)] as const),
  )('%s has a write out: %s', (state, is) => {
    expect(isInFlight(state)).toBe(is);
  });
});
