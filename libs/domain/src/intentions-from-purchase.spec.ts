import { describe, expect, it } from '@jest/globals';
import { aCreditNote, aLine, anInvoice, anOrder, aPurchase, someContext } from '#libs/testing';
import { decimal } from './decimal.js';
import type { BillIntention, Intention } from './intention.js';
import { intentionsFromPurchase } from './intentions-from-purchase.js';
import type { MappingContext } from './mapping-context.js';
import { defaultPolicies } from './pipeline-policies.js';
import { postingStates } from './posting-state.js';
import type { Purchase, SourceStatus, SupplierInvoice } from './purchase.js';
import type { PurchaseEvidence } from './purchase-case.js';

const simple = aPurchase();
const id = simple.id;

function decide(
  purchase: Partial<Purchase>,
  evidence: Partial<PurchaseEvidence> = {},
  context: Partial<MappingContext> = {},
): readonly Intention[] {
  return intentionsFromPurchase(
    aPurchase(purchase),
    {
      vendor: { state: 'posted', currency: 'USD' },
      known: [],
      orderDrift: null,
      takenNumbers: NONE_TAKEN,
      ...evidence,
    },
    someContext(context),
  );
}

/** Kind, key and decision of each intention, in short. */
function inShort(intentions: readonly Intention[]): string[] {
  return intentions.map(
    ({ kind, sourceKey, decision }) => `${kind} ${sourceKey.replace(id, 'PO')} ${outcomeOf(decision)}`,
  );
}

function outcomeOf(decision: Intention['decision']): string {
  if (decision.outcome === 'hold') return `hold ${decision.problems.map(({ code }) => code).join(' ')}`;
  return decision.outcome === 'exclude' ? `exclude ${decision.reason}` : decision.outcome;
}

const invoice = (key: string, changes: Partial<SupplierInvoice> = {}) =>
  anInvoice({ key, number: `INV-${key}`, ...changes });
const asSimple = { kind: 'bill', sourceKey: id, linked: true, documentNumber: null } as const;
const NONE_TAKEN = { bills: new Set<string>(), credits: new Set<string>() };

describe('an owed invoice', () => {
  it('becomes a bill with what the tie-out needs', () => {
    const [intention] = decide({}) as readonly BillIntention[];
    expect(intention).toMatchObject({
      kind: 'bill',
      sourceKey: id,
      sourceNumber: 'INV-7781',
      documentDate: '2026-10-05',
      total: { minor: 12500n, currency: 'USD' },
      supplierId: simple.supplierId,
      decision: { outcome: 'post', document: { documentNumber: 'INV-7781' } },
    });
  });

  it.each([
    ['authorised', ['bill PO post']],
    ['paid', ['bill PO post']],
    ['draft', []],
    ['voided', []],
    ['none', []],
  ] as const)('is one that is %s', (status, intentions) => {
    expect(inShort(decide({ invoices: [anInvoice({ status })] }))).toEqual(intentions);
  });

  it('of an Advanced Purchase is known by its own id', () => {
    expect(inShort(decide({ invoices: [invoice('a')] }))).toEqual(['bill PO/a post']);
  });

  it('is found beside empty parts of the purchase', () => {
    const empty = invoice('e', { status: 'none', lines: [], total: decimal('0') });
    expect(inShort(decide({ invoices: [empty, invoice('a')] }))).toEqual(['bill PO/a post']);
  });
});

describe('left out, with a reason', () => {
  const before = { cutOverDate: '2026-10-06' };
  const free = anInvoice({ lines: [aLine({ total: decimal('0') })] });

  it('is a bill before the cut-over date', () => {
    expect(inShort(decide({}, {}, before))).toEqual(['bill PO exclude before-cut-over']);
    expect(inShort(decide({}, {}, { cutOverDate: '2026-10-05' }))).toEqual(['bill PO post']);
  });

  it('is not a bill that was posted before the date was set', () => {
    expect(inShort(decide({}, { known: [asSimple] }, before))).toEqual(['bill PO post']);
  });

  it('is not a bill without a date', () => {
    expect(inShort(decide({ invoices: [anInvoice({ date: null })] }, {}, before))).toEqual([
      'bill PO hold date-missing',
    ]);
  });

  it('is an invoice that comes to zero', () => {
    expect(inShort(decide({ invoices: [free] }))).toEqual(['bill PO exclude nothing-to-pay']);
  });

  it('is not an invoice of zero that was posted with an amount', () => {
    expect(inShort(decide({ invoices: [free] }, { known: [asSimple] }))).toEqual(['bill PO post']);
  });

  it.each([
    ['its lines say something else', anInvoice({ lines: [aLine()], total: decimal('0') }), 'total-differs'],
    ['it has no lines', anInvoice({ lines: [] }), 'lines-missing'],
  ])('is not an invoice of zero where %s', (_why, of, code) => {
    const [intention] = decide({ invoices: [of] });
    expect(intention?.decision).toMatchObject({ outcome: 'hold', problems: [{ code }] });
  });

  it('is not an invoice whose lines cancel each other out', () => {
    const lines = [aLine(), aLine({ total: decimal('-125') })];
    expect(inShort(decide({ invoices: [anInvoice({ lines })] }))).toEqual(['bill PO post']);
  });
});

