import { describe, expect, it } from '@jest/globals';
import { type KnownPosting, type Plan, planPosting, type Wanted } from './plan-posting.js';
import { isInFlight, mayStep, type PostingState, postingStates } from './posting-state.js';

const post = (intentHash: string): Wanted => ({ outcome: 'post', intentHash });
const take = (state: PostingState, revision: number): Plan => ({ change: 'take', state, revision });
const nothing: Plan = { change: 'nothing' };
const wait: Plan = { change: 'wait' };

/** The fourth revision; it carries intention A and QuickBooks has never held it. */
function known(state: PostingState, changes: Partial<KnownPosting> = {}): KnownPosting {
  return { state, revision: 4, intentHash: 'A', postedHash: null, quickBooksId: null, ...changes };
}

/** In QuickBooks as document 17, whose content is intention A. */
const linked = { quickBooksId: '17', postedHash: 'A' };

describe('a document that is new to us', () => {
  it.each([
    ['posted', post('A'), false, take('pending', 1)],
    ['posted in a shadow pipeline', post('A'), true, take('shadow', 1)],
    ['adopted', { outcome: 'adopt', quickBooksId: '17' }, false, take('posted', 0)],
    ['held', { outcome: 'hold' }, false, take('held', 0)],
    ['excluded', { outcome: 'exclude' }, false, take('excluded', 0)],
  ] as [string, Wanted, boolean, Plan][])('that is to be %s', (_why, wanted, shadow, plan) => {
    expect(planPosting(null, wanted, shadow)).toEqual(plan);
  });
});

/** What becomes of a stored posting: live and shadow pipeline, the same and another intention. */
const posts: Readonly<
  Record<PostingState, readonly [same: Plan, other: Plan, sameShadow: Plan, otherShadow: Plan]>
> = {
  held: [nothing, take('pending', 5), nothing, take('shadow', 5)],
  excluded: [nothing, take('pending', 5), nothing, take('shadow', 5)],
  shadow: [take('pending', 4), take('pending', 5), nothing, take('shadow', 5)],
  pending: [nothing, take('pending', 5), take('shadow', 4), take('shadow', 5)],
  sending: [nothing, wait, nothing, wait],
  'in-doubt': [nothing, wait, nothing, wait],
  'needs-review': [nothing, wait, nothing, wait],
  rejected: [nothing, take('pending', 5), nothing, take('pending', 5)],
  posted: [nothing, take('pending', 5), nothing, take('pending', 5)],
  withdrawing: [wait, wait, wait, wait],
  withdrawn: [take('pending', 5), take('pending', 5), take('pending', 5), take('pending', 5)],
};

describe('an intention that has never been in QuickBooks', () => {
  it.each(postingStates)('meets %s', (state) => {
    const [same, other, sameShadow, otherShadow] = posts[state];
    expect(planPosting(known(state), post('A'), false)).toEqual(same);
    expect(planPosting(known(state), post('B'), false)).toEqual(other);
    expect(planPosting(known(state), post('A'), true)).toEqual(sameShadow);
    expect(planPosting(known(state), post('B'), true)).toEqual(otherShadow);
  });

  it.each([
    ['posted', take('pending', 5)],
    ['rejected', nothing],
    ['held', nothing],
    ['pending', nothing],
    ['sending', nothing],
    ['in-doubt', nothing],
  ] as const)(
    'that was changed in QuickBooks goes out again where it was %s, and else waits',
    (state, plan) => {
      const wanted: Wanted = { outcome: 'post', intentHash: 'A', restates: true };
      expect(planPosting(known(state, linked), wanted, false)).toEqual(plan);
      const heldByMapping = known('held', { ...linked, intentHash: null });
      expect(planPosting(heldByMapping, wanted, false)).toEqual(take('pending', 5));
    },
  );

  it.each(['held', 'excluded'] as const)('is a new revision where %s took the last one away', (state) => {
    expect(planPosting(known(state, { intentHash: null }), post('A'), false)).toEqual(take('pending', 5));
  });
});

/** The document is in QuickBooks with content A; B is what Cin7 says now. */
const linkedPosts: Readonly<Record<PostingState, readonly [asPosted: Plan, other: Plan]>> = {
  held: [take('posted', 4), take('pending', 5)],
  excluded: [take('posted', 4), take('pending', 5)],
  shadow: [take('posted', 4), take('pending', 5)],
  pending: [take('posted', 4), take('pending', 5)],
  sending: [wait, wait],
  'in-doubt': [wait, wait],
  'needs-review': [wait, wait],
  rejected: [take('posted', 4), take('pending', 5)],
  posted: [nothing, take('pending', 5)],
  withdrawing: [wait, wait],
  withdrawn: [take('pending', 5), take('pending', 5)],
};

describe('an intention whose document is in QuickBooks', () => {
  it.each(postingStates)('meets %s, in a live and in a shadow pipeline alike', (state) => {
    const [asPosted, other] = linkedPosts[state];
    const stored = known(state, { ...linked, intentHash: state === 'posted' ? 'A' : 'C' });
    for (const shadow of [false, true]) {
      expect(planPosting(stored, post('A'), shadow)).toEqual(asPosted);
      expect(planPosting(stored, post('B'), shadow)).toEqual(other);
    }
  });

  it.each(['sending', 'in-doubt', 'needs-review'] as const)('G2 is what %s is about already', (state) => {
    expect(planPosting(known(state, { ...linked, intentHash: 'B' }), post('B'), false)).toEqual(nothing);
  });

  it('P1 is written again after it was withdrawn, though its link and hashes are still there', () => {
    expect(planPosting(known('withdrawn', linked), post('A'), false)).toEqual(take('pending', 5));
    expect(planPosting(known('withdrawing', linked), post('A'), false)).toEqual(wait);
  });
});

