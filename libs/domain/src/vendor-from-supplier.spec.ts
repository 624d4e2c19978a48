import { describe, expect, it } from '@jest/globals';
import { aSupplier, someContext } from '#libs/testing';
import type { Decision } from './intention.js';
import type { KnownVendor } from './mapping-context.js';
import { defaultPolicies } from './pipeline-policies.js';
import type { Vendor } from './vendor.js';
import type { VendorEvidence } from './vendor-evidence.js';
import { vendorFromSupplier } from './vendor-from-supplier.js';

const supplier = aSupplier();

function aVendor(changes: Partial<KnownVendor> = {}): KnownVendor {
  return {
    id: '56',
    displayName: supplier.name,
    currency: 'USD',
    active: true,
    linkedSupplierId: null,
    hasBalance: false,
    ...changes,
  };
}

function evidence(changes: Partial<VendorEvidence> = {}): VendorEvidence {
  return {
    ownId: null,
    own: null,
    retired: false,
    adopted: null,
    ruled: undefined,
    needed: false,
    named: [],
    holders: [],
    ...changes,
  };
}

function decide(
  changes: Partial<VendorEvidence>,
  { of = supplier, context = someContext() } = {},
): Decision<Vendor> {
  return vendorFromSupplier(of, evidence(changes), context).decision;
}

function problemsOf(decision: Decision<Vendor>) {
  return decision.outcome === 'hold'
    ? decision.problems.map(({ code, subject }) => ({ code, subject }))
    : decision.outcome;
}

const ruled = someContext({ rules: [{ kind: 'supplier', source: supplier.id, target: '56' }] });

describe('a supplier without a counterpart', () => {
  it('becomes a vendor of its name, currency, terms and address', () => {
    expect(vendorFromSupplier(supplier, evidence(), someContext())).toEqual({
      kind: 'vendor',
      sourceKey: supplier.id,
      sourceNumber: 'Harbour Timber Ltd',
      documentDate: null,
      total: null,
      decision: {
        outcome: 'post',
        document: {
          displayName: 'Harbour Timber Ltd',
          companyName: 'Harbour Timber Ltd',
          currency: 'USD',
          contactName: 'Mia Torres',
          email: 'accounts@harbourtimber.example',
          phone: '+1 503 555 0142',
          mobile: null,
          fax: null,
          website: 'https://harbourtimber.example',
          address: supplier.billingAddress,
          termId: '3',
          taxNumber: null,
          accountNumber: null,
          active: true,
        },
      },
    });
  });

  it.each([
    ['by rule', someContext({ rules: [{ kind: 'term', source: '30 days', target: '9' }] }), '30 days', '9'],
    ['by equal name, whatever the case', someContext(), ' 30 DAYS ', '3'],
    ['none where QuickBooks has none', someContext(), 'Letter of credit', null],
    ['none where Cin7 has none', someContext(), null, null],
  ])('gets its terms %s', (_why, context, terms, termId) => {
    const decision = decide({}, { of: aSupplier({ terms }), context });
    expect(decision).toMatchObject({ outcome: 'post', document: { termId } });
  });
});

describe('a vendor that is there already', () => {
  it('is taken where a rule names it, whatever it is called', () => {
    expect(decide({ ruled: aVendor({ displayName: 'HT Inc' }) }, { context: ruled })).toMatchObject({
      outcome: 'adopt',
      quickBooksId: '56',
    });
  });

  it('is taken where a rule names the supplier by name', () => {
    const context = someContext({ rules: [{ kind: 'supplier', source: supplier.name, target: '56' }] });
    expect(decide({ ruled: aVendor() }, { context })).toMatchObject({ outcome: 'adopt', quickBooksId: '56' });
  });

  it('is taken where its name and currency are the same', () => {
    expect(decide({ named: [aVendor()] })).toMatchObject({ outcome: 'adopt', quickBooksId: '56' });
  });

  it('is chosen by the rule before the name', () => {
    const decision = decide(
      { ruled: aVendor({ displayName: 'HT Inc' }), named: [aVendor({ id: '57' })] },
      { context: ruled },
    );
    expect(decision).toMatchObject({ outcome: 'adopt', quickBooksId: '56' });
  });

  it('is left alone where it is our own: our own is kept in step', () => {
    expect(decide({ ownId: '56', named: [aVendor({ linkedSupplierId: supplier.id })] })).toMatchObject({
      outcome: 'post',
    });
  });

  it('P10 stays the vendor of a supplier that was given to it, though one of them is renamed', () => {
    const adopted = aVendor({ displayName: 'Harbour Timber (old)', linkedSupplierId: supplier.id });
    expect(decide({ adopted })).toMatchObject({ outcome: 'adopt', quickBooksId: '56' });
    expect(decide({ adopted, named: [aVendor({ id: '57' })] })).toMatchObject({ quickBooksId: '56' });
  });

  it('gives way to a rule that names another', () => {
    const adopted = aVendor({ id: '57', linkedSupplierId: supplier.id });
    expect(decide({ adopted, ruled: aVendor() }, { context: ruled })).toMatchObject({ quickBooksId: '56' });
  });

  it('stays where the supplier is deprecated', () => {
    const adopted = aVendor({ linkedSupplierId: supplier.id });
    expect(decide({ adopted }, { of: aSupplier({ deprecated: true }) })).toMatchObject({ outcome: 'adopt' });
  });
});

