import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { purchaseFromCin7, SourceUnreadableError, supplierFromCin7 } from '#libs/cin7';
import {
  attachableFrom,
  defaultPolicies,
  type Intention,
  intentionsFromPurchase,
  type KnownVendor,
  type LedgerAccount,
  type ListedObject,
  type MappingContext,
  type Purchase,
  type VendorEvidence,
  vendorFromSupplier,
  wantedAttachments,
} from '#libs/domain';
import { taxRegimeOf } from '#libs/quickbooks';
import { intentOf } from '../apps/mapper/src/intent-of.js';
import { chart, terms } from './pairs/chart.js';
import { goldenTables } from './pairs/golden-table.js';
import { type Changes, headings, type Pair, readPairs } from './pairs/pair.js';
import type { Vendor } from './pairs/pair-vendor.js';

/**
 * A folder is a case: Cin7's document, what it shall come to in QuickBooks, and why. The marker of a draft is written
 * as `<marker>`, since it is a hash. `context.json` holds what differs from the company below, and `before.json` what
 * had happened before, which only the whole line looks at.
 */
const pairs = readPairs().map((pair) => [pair.name, pair] as const);

const TABLES = 'docs/golden.md';
const SECTION = /(<!-- pairs -->\n)[\s\S]*?(<!-- \/pairs -->)/;

const REALM = '9341453000000001';
const MARKER = /\[bb:[a-z2-7]+\]/;

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
    payables: new Map([[homeCurrency, '33'], ...Object.entries(changes.payables ?? {})]),
    taxes: taxRegimeOf({
      codes: changes.taxCodes ?? [],
      rates: changes.taxRates ?? [],
      usesSalesTax: changes.usesSalesTax ?? true,
    }),
    items: byId(changes.items),
    classes: byId(changes.classes),
    departments: byId(changes.departments),
    customers: byId(changes.customers),
    terms: new Map(terms.map(([id, name]) => [name.toLowerCase(), id])),
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

/** The files of a purchase as its bill gets them; left out where there are none. */
function filesOf(purchase: Purchase | null, intention: Intention, { policies }: MappingContext): object {
  const wanted = purchase && wantedAttachments(purchase, intention, policies.attachments);
  if (!wanted || wanted.files.length === 0) return {};
  const files = wanted.files.map((file) => {
    const attachable = attachableFrom(file);
    if (!attachable.ok)
      return {
        file: file.fileName,
        hold: attachable.problems.flatMap(({ code, subject }) => [code, subject]),
      };
    const { fileName: FileName, contentType: ContentType } = attachable.value;
    return { file: file.fileName, draft: { FileName, ContentType } };
  });
  return { files };
}

function resultOf(document: object, changes: Changes): unknown {
  const context = contextOf(changes);
  try {
    const intentions = intentionsOf(document, changes, context);
    const purchase = 'OrderNumber' in document ? purchaseFromCin7(document) : null;
    return intentions.map((intention) => ({
      kind: intention.kind,
      key: intention.sourceKey,
      ...outcomeOf(intention, context),
      ...filesOf(purchase, intention, context),
    }));
  } catch (error) {
    if (error instanceof SourceUnreadableError) return 'unreadable';
    throw error;
  }
}

/** What the mapping alone decides; what the books hold in the end is for the whole line to show. */
function decisionOf({ expected }: Pair): unknown {
  if (expected === 'unreadable') return expected;
  return expected.map(({ books: _books, end: _end, files, ...decision }) => ({
    ...decision,
    ...(files && { files: files.map(({ end: _fetched, ...file }) => file) }),
  }));
}

describe('golden pairs', () => {
  it.each(pairs)('%s', (_name, pair) => {
    // Through JSON, since that is how a draft leaves.
    const result = JSON.parse(JSON.stringify(resultOf(pair.document, pair.changes))) as unknown;
    expect(result).toEqual(decisionOf(pair));
  });

  it.each(pairs)('%s says why in a sentence', (_name, { why }) => {
    expect(why).toMatch(/^[A-Z0-9].{20,}\.\n$/u);
  });

  it.each(Object.keys(headings))('are at least five under %s', (heading) => {
    expect(pairs.filter(([, pair]) => pair.heading === heading).length).toBeGreaterThanOrEqual(5);
  });

  it('stand in the documentation as they are (WRITE_TABLES=1 writes them)', () => {
    const tables = goldenTables(readPairs());
    const document = readFileSync(TABLES, 'utf8');
    const current = document.replace(SECTION, (_all, begin, end) => `${begin}\n${tables}\n\n${end}`);
    if (process.env.WRITE_TABLES === '1') writeFileSync(TABLES, current);
    else expect(document).toBe(current);
    expect(current).toContain(tables);
  });

  it('are many', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(140);
  });
});
