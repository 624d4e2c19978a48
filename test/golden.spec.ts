import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { purchaseFromCin7, SourceUnreadableError, supplierFromCin7 } from '#libs/cin7';
import {
  defaultPolicies,
  type Intention,
  intentionsFromPurchase,
  type KnownVendor,
  type LedgerAccount,
  type ListedObject,
  type MappingContext,
  type MappingRule,
  type PipelinePolicies,
  type PurchaseEvidence,
  type Tracking,
  type VendorEvidence,
  vendorFromSupplier,
} from '#libs/domain';
import { taxRegimeOf, type WireObject } from '#libs/quickbooks';
import { intentOf } from '../apps/mapper/src/intent-of.js';

/**
 * A folder is a case: Cin7's document, what it shall come to in QuickBooks, and why. The marker of a draft is written
 * as `<marker>`, since it is a hash. `context.json` holds what differs from the company below.
 */
const folder = path.resolve('test', 'golden');
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** What a case may change. */
interface Changes {
  readonly multiCurrency?: boolean;
  readonly cutOverDate?: string;
  readonly rules?: readonly MappingRule[];
  readonly closingDate?: string;
  readonly tracking?: Partial<Tracking>;
  readonly sourceLockDate?: string;
  readonly homeCurrency?: string;
  readonly policies?: Partial<PipelinePolicies>;
  /** QuickBooks' tax codes and rates as it writes them; a company without is one in the US. */
  readonly taxCodes?: readonly WireObject[];
  readonly taxRates?: readonly WireObject[];
  readonly usesSalesTax?: boolean;
  readonly items?: readonly ListedObject[];
  readonly classes?: readonly ListedObject[];
  readonly departments?: readonly ListedObject[];
  readonly customers?: readonly ListedObject[];
  readonly vendor?: Partial<PurchaseEvidence['vendor'] & object> | null;
  readonly known?: PurchaseEvidence['known'];
  readonly orderDrift?: PurchaseEvidence['orderDrift'];
  readonly takenNumbers?: readonly string[];
  readonly named?: readonly Vendor[];
  readonly ruled?: Vendor;
  /** The vendor that we made for the supplier before. */
  readonly own?: Vendor;
  readonly retired?: boolean;
  readonly needed?: boolean;
  readonly holders?: VendorEvidence['holders'];
}

/** Without money open on it, unless a case says so. */
type Vendor = Omit<KnownVendor, 'hasBalance'> & Partial<KnownVendor>;

const REALM = '9341453000000001';
const MARKER = /\[bb:[a-z2-7]+\]/;

const chart: readonly (readonly [cin7Code: string, id: string, name: string, type: string])[] = [
  ['1400', '81', 'Inventory Asset', 'Other Current Asset'],
  ['2100', '33', 'Accounts Payable (A/P)', 'Accounts Payable'],
  ['4900', '95', 'Purchase Discounts', 'Cost of Goods Sold'],
  ['6100', '92', 'Freight In', 'Cost of Goods Sold'],
  ['6200', '93', 'Customs and Duties', 'Cost of Goods Sold'],
  ['6300', '94', 'Packaging Supplies', 'Expense'],
];

function contextOf(changes: Changes): MappingContext {
  const { multiCurrency = false, homeCurrency = 'USD', rules = [], policies = {} } = changes;
  return {
    cutOverDate: changes.cutOverDate ?? null,
    homeCurrency,
    multiCurrency,
    closingDate: changes.closingDate ?? null,
    tracking: { departments: true, classes: true, billableExpenses: true, ...changes.tracking },
    sourceLockDate: changes.sourceLockDate ?? null,
    policies: { ...defaultPolicies, ...policies },
    rules: [...rules, ...chart.map(([source, target]) => ({ kind: 'account' as const, source, target }))],
    accounts: new Map(
      chart.map(([number, id, name, type]): [string, LedgerAccount] => [
        id,
        { id, number, name, type, active: true },
      ]),
    ),
    payables: new Map([[homeCurrency, '33']]),
    taxes: taxRegimeOf({
      codes: changes.taxCodes ?? [],
      rates: changes.taxRates ?? [],
      usesSalesTax: changes.usesSalesTax ?? true,
    }),
    items: byId(changes.items),
    classes: byId(changes.classes),
    departments: byId(changes.departments),
    customers: byId(changes.customers),
    terms: new Map([
      ['30 days', '3'],
      ['net 15', '2'],
    ]),
  };
}

