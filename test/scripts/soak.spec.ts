import { describe, expect, it } from '@jest/globals';
import { faultCards, planFaults } from '../../scripts/soak/fault-plan.mjs';
import { faultsTable } from '../../scripts/soak/faults-table.mjs';
import { soakOptions } from '../../scripts/soak/options.mjs';
import { reconcile } from '../../scripts/soak/reconcile.mjs';
import { seeded } from '../../scripts/soak/seeded.mjs';

const MARK = `[bb:${'a'.repeat(26)}]`;
const OTHER_MARK = `[bb:${'b'.repeat(26)}]`;
const amounts = { currency: 'GBP', total: '120.00', tax: '20.00' };

const invoice = (changes: object = {}) => ({
  ...amounts,
  type: 'simple',
  purchaseId: 'p-1',
  invoiceKey: 'p-1',
  orderNumber: 'PO-1',
  number: 'S-1',
  currencyRate: 1,
  ...changes,
});
const bill = (changes: object = {}) => ({
  ...amounts,
  id: '17',
  docNumber: 'S-1',
  exchangeRate: '1',
  privateNote: `Cin7 purchase PO-1, supplier invoice S-1 ${MARK}`,
  ...changes,
});
const posting = (changes: object = {}) => ({
  kind: 'bill',
  sourceKey: 'p-1',
  state: 'posted',
  marker: MARK,
  quickBooksId: '17',
  currency: 'GBP',
  total: '120.0000',
  problems: [] as string[],
  ...changes,
});

function ledgers(invoices: object[], bills: object[]) {
  const nothing = { credits: [], orders: [] };
  return { vendors: 1, cin7: { bills: invoices, ...nothing }, ours: { bills, ...nothing } };
}

const judged = (invoices: object[], bills: object[], postings: object[]) =>
  reconcile(ledgers(invoices, bills), postings, { hasPurchaseTaxes: true });

describe('the three ledgers of a soak', () => {
  it('agree where a document is the same in all of them', () => {
    expect(judged([invoice()], [bill()], [posting()])).toMatchObject({
      duplicates: [],
      lost: [],
      differences: [],
      held: [],
    });
  });

  it('show a second document with the same mark as a duplicate', () => {
    const { duplicates } = judged([invoice()], [bill(), bill({ id: '18' })], [posting()]);
    expect(duplicates).toEqual([expect.stringContaining('S-1 is there again')]);
  });

  it('show a second document for the same source, whatever its mark, as a difference', () => {
    const second = bill({ id: '18', privateNote: `Cin7 purchase PO-1, supplier invoice S-1 ${OTHER_MARK}` });
    const { differences } = judged([invoice()], [bill(), second], [posting()]);
    expect(differences).toContain('bills: S-1 is no document of Cin7, or another one is it too');
    expect(differences).toContain('bills: S-1 (18) carries our mark and is not in our books');
  });

  it.each<[string, object[], object[]]>([
    ['unknown to us', [bill()], []],
    ['withdrawn', [], [posting({ state: 'withdrawn' })]],
    ['excluded', [], [posting({ state: 'excluded' })]],
    ['posted and not in QuickBooks', [], [posting()]],
    ['posted as something that has another mark', [bill({ privateNote: `x ${OTHER_MARK}` })], [posting()]],
    ['posted with another total', [bill({ total: '120.01' })], [posting()]],
  ])('show an invoice that is %s as lost', (_how, bills, postings) => {
    expect(judged([invoice()], bills, postings).lost.length).toBeGreaterThan(0);
  });

  it('know an invoice of an advanced purchase by its own id', () => {
    const advanced = invoice({ type: 'advanced', invoiceKey: 't-9' });
    expect(judged([advanced], [bill()], [posting({ sourceKey: 'p-1/t-9' })]).lost).toEqual([]);
    expect(judged([advanced], [bill()], [posting()]).lost).toHaveLength(1);
  });

  it.each(['pending', 'sending', 'in-doubt', 'needs-review', 'rejected', 'withdrawing'])(
    'are not settled while a posting is %s',
    (state) => {
      const { differences } = judged([invoice()], [bill()], [posting({ state })]);
      expect(differences).toContain(`bill p-1 is ${state}`);
    },
  );

  it('take a bill that a person paid while its change was on the way as held for a person', () => {
    const held = posting({ state: 'held', problems: ['bill-paid'] });
    const changed = invoice({ total: '240.00', tax: '40.00' });
    expect(judged([changed], [bill()], [held])).toMatchObject({ lost: [], differences: [] });
    expect(judged([changed], [bill()], [held]).held).toEqual(['bill p-1: bill-paid']);
  });

  it('take no other reason to hold', () => {
    const held = posting({ state: 'held', problems: ['bill-paid', 'account-unmapped'] });
    expect(judged([invoice()], [bill()], [held]).differences).toContain(
      'bill p-1 is held for bill-paid, account-unmapped',
    );
  });

  it('let what was taken back before it was posted be excluded', () => {
    const { lost, differences } = judged([], [], [posting({ state: 'excluded', quickBooksId: null })]);
    expect({ lost, differences }).toEqual({ lost: [], differences: [] });
  });

  it('show what is posted and does not count in Cin7 any more', () => {
    expect(judged([], [bill()], [posting()]).differences).toContain(
      'bill p-1 is posted and does not count in Cin7',
    );
  });
});