describe('orders and credit notes', () => {
  it.each([
    ['an order', { order: anOrder() }, 'purchase-order PO post'],
    ['a credit note', { creditNotes: [creditNote('authorised')] }, 'vendor-credit PO/c post'],
    ['a refunded credit note', { creditNotes: [creditNote('paid')] }, 'vendor-credit PO/c post'],
    ['that of a Simple Purchase', { creditNotes: [aCreditNote()] }, 'vendor-credit PO post'],
  ])('%s becomes a document of its own', (_what, changes, intention) => {
    expect(inShort(decide({ invoices: [], ...changes }))).toEqual([intention]);
  });

  it.each(['draft', 'voided', 'none'] as const)('are nothing where they are %s', (status) => {
    const changes = { invoices: [], order: anOrder({ status }), creditNotes: [creditNote(status)] };
    expect(decide(changes)).toEqual([]);
  });

  it('count with their amounts', () => {
    const intentions = decide({ order: anOrder(), creditNotes: [creditNote('authorised')] });
    expect(intentions.map(({ kind, total }) => [kind, total?.minor])).toEqual([
      ['purchase-order', 12500n],
      ['bill', 12500n],
      ['vendor-credit', 2500n],
    ]);
  });

  it('are left out, and the bill goes unlinked, where the pipeline carries no orders', () => {
    const policies = { ...defaultPolicies, orders: 'off' } as const;
    const intentions = decide({ order: anOrder() }, {}, { policies });
    expect(inShort(intentions)).toEqual(['purchase-order PO exclude orders-switched-off', 'bill PO post']);
    expect(intentions[1]).toMatchObject({ orderKey: null });
  });

  it('link the bill to the line of the order that it delivers on', () => {
    const [, bill] = decide({ order: anOrder() });
    expect(bill).toMatchObject({ orderKey: id, decision: { document: { lines: [{ orderLine: 0 }] } } });
  });
});

function creditNote(status: SourceStatus) {
  return aCreditNote({ key: 'c', status });
}

describe('the supplier of a bill', () => {
  it.each([
    ['is not named', { supplierId: null }, {}, 'supplier-missing'],
    ['has not been read', {}, { vendor: null }, 'supplier-not-read'],
    [
      'has a vendor in another currency',
      {},
      { vendor: { state: 'posted', currency: 'EUR' } as const },
      'vendor-currency-differs',
    ],
  ])('holds it where it %s', (_why, purchase, evidence, code) => {
    expect(inShort(decide(purchase, evidence))).toEqual([`bill PO hold ${code}`]);
  });

  const without = ['held', 'excluded', 'rejected', 'needs-review', 'withdrawing', 'withdrawn'];
  it.each(postingStates.map((state) => [state, without.includes(state)] as const))(
    'with a vendor that is %s holds it: %s',
    (state, holds) => {
      expect(inShort(decide({}, { vendor: { state, currency: 'USD' } }))).toEqual([
        holds ? 'bill PO hold supplier-without-vendor' : 'bill PO post',
      ]);
    },
  );

  it('is named as the subject, so that one settlement releases all its bills', () => {
    const [intention] = decide({}, { vendor: { state: 'held', currency: null } });
    expect(intention?.decision).toMatchObject({ problems: [{ subject: simple.supplierId }] });
  });

  it('is reported beside every other problem', () => {
    expect(inShort(decide({ invoices: [anInvoice({ date: null })] }, { vendor: null }))).toEqual([
      'bill PO hold supplier-not-read date-missing',
    ]);
  });

  it('is not blamed for a purchase without a currency', () => {
    expect(inShort(decide({ currency: null }))).toEqual(['bill PO hold currency-missing']);
  });
});