describe('a supplier is held', () => {
  it.each([
    ['without a name', { name: ' ' }, { code: 'supplier-name-missing', subject: supplier.id }],
    ['without a currency', { currency: null }, { code: 'currency-missing', subject: supplier.id }],
    ['with a currency that is none', { currency: 'US' }, { code: 'currency-missing', subject: supplier.id }],
    [
      'in a currency that QuickBooks cannot keep',
      { currency: 'EUR' },
      { code: 'multicurrency-off', subject: 'EUR' },
    ],
  ])('%s', (_why, changes, problem) => {
    expect(problemsOf(decide({}, { of: aSupplier(changes) }))).toEqual([problem]);
  });

  it('with every problem at once', () => {
    expect(problemsOf(decide({}, { of: aSupplier({ name: '', currency: null }) }))).toEqual([
      { code: 'supplier-name-missing', subject: supplier.id },
      { code: 'currency-missing', subject: supplier.id },
    ]);
  });

  it.each([
    ['does not exist', undefined, 'vendor-not-usable'],
    ['is inactive', aVendor({ active: false }), 'vendor-not-usable'],
    ['is in another currency', aVendor({ currency: 'EUR' }), 'vendor-currency-differs'],
    ['stands for another supplier', aVendor({ linkedSupplierId: 'other' }), 'vendor-name-taken'],
  ] as const)('where the vendor of its rule %s', (_why, vendor, code) => {
    expect(problemsOf(decide({ ruled: vendor }, { context: ruled }))).toEqual([
      { code, subject: supplier.id },
    ]);
  });

  it.each([
    ['is inactive', aVendor({ active: false }), 'vendor-not-usable'],
    ['is in another currency', aVendor({ currency: 'EUR' }), 'vendor-currency-differs'],
    ['stands for another supplier', aVendor({ linkedSupplierId: 'other' }), 'vendor-name-taken'],
    ['is written differently', aVendor({ displayName: 'HARBOUR TIMBER LTD' }), 'vendor-name-taken'],
  ] as const)('where the vendor of its name %s', (_why, vendor, code) => {
    expect(problemsOf(decide({ named: [vendor] }))).toEqual([{ code, subject: supplier.id }]);
  });

  it('where it took the name of another vendor after we had made its own', () => {
    expect(problemsOf(decide({ ownId: '56', named: [aVendor({ id: '57' })] }))).toEqual([
      { code: 'vendor-name-taken', subject: supplier.id },
    ]);
  });

  it('where the vendor that it was given to has become inactive', () => {
    expect(problemsOf(decide({ adopted: aVendor({ active: false }) }))).toEqual([
      { code: 'vendor-not-usable', subject: supplier.id },
    ]);
  });
});

describe('a deprecated supplier', () => {
  const deprecated = aSupplier({ deprecated: true });

  it.each([
    ['is left out', {}, 'exclude'],
    ['gets its vendor once a bill needs it', { needed: true }, 'post'],
    ['is kept in step where the vendor is ours', { ownId: '56' }, 'post'],
    ['is given to the vendor of its name', { named: [aVendor()] }, 'adopt'],
  ])('%s', (_why, changes, outcome) => {
    expect(decide(changes, { of: deprecated }).outcome).toBe(outcome);
  });
});