describe('a document that is adopted', () => {
  const adopt: Wanted = { outcome: 'adopt', quickBooksId: '17' };

  it.each(postingStates.filter((state) => state !== 'withdrawn'))('meets %s', (state) => {
    const plan = isInFlight(state) ? wait : take('posted', 4);
    expect(planPosting(known(state), adopt, false)).toEqual(plan);
    expect(planPosting(known(state), adopt, true)).toEqual(plan);
  });

  it('stays as it is when it is adopted again, and follows to another vendor', () => {
    expect(planPosting(known('posted', { quickBooksId: '17' }), adopt, false)).toEqual(nothing);
    expect(planPosting(known('posted', { quickBooksId: '16' }), adopt, false)).toEqual(take('posted', 4));
  });
});

describe('a document that is not to be posted', () => {
  it.each(postingStates)('meets %s', (state) => {
    expect(planPosting(known(state), { outcome: 'hold' }, false)).toEqual(
      isInFlight(state) ? wait : take('held', 4),
    );
    expect(planPosting(known(state), { outcome: 'exclude' }, false)).toEqual(
      isInFlight(state) ? wait : state === 'posted' ? nothing : take('excluded', 4),
    );
  });
});

describe('a document that is to be taken back', () => {
  it.each([
    ['posted', 4],
    ['held', 4],
    ['rejected', 5],
  ] as const)('%s goes as revision %d: QuickBooks may repeat what it has refused once', (state, revision) => {
    const there = { ...known(state), quickBooksId: '7' };
    expect(planPosting(there, { outcome: 'withdraw' }, false)).toEqual(take('withdrawing', revision));
  });
});

describe('every plan', () => {
  const wanteds: readonly Wanted[] = [
    post('A'),
    post('B'),
    { outcome: 'adopt', quickBooksId: '17' },
    { outcome: 'hold' },
    { outcome: 'exclude' },
  ];
  const hashes = [null, 'A', 'B'];
  const all = postingStates.flatMap((state) =>
    hashes.flatMap((intentHash) =>
      hashes.flatMap((postedHash) =>
        [null, '17'].map((quickBooksId) => known(state, { intentHash, postedHash, quickBooksId })),
      ),
    ),
  );

  it('takes a legal step, stays within in-flight states, and never turns a revision back', () => {
    for (const stored of all)
      for (const wanted of wanteds)
        for (const shadow of [false, true]) {
          // Only vendors are adopted, and no vendor is ever withdrawn.
          if (stored.state === 'withdrawn' && wanted.outcome === 'adopt') continue;
          const plan = planPosting(stored, wanted, shadow);
          if (plan.change !== 'take') continue;
          const step = `${stored.state} → ${plan.state}`;
          expect([step, plan.state === stored.state || mayStep(stored.state, plan.state)]).toEqual([
            step,
            true,
          ]);
          expect([step, isInFlight(stored.state)]).toEqual([step, false]);
          expect(plan.revision - stored.revision === 0 || plan.revision - stored.revision === 1).toBe(true);
        }
  });

  it('G2 Q2 comes to rest when it is carried out again, and makes no further revision', () => {
    for (const stored of all)
      for (const wanted of wanteds)
        for (const shadow of [false, true]) {
          const first = carryOut(stored, wanted, shadow);
          const second = carryOut(first, wanted, shadow);
          expect(second.revision).toBe(first.revision);
          expect(carryOut(second, wanted, shadow)).toEqual(second);
        }
  });

  function carryOut(stored: KnownPosting, wanted: Wanted, shadow: boolean): KnownPosting {
    const plan = planPosting(stored, wanted, shadow);
    if (plan.change !== 'take') return stored;
    return {
      ...stored,
      state: plan.state,
      revision: plan.revision,
      intentHash: wanted.outcome === 'post' ? wanted.intentHash : null,
      quickBooksId: wanted.outcome === 'adopt' ? wanted.quickBooksId : stored.quickBooksId,
    };
  }

  describe('that a person left to others', () => {
    const left = {
      state: 'excluded',
      revision: 1,
      intentHash: 'old',
      postedHash: null,
      quickBooksId: null,
      leftToOthers: true,
    } as const;

    it.each([{ outcome: 'post', intentHash: 'new' }, { outcome: 'hold' }] as const)(
      'P1 stays so, whatever Cin7 says of it since: %j',
      (wanted) => {
        expect(planPosting(left, wanted, false)).toEqual({ change: 'nothing' });
      },
    );
  });
});

describe('a change whose answer was lost and that goes out once more', () => {
  const unsettled = known('pending', { ...linked, intentHash: 'B', isUnsettled: true });

  it.each([
    ['what was posted before', post('A')],
    ['something else', post('C')],
    ['nothing', { outcome: 'withdraw' }],
    ['nothing without a person', { outcome: 'hold' }],
  ] as [string, Wanted][])('is carried through first where Cin7 says %s by now', (_what, wanted) => {
    expect(planPosting(unsettled, wanted, false)).toEqual(wait);
  });

  it('changes nothing where Cin7 still says the same', () => {
    expect(planPosting(unsettled, post('B'), false)).toEqual(nothing);
  });
});