describe('several invoices of one purchase', () => {
  const both = [invoice('a'), invoice('b')];

  it('are a bill each', () => {
    expect(inShort(decide({ invoices: both }))).toEqual(['bill PO/a post', 'bill PO/b post']);
  });

  it('are not several where only one is owed', () => {
    const invoices = [invoice('a'), invoice('b', { status: 'draft' }), invoice('c', { status: 'voided' })];
    expect(inShort(decide({ invoices }))).toEqual(['bill PO/a post']);
  });
});

describe('P1 a Simple Purchase that becomes an Advanced one', () => {
  const known = [asSimple];

  it('keeps the bill that was made of it', () => {
    expect(inShort(decide({ invoices: [invoice('a')] }, { known }))).toEqual(['bill PO post']);
  });

  it('keeps it for the first invoice when another is added', () => {
    expect(inShort(decide({ invoices: [invoice('a'), invoice('b')] }, { known }))).toEqual([
      'bill PO post',
      'bill PO/b post',
    ]);
  });

  it('does not give it to the second one when the first is undone', () => {
    const known = [
      asSimple,
      { kind: 'bill', sourceKey: `${id}/b`, linked: false, documentNumber: null } as const,
    ];
    const invoices = [invoice('a', { status: 'draft' }), invoice('b')];
    expect(inShort(decide({ invoices }, { known }))).toEqual(['bill PO/b post', 'bill PO withdraw']);
  });

  it('keeps it also where nothing was posted yet', () => {
    const unlinked = [{ kind: 'bill', sourceKey: id, linked: false, documentNumber: null } as const];
    expect(inShort(decide({ invoices: [invoice('a')] }, { known: unlinked }))).toEqual(['bill PO post']);
  });
});

describe('G6 an invoice that is not owed any more', () => {
  it.each(['draft', 'voided', 'none'] as const)('is named where its bill is posted: %s', (status) => {
    const intentions = decide({ invoices: [anInvoice({ status })] }, { known: [asSimple] });
    expect(inShort(intentions)).toEqual(['bill PO withdraw']);
    expect(intentions[0]).toMatchObject({
      total: { minor: 0n, currency: 'USD' },
      supplierId: simple.supplierId,
    });
  });

  it('is left out where nothing was posted', () => {
    const known = [{ kind: 'bill', sourceKey: id, linked: false, documentNumber: null } as const];
    expect(inShort(decide({ invoices: [anInvoice({ status: 'draft' })] }, { known }))).toEqual([
      'bill PO exclude no-longer-owed',
    ]);
  });

  it('comes back as the same bill when it is authorised again', () => {
    expect(inShort(decide({}, { known: [asSimple] }))).toEqual(['bill PO post']);
  });

  it('is named though the purchase has lost all its parts', () => {
    expect(inShort(decide({ invoices: [], currency: null }, { known: [asSimple] }))).toEqual([
      'bill PO withdraw',
    ]);
  });
});

describe('an order that is closed in Cin7', () => {
  const closed = { order: anOrder({ closed: true }), invoices: [invoice('a')] };
  const ofInvoice = { kind: 'bill', sourceKey: `${id}/a`, linked: false, documentNumber: null } as const;
  const closing = (intentions: readonly Intention[]) =>
    intentions.flatMap((each) =>
      each.kind === 'purchase-order' && each.decision.outcome === 'post'
        ? [{ closed: each.decision.document.closed, awaitsBills: each.awaitsBills }]
        : [],
    );

  it.each([
    ['is on its way', closed, [ofInvoice], false],
    ['has no date and is held', { ...closed, invoices: [invoice('a', { date: null })] }, [], false],
    ['is in QuickBooks', closed, [{ ...ofInvoice, linked: true }], true],
    ['was entered by others', closed, [{ ...ofInvoice, leftToOthers: true }], true],
    ['is no bill', { ...closed, invoices: [invoice('a', { status: 'voided' })] }, [], true],
    [
      'is of goods that nobody ordered',
      { ...closed, invoices: [invoice('a', { lines: [aLine({ productId: 'other' })] })] },
      [],
      true,
    ],
  ] as const)('whose invoice %s', (_why, purchase, known, isClosed) => {
    expect(closing(decide(purchase, { known }))).toEqual([{ closed: isClosed, awaitsBills: !isClosed }]);
  });
});