describe('a vendor that we made', () => {
  const own = aVendor({ linkedSupplierId: supplier.id });
  const ours = { ownId: '56', own };
  const deprecated = aSupplier({ deprecated: true });

  it.each([
    ['stays active while the supplier is', {}, supplier, true],
    ['becomes inactive with its supplier', {}, deprecated, false],
    ['stays active while a document needs it', { needed: true }, deprecated, true],
    ['stays active while money is open on it', { own: { ...own, hasBalance: true } }, deprecated, true],
    [
      'becomes active again with its supplier',
      { own: { ...own, active: false }, retired: true },
      supplier,
      true,
    ],
  ])('%s', (_why, changes, of, active) => {
    expect(decide({ ...ours, ...changes }, { of })).toMatchObject({
      outcome: 'post',
      document: { active },
    });
  });

  it('stays as a person left it: one that was made inactive in QuickBooks is held', () => {
    expect(problemsOf(decide({ ...ours, own: { ...own, active: false } }))).toEqual([
      { code: 'vendor-not-usable', subject: supplier.id },
    ]);
    expect(decide({ ...ours, own: { ...own, active: false } }, { of: deprecated }).outcome).toBe('post');
  });

  it('is held where the supplier changes its currency, which no vendor can', () => {
    const context = someContext({ multiCurrency: true });
    const of = aSupplier({ currency: 'EUR' });
    expect(problemsOf(decide(ours, { of, context }))).toEqual([
      { code: 'vendor-currency-differs', subject: supplier.id },
    ]);
  });

  it('gives way to the vendor of a rule, as after a change of currency', () => {
    const context = { ...ruled, multiCurrency: true };
    const euro = aVendor({ id: '57', currency: 'EUR' });
    const rules = [{ kind: 'supplier', source: supplier.id, target: '57' } as const];
    const of = aSupplier({ currency: 'EUR' });
    expect(decide({ ...ours, ruled: euro }, { of, context: { ...context, rules } })).toMatchObject({
      outcome: 'adopt',
      quickBooksId: '57',
    });
  });

  it('is renamed with its supplier', () => {
    const of = aSupplier({ name: 'Harbour Wood Ltd' });
    expect(decide(ours, { of })).toMatchObject({ document: { displayName: 'Harbour Wood Ltd' } });
  });
});

describe('a supplier whose name a customer has', () => {
  const holders = [{ entity: 'Customer', id: '12', displayName: supplier.name } as const];

  it('becomes a vendor with the suffix of the policy, and a remark that says why', () => {
    const decision = decide({ holders });
    expect(decision).toMatchObject({
      outcome: 'post',
      document: { displayName: 'Harbour Timber Ltd (Supplier)', companyName: 'Harbour Timber Ltd' },
      remark: expect.stringContaining('customer Harbour Timber Ltd (12)'),
    });
  });

  it('is given to the vendor that has the suffix already', () => {
    const named = [aVendor({ displayName: 'Harbour Timber Ltd (Supplier)' })];
    expect(decide({ holders, named })).toMatchObject({ outcome: 'adopt', quickBooksId: '56' });
  });

  it('is held where another party has the name with the suffix, too', () => {
    const other = { entity: 'Customer', id: '13', displayName: 'Harbour Timber Ltd (Supplier)' } as const;
    const both = [...holders, other];
    expect(problemsOf(decide({ holders: both }))).toEqual([
      { code: 'vendor-name-taken', subject: supplier.id },
    ]);
  });
});

describe('the account number with a supplier', () => {
  it('is the additional attribute that the policy names', () => {
    const of = aSupplier({ attributes: new Map([[3, 'BB-118']]) });
    const context = someContext({ policies: { ...defaultPolicies, vendorAccountNumber: 3 } });
    expect(decide({}, { of, context })).toMatchObject({ document: { accountNumber: 'BB-118' } });
    expect(decide({}, { of })).toMatchObject({ document: { accountNumber: null } });
  });
});

it('cuts the name of the company to what QuickBooks holds', () => {
  const decision = decide({}, { of: aSupplier({ name: `${'a'.repeat(99)} b` }) });
  expect(decision).toMatchObject({ document: { companyName: 'a'.repeat(99) } });
});