function byId(objects: readonly ListedObject[] = []): ReadonlyMap<string, ListedObject> {
  return new Map(objects.map((object) => [object.id, object]));
}

function intentionsOf(document: object, changes: Changes, context: MappingContext): readonly Intention[] {
  if ('OrderNumber' in document) {
    const { known = [], takenNumbers = [], orderDrift = null } = changes;
    const vendor =
      changes.vendor === null ? null : { state: 'posted' as const, currency: 'USD', ...changes.vendor };
    const taken = new Set(takenNumbers);
    const evidence = { vendor, known, orderDrift, takenNumbers: { bills: taken, credits: taken } };
    return intentionsFromPurchase(purchaseFromCin7(document), evidence, context);
  }
  const { named = [], ruled, own, retired = false, needed = false, holders = [] } = changes;
  const evidence: VendorEvidence = {
    ownId: own?.id ?? null,
    own: own ? knownVendor(own) : null,
    retired,
    adopted: null,
    needed,
    named: named.map(knownVendor),
    ruled: ruled && knownVendor(ruled),
    holders,
  };
  return [vendorFromSupplier(supplierFromCin7(document), evidence, context)];
}

function knownVendor(vendor: Vendor): KnownVendor {
  return { hasBalance: false, ...vendor };
}

function outcomeOf(intention: Intention, context: MappingContext): object {
  const { decision } = intention;
  switch (decision.outcome) {
    case 'hold':
      return { hold: decision.problems.map(({ code, subject }) => [code, subject]) };
    case 'exclude':
      return { exclude: decision.reason };
    case 'adopt':
      return { adopt: decision.quickBooksId };
    case 'withdraw':
      return { withdraw: true };
    case 'post':
      return { draft: draftOf(intention, context) };
  }
}

function draftOf(intention: Intention, context: MappingContext): object {
  const draft = intentOf(intention, context, REALM)?.body ?? {};
  const note = draft.PrivateNote;
  return typeof note === 'string' ? { ...draft, PrivateNote: note.replace(MARKER, '<marker>') } : draft;
}

function resultOf(document: object, changes: Changes): unknown {
  const context = contextOf(changes);
  try {
    return intentionsOf(document, changes, context).map((intention) => ({
      kind: intention.kind,
      key: intention.sourceKey,
      ...outcomeOf(intention, context),
    }));
  } catch (error) {
    if (error instanceof SourceUnreadableError) return 'unreadable';
    throw error;
  }
}

function read(name: string, file: string): string | null {
  const there = readdirSync(path.join(folder, name)).includes(file);
  return there ? readFileSync(path.join(folder, name, file), 'utf8') : null;
}

describe('golden pairs', () => {
  it.each(cases)('%s', (name) => {
    const document = JSON.parse(read(name, 'cin7.json') ?? '') as object;
    const changes = JSON.parse(read(name, 'context.json') ?? '{}') as Changes;
    // Through JSON, since that is how a draft leaves.
    const result = JSON.parse(JSON.stringify(resultOf(document, changes))) as unknown;
    expect(result).toEqual(JSON.parse(read(name, 'quickbooks.json') ?? ''));
  });

  it.each(cases)('%s says why in a sentence', (name) => {
    expect(read(name, 'why.md')).toMatch(/^[A-Z0-9].{20,}\.\n$/u);
  });

  it('are many', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });
});