describe('the plan of a soak', () => {
  const minutes = 60 * 60_000;

  it('is the same for the same seed, and another for another', () => {
    expect(planFaults(7, minutes)).toEqual(planFaults(7, minutes));
    expect(planFaults(8, minutes)).not.toEqual(planFaults(7, minutes));
  });

  it('strikes every 5 to 15 seconds, and ends with the time', () => {
    const plan = planFaults(7, minutes);
    const pauses = plan.slice(1).map(({ atMs }, index) => atMs - (plan[index]?.atMs ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(15_000);
    expect(plan.at(-1)?.atMs).toBeLessThan(minutes);
  });

  it.each(Array.from({ length: 20 }, (_each, seed) => seed))(
    'leaves no fault out of ten minutes, seed %i',
    (seed) => {
      const kinds = new Set(planFaults(seed, 10 * 60_000).map(({ kind }) => kind));
      expect([...kinds].sort()).toEqual(Object.keys(faultCards).sort());
    },
  );

  it('freezes no service for as long as a lease lasts', () => {
    const freezes = planFaults(7, minutes).filter(({ kind }) => kind.includes('freeze'));
    expect(Math.max(...freezes.map(({ forMs }) => forMs))).toBeLessThan(80_000);
  });
});

describe('seeded choices', () => {
  it('include both bounds', () => {
    const choices = seeded(1);
    const drawn = Array.from({ length: 500 }, () => choices.whole(2, 4));
    expect([...new Set(drawn)].sort()).toEqual([2, 3, 4]);
  });

  it('follow their weights', () => {
    const choices = seeded(1);
    const drawn = Array.from({ length: 2_000 }, () => choices.weighted({ often: 9, seldom: 1, never: 0 }));
    const seldom = drawn.filter((name) => name === 'seldom').length;
    expect(drawn).not.toContain('never');
    expect(seldom).toBeGreaterThan(140);
    expect(seldom).toBeLessThan(260);
  });
});

describe('what the command takes', () => {
  it('is minutes and a seed, both of which may be left out', () => {
    expect(soakOptions([], () => 42)).toEqual({ minutes: 20, seed: 42 });
    expect(soakOptions(['--minutes', '1', '--seed', '7'], () => 42)).toEqual({ minutes: 1, seed: 7 });
  });

  it.each([[['--minutes', 'soon']], [['--minutes', '0']], [['--seed', '-1']], [['--hours', '1']]])(
    'is not %j',
    (args) => {
      expect(() => soakOptions(args, () => 42)).toThrow(/--minutes|--seed/);
    },
  );
});

it('the table of faults shows the median and the longest recovery of each kind', () => {
  const struck = [3_000, 1_000, 2_000].map((recoveryMs) => ({
    kind: 'kill',
    subject: 'writer-1',
    recoveryMs,
  }));
  const cut = { kind: 'cut', subject: 'quickbooks', recoveryMs: null };
  expect(faultsTable([...struck, cut]).map((row) => Object.values(row))).toEqual([
    ['cut', 1, '', ''],
    ['kill', 3, '2.0', '3.0'],
  ]);
});
